#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace engine::procedural {

/// A point, a direction or a linear-light colour.
struct Vec3 {
  float x = 0.0f, y = 0.0f, z = 0.0f;
};

inline Vec3 operator+(Vec3 a, Vec3 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}

inline Vec3 operator-(Vec3 a, Vec3 b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}

inline Vec3 operator*(Vec3 a, Vec3 b) {
  return {a.x * b.x, a.y * b.y, a.z * b.z};
}

inline Vec3 operator*(Vec3 a, float s) {
  return {a.x * s, a.y * s, a.z * s};
}

inline Vec3 operator*(float s, Vec3 a) {
  return a * s;
}

inline float dot(Vec3 a, Vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

inline Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

inline Vec3 normalized(Vec3 a) {
  return a * (1.0f / std::sqrt(dot(a, a) + 1e-20f));
}

inline float mix(float a, float b, float t) {
  return a + (b - a) * t;
}

inline Vec3 mix(Vec3 a, Vec3 b, float t) {
  return a + (b - a) * t;
}

inline float clamp01(float x) {
  return std::clamp(x, 0.0f, 1.0f);
}

inline float smooth(float low, float high, float x) {
  const float t = clamp01((x - low) / (high - low));
  return t * t * (3.0f - 2.0f * t);
}

/// Sine from -2 pi to 2 pi, written out so that every machine agrees on the last bit.
inline float sine(float x) {
  constexpr float kPi = 3.14159265f;
  x -= x > kPi ? 2.0f * kPi : x < -kPi ? -2.0f * kPi : 0.0f;
  x = x > 0.5f * kPi ? kPi - x : x < -0.5f * kPi ? -kPi - x : x;
  const float q = x * x;
  return x * (1.0f + q * (-0.16666667f + q * (8.3333333e-3f + q * (-1.9841270e-4f + q * 2.7557319e-6f))));
}

inline float cosine(float x) {
  return sine(1.57079633f - std::abs(x));
}

/// 1 at 0, falling smoothly to 0 for large |x|: a bell without exp, so that every machine agrees.
inline float bell(float x) {
  const float q = 1.0f / (1.0f + x * x * 0.5f);
  return q * q;
}

/// Floor of a number within the range of int, without a call into the library.
inline int whole(float x) {
  const int i = static_cast<int>(x);
  return i - (x < static_cast<float>(i) ? 1 : 0);
}

/// Linear light from a display colour given as hue (0..1, wraps), saturation and value.
inline Vec3 from_hsv(float hue, float saturation, float value) {
  const float h = (hue - std::floor(hue)) * 6.0f;
  const auto ramp = [&](float offset) {
    const float k = std::fmod(offset + h, 6.0f);
    const float c = value * (1.0f - saturation * clamp01(std::min(k, 4.0f - k)));
    return c * c;
  };
  return {ramp(5.0f), ramp(3.0f), ramp(1.0f)};
}

/// Hash of a lattice point to [0, 1).
inline float lattice(int x, int y, std::uint32_t salt) {
  std::uint32_t h =
      static_cast<std::uint32_t>(x) * 0x8DA6B343u ^ static_cast<std::uint32_t>(y) * 0xD8163841u ^ salt;
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  h = (h ^ (h >> 12)) * 0x297A2D39u;
  return static_cast<float>((h ^ (h >> 15)) >> 8) * (1.0f / 16777216.0f);
}

/// Smooth value noise in [0, 1).
inline float noise(float x, float y, std::uint32_t salt) {
  const int ix = whole(x), iy = whole(y);
  float u = x - static_cast<float>(ix), v = y - static_cast<float>(iy);
  u = u * u * (3.0f - 2.0f * u);
  v = v * v * (3.0f - 2.0f * v);
  return mix(mix(lattice(ix, iy, salt), lattice(ix + 1, iy, salt), u),
             mix(lattice(ix, iy + 1, salt), lattice(ix + 1, iy + 1, salt), u), v);
}

}  // namespace engine::procedural

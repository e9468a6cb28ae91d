#pragma once

#include <cmath>
#include <cstdint>

#include "core/tasks/data/procedural/lanes.h"

namespace tasks::procedural {

/// A point, a direction or a linear-light colour; with Lanes, four of them.
template <class T>
struct Vec3Of {
  T x{}, y{}, z{};
};

using Vec3 = Vec3Of<float>;
using Vec3Lanes = Vec3Of<Lanes>;

template <class A, class B>
auto operator+(Vec3Of<A> a, Vec3Of<B> b) {
  return Vec3Of<decltype(a.x + b.x)>{a.x + b.x, a.y + b.y, a.z + b.z};
}

template <class A, class B>
auto operator-(Vec3Of<A> a, Vec3Of<B> b) {
  return Vec3Of<decltype(a.x - b.x)>{a.x - b.x, a.y - b.y, a.z - b.z};
}

template <class A, class B>
auto operator*(Vec3Of<A> a, Vec3Of<B> b) {
  return Vec3Of<decltype(a.x * b.x)>{a.x * b.x, a.y * b.y, a.z * b.z};
}

template <class A, class B>
auto operator*(Vec3Of<A> a, B s) {
  return Vec3Of<decltype(a.x * s)>{a.x * s, a.y * s, a.z * s};
}

template <class A, class B>
auto dot(Vec3Of<A> a, Vec3Of<B> b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

template <class T>
Vec3Of<T> cross(Vec3Of<T> a, Vec3Of<T> b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

template <class T>
Vec3Of<T> normalized(Vec3Of<T> a) {
  return a * (1.0f / root(dot(a, a) + 1e-20f));
}

inline Vec3Lanes lanes(Vec3 a) {
  return {lanes(a.x), lanes(a.y), lanes(a.z)};
}

inline Vec3Lanes select(Mask mask, Vec3Lanes yes, Vec3Lanes no) {
  return {select(mask, yes.x, no.x), select(mask, yes.y, no.y), select(mask, yes.z, no.z)};
}

template <class A, class B, class T>
auto mix(A a, B b, T t) {
  return a + (b - a) * t;
}

template <class T>
T clamp01(T x) {
  return least(most(x, 0.0f), 1.0f);
}

template <class A, class B, class T>
T smooth(A low, B high, T x) {
  const T t = clamp01((x - low) / (high - low));
  return t * t * (3.0f - 2.0f * t);
}

/// Sine from -2 pi to 2 pi, written out so that every machine agrees on the last bit.
template <class T>
T sine(T x) {
  constexpr float kPi = 3.14159265f;
  x = x - select(x > kPi, 2.0f * kPi, select(x < -kPi, -2.0f * kPi, 0.0f));
  x = select(x > 0.5f * kPi, kPi - x, select(x < -0.5f * kPi, -kPi - x, x));
  const T q = x * x;
  return x * (1.0f + q * (-0.16666667f + q * (8.3333333e-3f + q * (-1.9841270e-4f + q * 2.7557319e-6f))));
}

template <class T>
T cosine(T x) {
  return sine(1.57079633f - magnitude(x));
}

/// 1 at 0, falling smoothly to 0 for large |x|: a bell without exp, so that every machine agrees.
template <class T>
T bell(T x) {
  const T q = 1.0f / (1.0f + x * x * 0.5f);
  return q * q;
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

inline constexpr std::uint32_t kColumnBits = 0x8DA6B343u, kRowBits = 0xD8163841u;

/// [0, 1) of a hash that mixes a lattice point's column and row.
inline Lanes lattice(Bits h) {
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  h = (h ^ (h >> 12)) * 0x297A2D39u;
  return number(reinterpret_cast<Ints>((h ^ (h >> 15)) >> 8)) * (1.0f / 16777216.0f);
}

inline Lanes lattice(Ints column, Ints row, std::uint32_t salt) {
  return lattice(reinterpret_cast<Bits>(column) * kColumnBits ^ reinterpret_cast<Bits>(row) * kRowBits ^
                 salt);
}

/// Smooth value noise in [0, 1).
inline Lanes noise(Lanes x, Lanes y, std::uint32_t salt) {
  const Ints column = whole(x), row = whole(y);
  Lanes u = x - number(column), v = y - number(row);
  u = u * u * (3.0f - 2.0f * u);
  v = v * v * (3.0f - 2.0f * v);
  const Bits left = reinterpret_cast<Bits>(column) * kColumnBits, right = left + kColumnBits;
  const Bits above = reinterpret_cast<Bits>(row) * kRowBits, top = above ^ salt,
             bottom = (above + kRowBits) ^ salt;
  return mix(mix(lattice(left ^ top), lattice(right ^ top), u),
             mix(lattice(left ^ bottom), lattice(right ^ bottom), u), v);
}

}  // namespace tasks::procedural

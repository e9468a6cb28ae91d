#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace tasks::procedural {

inline constexpr int kLanes = 4;

/// Four numbers worked on at once: each comes out to the last bit as it would alone.
using Lanes = float __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));
using Bits = std::uint32_t __attribute__((vector_size(16)));
/// What comparing gives: -1 where it holds, else 0.
using Mask = Ints;

inline Lanes lanes(float x) {
  return Lanes{x, x, x, x};
}

inline Lanes lanes(Lanes x) {
  return x;
}

/// first, first + 1, first + 2, first + 3
inline Lanes counted(float first) {
  return Lanes{0.0f, 1.0f, 2.0f, 3.0f} + first;
}

template <class V>
V load(const void* from) {
  V x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

inline void store(Lanes x, float* to) {
  std::memcpy(to, &x, sizeof x);
}

/// Row i of four becomes column i.
inline std::array<Lanes, kLanes> transposed(const std::array<Lanes, kLanes>& rows) {
  const auto [a, b, c, d] = rows;
  const Lanes ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
              ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Lanes cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5),
              cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  return {__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5),
          __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7),
          __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5),
          __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7)};
}

inline bool any(Mask mask) {
  std::int64_t halves[2];
  std::memcpy(halves, &mask, sizeof mask);
  return (halves[0] | halves[1]) != 0;
}

/// Calls f(key, mask of the lanes that have it) for each of the keys within the mask.
template <class F>
void for_each_key(Ints keys, Mask within, F f) {
  for (int i = 0; i < kLanes; ++i) {
    if (within[i] == 0) continue;
    const Mask same = within & (keys == keys[i]);
    f(keys[i], same);
    within &= ~same;
  }
}

inline float select(bool condition, float yes, float no) {
  return condition ? yes : no;
}

template <class A, class B>
Lanes select(Mask mask, A yes, B no) {
  return mask ? lanes(yes) : lanes(no);
}

inline Ints select(Mask mask, Ints yes, Ints no) {
  return mask ? yes : no;
}

inline Ints select(Mask mask, int yes, Ints no) {
  return mask ? Ints{} + yes : no;
}

/// As std::min and std::max.
template <class A, class B>
auto least(A a, B b) {
  return select(b < a, b, a);
}

template <class A, class B>
auto most(A a, B b) {
  return select(a < b, b, a);
}

inline float magnitude(float x) {
  return std::abs(x);
}

inline Lanes magnitude(Lanes x) {
  const Mask bits = reinterpret_cast<Mask>(x) & 0x7FFFFFFF;
  return reinterpret_cast<Lanes>(bits);
}

inline float root(float x) {
  return std::sqrt(x);
}

inline Lanes root(Lanes x) {
  return Lanes{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])};
}

inline Lanes number(Ints i) {
  return __builtin_convertvector(i, Lanes);
}

/// Floor of numbers within the range of int.
inline Ints whole(Lanes x) {
  const Ints i = __builtin_convertvector(x, Ints);
  return i + (x < number(i));
}

}  // namespace tasks::procedural

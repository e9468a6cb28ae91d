#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace io {

// docs/promises.md: Hostile archives and pickles: far above any state_dict, low enough to bound memory and
// time.
inline constexpr std::size_t kMaxPickleBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMaxPickleOpcodes = 1'000'000;
inline constexpr std::size_t kMaxPickleNodes = 1'000'000;
inline constexpr std::size_t kMaxPickleStack = 10'000;
inline constexpr std::size_t kMaxPickleMemo = 100'000;
inline constexpr std::size_t kMaxPickleGetsPerPut = 50;
inline constexpr std::size_t kMaxPickleDepth = 64;
inline constexpr std::uint32_t kMaxPickleText = 1u << 20;
inline constexpr std::size_t kMaxPickleGlobalName = 256;
inline constexpr std::size_t kMaxPickleLong = 8;  // bytes
inline constexpr std::size_t kMaxPickleTensors = 65'536;

/// How often the values of a pickle with so many nodes may be visited or copied, shared ones counted each
/// time: a small file that shares much must not take long.
constexpr std::size_t most_shared_values(std::size_t nodes) {
  return std::min(kMaxPickleNodes, nodes * 16 + 1'000);
}

inline constexpr std::size_t kMaxPickleStorageKey = 20;  // digits of a 64-bit number

}  // namespace io

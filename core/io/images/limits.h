#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace io {

inline constexpr std::size_t kMaxImageFileBytes = std::size_t{256} << 20;
inline constexpr std::uint64_t kMaxImageSide = 32'768;
inline constexpr std::uint64_t kMaxImagePixels = std::uint64_t{64} << 20;

/// Judges the size that a header claims, before anything of that size is allocated. Above 4 M pixels a file
/// must also bring one byte for every 2,000 of them (docs/promises.md: Images). Throws core::Error.
void check_image_size(std::uint64_t width, std::uint64_t height, std::size_t file_bytes,
                      const std::string& where);

}  // namespace io

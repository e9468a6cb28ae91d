#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/image/image.h"

namespace core {

using PngText = std::map<std::string, std::string>;  // key (1..79 Latin-1 letters) -> UTF-8 text

/// Whether a PNG of ours may be that large: at most 32768 a side and 512 MiB of pixels.
bool fits_png(std::int64_t width, std::int64_t height, int channels);

/// A PNG file of the image, deterministic to the byte, with `text` as iTXt chunks before the pixels.
/// dots_per_inch 0 = no pHYs chunk.
std::vector<std::byte> encode_png(const Image& image, const PngText& text = {}, int dots_per_inch = 0);

/// The text chunks (tEXt, iTXt uncompressed) of a PNG; hostile input: bounds checked, at most 1 MiB a text.
/// Throws Error when it is no PNG.
PngText read_png_text(std::span<const std::byte> png);

}  // namespace core

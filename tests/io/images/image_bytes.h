#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tests {

using Bytes = std::vector<std::byte>;

struct JpegOptions {
  int components = 3;  // 1 grey, 3 RGB, 4 CMYK with Adobe's marker (255 = bare paper)
  bool progressive = false;
  int orientation = 0;  // EXIF tag in an APP1 block; 0 = no block
};

/// `pixels` holds width x height x components values. Quality 100, no chroma subsampling.
Bytes jpeg_bytes(int width, int height, const std::vector<std::uint8_t>& pixels,
                 const JpegOptions& options = {});

struct PngOptions {
  int depth = 8;
  int colour_type = 2;      // 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGB + alpha
  Bytes palette = {};       // PLTE
  Bytes transparency = {};  // tRNS
  Bytes exif = {};          // eXIf
};

/// `rows` holds the packed rows without their filter bytes. The pixels are stored, not compressed.
Bytes png_bytes(std::uint32_t width, std::uint32_t height, const std::vector<std::uint8_t>& rows,
                const PngOptions& options = {});

/// A GIF of at most 4 colours, RGB triples in `palette`; `transparent` is the index left out, or -1.
Bytes gif_bytes(int width, int height, const std::vector<std::uint8_t>& indices,
                const std::vector<std::uint8_t>& palette, int transparent = -1);

/// A 24-bit BMP; `rgb` runs from the top row down.
Bytes bmp_bytes(int width, int height, const std::vector<std::uint8_t>& rgb);

/// A lossless WebP of one colour: a few bytes, whatever its size.
Bytes webp_bytes(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue,
                 std::uint8_t alpha = 255);

/// A lossy WebP; `rgb` runs from the top row down.
Bytes lossy_webp_bytes(int width, int height, const std::vector<std::uint8_t>& rgb);

struct WebpFrame {
  Bytes still;  // a whole WebP of one picture
  int x = 0, y = 0, width = 0, height = 0;
};

/// An animated WebP on a canvas of this size; x and y of a frame are even.
Bytes animated_webp_bytes(int width, int height, const std::vector<WebpFrame>& frames);

/// `still`, a WebP of this size, with an EXIF block behind it.
Bytes webp_bytes_with_exif(int width, int height, const Bytes& still, const Bytes& exif);

/// A TIFF header with nothing but the orientation tag.
Bytes exif_bytes(int orientation, bool big_endian);

}  // namespace tests

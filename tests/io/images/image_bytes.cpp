#include "tests/io/images/image_bytes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

#include <jpeglib.h>
#include <webp/encode.h>

#include "core/base/hash.h"

namespace tests {
namespace {

/// Appends numbers and texts of the byte orders that the formats use.
class Writer {
 public:
  Writer& text(std::string_view value) {
    for (const char c : value) put(static_cast<std::uint8_t>(c));
    return *this;
  }

  Writer& bytes(std::span<const std::byte> value) {
    out.insert(out.end(), value.begin(), value.end());
    return *this;
  }

  Writer& big(std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i) put(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }

  Writer& little(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) put(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }

  void put(std::uint8_t value) { out.push_back(static_cast<std::byte>(value)); }

  Bytes out;
};

/// Fields of some bits, the lowest bit first.
class BitWriter {
 public:
  void put(std::uint32_t value, int bits) {
    for (int i = 0; i < bits; ++i, ++count_) {
      if (count_ % 8 == 0) out.push_back(std::byte{0});
      out.back() |= static_cast<std::byte>((value >> i & 1) << (count_ % 8));
    }
  }

  Bytes out;

 private:
  std::size_t count_ = 0;
};

void png_chunk(Writer& png, std::string_view type, const Bytes& data) {
  Writer body;
  body.text(type).bytes(data);
  png.big(data.size(), 4).bytes(body.out).big(core::crc32(body.out), 4);
}

/// A zlib stream of stored blocks.
Bytes stored(const Bytes& data) {
  Writer zlib;
  zlib.big(0x7801, 2);
  std::uint32_t a = 1, b = 0;
  for (const std::byte value : data) {
    a = (a + std::to_integer<std::uint32_t>(value)) % 65521;
    b = (b + a) % 65521;
  }
  for (std::size_t at = 0; at == 0 || at < data.size(); at += 65535) {
    const std::size_t size = std::min<std::size_t>(65535, data.size() - at);
    zlib.little(at + size == data.size() ? 1 : 0, 1).little(size, 2).little(~size & 0xFFFF, 2);
    zlib.bytes(std::span(data).subspan(at, size));
  }
  return zlib.big(b << 16 | a, 4).out;
}

/// A chunk of a RIFF file.
void riff_chunk(Writer& riff, std::string_view type, const Bytes& data) {
  riff.text(type).little(data.size(), 4).bytes(data).little(0, data.size() % 2);
}

/// What is in a WebP behind the twelve bytes of its head.
std::span<const std::byte> chunks_of(const Bytes& webp) {
  return std::span(webp).subspan(12);
}

Bytes riff_file(const Writer& chunks) {
  return Writer().text("RIFF").little(4 + chunks.out.size(), 4).text("WEBP").bytes(chunks.out).out;
}

constexpr int kHasAnimation = 0x02, kHasExif = 0x08, kHasAlpha = 0x10;

void webp_canvas(Writer& chunks, int flags, int width, int height) {
  Writer canvas;
  canvas.little(flags, 4).little(width - 1, 3).little(height - 1, 3);
  riff_chunk(chunks, "VP8X", canvas.out);
}

}  // namespace

Bytes jpeg_bytes(int width, int height, const std::vector<std::uint8_t>& pixels, const JpegOptions& options) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  info.input_components = options.components;
  info.in_color_space = options.components == 1   ? JCS_GRAYSCALE
                        : options.components == 4 ? JCS_CMYK
                                                  : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 100, TRUE);
  info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = 1;
  if (options.progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  if (options.orientation != 0) {
    Writer block;
    block.text("Exif").big(0, 2).bytes(exif_bytes(options.orientation, false));
    jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(block.out.data()),
                      static_cast<unsigned>(block.out.size()));
  }
  for (int y = 0; y < height; ++y) {
    auto* row =
        const_cast<JSAMPROW>(pixels.data() + static_cast<std::size_t>(y) * width * options.components);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  const auto* begin = reinterpret_cast<const std::byte*>(memory);
  Bytes out(begin, begin + size);
  std::free(memory);
  return out;
}

Bytes png_bytes(std::uint32_t width, std::uint32_t height, const std::vector<std::uint8_t>& rows,
                const PngOptions& options) {
  Writer png, head, pixels;
  png.text("\x89PNG\r\n\x1A\n");
  head.big(width, 4).big(height, 4).big(options.depth, 1).big(options.colour_type, 1).big(0, 3);
  png_chunk(png, "IHDR", head.out);
  if (!options.palette.empty()) png_chunk(png, "PLTE", options.palette);
  if (!options.transparency.empty()) png_chunk(png, "tRNS", options.transparency);
  if (!options.exif.empty()) png_chunk(png, "eXIf", options.exif);
  const std::size_t row_bytes = height == 0 ? 0 : rows.size() / height;
  for (std::size_t at = 0; row_bytes > 0 && at < rows.size(); at += row_bytes) {
    pixels.put(0);
    pixels.bytes(std::as_bytes(std::span(rows)).subspan(at, row_bytes));
  }
  png_chunk(png, "IDAT", stored(pixels.out));
  png_chunk(png, "IEND", {});
  return png.out;
}

Bytes gif_bytes(int width, int height, const std::vector<std::uint8_t>& indices,
                const std::vector<std::uint8_t>& palette, int transparent) {
  Writer gif;
  gif.text("GIF89a").little(width, 2).little(height, 2).big(0x81, 1).big(0, 2);
  Bytes table(12);
  std::copy(palette.begin(), palette.end(), reinterpret_cast<std::uint8_t*>(table.data()));
  gif.bytes(table);
  if (transparent >= 0)
    gif.big(0x21F904, 3).big(1, 1).big(0, 2).big(static_cast<std::uint64_t>(transparent), 1).big(0, 1);
  gif.big(0x2C, 1).big(0, 4).little(width, 2).little(height, 2).big(0, 1);
  BitWriter codes;  // a clear code (4) before every second pixel keeps all codes at 3 bits
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i % 2 == 0) codes.put(4, 3);
    codes.put(indices[i], 3);
  }
  codes.put(5, 3);
  gif.big(2, 1);
  for (std::size_t at = 0; at < codes.out.size(); at += 255) {
    const std::size_t size = std::min<std::size_t>(255, codes.out.size() - at);
    gif.big(size, 1).bytes(std::span(codes.out).subspan(at, size));
  }
  return gif.big(0, 1).big(0x3B, 1).out;
}

Bytes bmp_bytes(int width, int height, const std::vector<std::uint8_t>& rgb) {
  const int padding = (4 - width * 3 % 4) % 4;
  const int size = (width * 3 + padding) * height;
  Writer bmp;
  bmp.text("BM").little(54 + size, 4).little(0, 4).little(54, 4);
  bmp.little(40, 4)
      .little(width, 4)
      .little(height, 4)
      .little(1, 2)
      .little(24, 2)
      .little(0, 4)
      .little(size, 4)
      .little(0, 4)
      .little(0, 4);
  bmp.little(0, 4).little(0, 4);
  for (int y = height - 1; y >= 0; --y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 2; c >= 0; --c) bmp.put(rgb[static_cast<std::size_t>((y * width + x) * 3 + c)]);
    }
    bmp.little(0, padding);
  }
  return bmp.out;
}

Bytes webp_bytes(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue,
                 std::uint8_t alpha) {
  BitWriter bits;
  bits.put(0x2F, 8);
  bits.put(static_cast<std::uint32_t>(width - 1), 14);
  bits.put(static_cast<std::uint32_t>(height - 1), 14);
  bits.put(alpha != 255, 1);
  bits.put(0, 3 + 1 + 1 + 1);  // version; no transform, no colour cache, no meta prefix codes
  for (const std::uint8_t symbol : {green, red, blue, alpha, std::uint8_t{0}}) {
    bits.put(0b101, 3);  // a simple code of one symbol of 8 bits: it takes no bits in the pixels
    bits.put(symbol, 8);
  }
  if (bits.out.size() % 2 != 0) bits.out.push_back(std::byte{0});
  Writer webp;
  webp.text("RIFF")
      .little(12 + bits.out.size(), 4)
      .text("WEBPVP8L")
      .little(bits.out.size(), 4)
      .bytes(bits.out);
  return webp.out;
}

Bytes lossy_webp_bytes(int width, int height, const std::vector<std::uint8_t>& rgb) {
  std::uint8_t* memory = nullptr;
  const std::size_t size = WebPEncodeRGB(rgb.data(), width, height, 3 * width, 100, &memory);
  const auto* begin = reinterpret_cast<const std::byte*>(memory);
  Bytes out(begin, begin + size);
  WebPFree(memory);
  return out;
}

Bytes animated_webp_bytes(int width, int height, const std::vector<WebpFrame>& frames) {
  Writer chunks;
  webp_canvas(chunks, kHasAnimation | kHasAlpha, width, height);
  riff_chunk(chunks, "ANIM", Writer().little(0xFF00FF00, 4).little(0, 2).out);  // a background nobody draws
  for (const WebpFrame& frame : frames) {
    Writer data;
    data.little(frame.x / 2, 3).little(frame.y / 2, 3).little(frame.width - 1, 3).little(frame.height - 1, 3);
    data.little(100, 3).little(0, 1).bytes(chunks_of(frame.still));
    riff_chunk(chunks, "ANMF", data.out);
  }
  return riff_file(chunks);
}

Bytes webp_bytes_with_exif(int width, int height, const Bytes& still, const Bytes& exif) {
  Writer chunks;
  webp_canvas(chunks, kHasExif, width, height);
  chunks.bytes(chunks_of(still));
  riff_chunk(chunks, "EXIF", exif);
  return riff_file(chunks);
}

Bytes exif_bytes(int orientation, bool big_endian) {
  Writer tiff;
  const auto number = [&](std::uint64_t value, int size) {
    big_endian ? tiff.big(value, size) : tiff.little(value, size);
  };
  tiff.text(big_endian ? "MM" : "II");
  number(42, 2);
  number(8, 4);
  number(1, 2);
  number(0x0112, 2);
  number(3, 2);
  number(1, 4);
  number(static_cast<std::uint64_t>(orientation), 2);
  number(0, 2);
  number(0, 4);
  return tiff.out;
}

}  // namespace tests

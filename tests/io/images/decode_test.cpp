#include "core/io/images/decode.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/images/exif.h"
#include "tests/io/images/image_bytes.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using core::Image;
using tests::Bytes;

namespace {

using Pixels = std::vector<std::uint8_t>;

Image decode(const Bytes& bytes) {
  return io::decode_image(bytes, "picture");
}

/// A 5 x 3 picture in which every pixel differs from the others.
Image gradient(int channels) {
  Image image(5, 3, channels);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(i * 5 + 10);
  return image;
}

/// Blocks of 8 x 8 of one colour, which a JPEG of quality 100 keeps almost exactly.
Pixels blocks(const std::vector<Pixels>& colours) {
  Pixels pixels;
  for (int y = 0; y < 8; ++y) {
    for (const Pixels& colour : colours) {
      for (int x = 0; x < 8; ++x) pixels.insert(pixels.end(), colour.begin(), colour.end());
    }
  }
  return pixels;
}

bool close(const Image& image, int x, int y, const Pixels& colour, int tolerance = 2) {
  return std::equal(colour.begin(), colour.end(), image.at(x, y),
                    [&](int a, int b) { return std::abs(a - b) <= tolerance; });
}

Bytes to_bytes(const Pixels& values) {
  Bytes bytes;
  for (const std::uint8_t value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("a PNG of ours comes back exactly, colour and grey") {
  for (const int channels : {1, 3}) {
    const Image image = gradient(channels);
    CHECK(decode(core::encode_png(image)) == image);
  }
}

TEST_CASE("PNG alpha is laid over white") {
  const Image image =
      decode(tests::png_bytes(3, 1, {10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 255, 51}, {.colour_type = 6}));
  CHECK(image.channels == 3);
  CHECK(image.pixels == Pixels{10, 20, 30, 255, 255, 255, 204, 224, 255});
}

TEST_CASE("a grey PNG with alpha stays grey") {
  const Image image = decode(tests::png_bytes(3, 1, {7, 255, 7, 0, 0, 128}, {.colour_type = 4}));
  CHECK(image.channels == 1);
  CHECK(image.pixels == Pixels{7, 255, 127});
}

TEST_CASE("PNG palettes of 1 to 8 bits become RGB, with their transparency over white") {
  const Bytes palette = to_bytes({255, 0, 0, 0, 255, 0, 1, 2, 3, 9, 9, 9});
  CHECK(decode(tests::png_bytes(2, 1, {2, 1}, {.colour_type = 3, .palette = palette})).pixels ==
        Pixels{1, 2, 3, 0, 255, 0});
  CHECK(decode(tests::png_bytes(4, 1, {0b00011011}, {.depth = 2, .colour_type = 3, .palette = palette}))
            .pixels == Pixels{255, 0, 0, 0, 255, 0, 1, 2, 3, 9, 9, 9});
  const Image clear = decode(tests::png_bytes(
      2, 1, {0b01000000}, {.depth = 1, .colour_type = 3, .palette = palette, .transparency = to_bytes({0})}));
  CHECK(clear.pixels == Pixels{255, 255, 255, 0, 255, 0});
}

TEST_CASE("1-bit grey PNG spans black to white") {
  const Image image = decode(tests::png_bytes(3, 1, {0b10100000}, {.depth = 1, .colour_type = 0}));
  CHECK(image.channels == 1);
  CHECK(image.pixels == Pixels{255, 0, 255});
}

TEST_CASE("16-bit PNG is rounded, not cut") {
  // 0x00FF is 0.996 of a step, 0x007F is 0.494, 0x8000 is 127.5 and a bit.
  const Image grey = decode(tests::png_bytes(4, 1, {0x00, 0xFF, 0x00, 0x7F, 0x80, 0x00, 0xFF, 0xFF},
                                             {.depth = 16, .colour_type = 0}));
  CHECK(grey.channels == 1);
  CHECK(grey.pixels == Pixels{1, 0, 128, 255});
  const Image colour =
      decode(tests::png_bytes(1, 1, {0x12, 0x34, 0xFE, 0xFF, 0x00, 0x00}, {.depth = 16, .colour_type = 2}));
  CHECK(colour.pixels == Pixels{0x12, 0xFE, 0x00});
  const Image alpha =
      decode(tests::png_bytes(1, 1, {0, 0, 0, 0, 0, 0, 0x80, 0}, {.depth = 16, .colour_type = 6}));
  CHECK(alpha.pixels == Pixels{127, 127, 127});
}

TEST_CASE("one pixel is an image") {
  CHECK(decode(tests::png_bytes(1, 1, {1, 2, 3})).pixels == Pixels{1, 2, 3});
  CHECK(close(decode(tests::jpeg_bytes(1, 1, {200, 100, 50})), 0, 0, {200, 100, 50}));
}

TEST_CASE("JPEG colours come back, baseline and progressive") {
  for (const bool progressive : {false, true}) {
    const Pixels pixels = blocks({{250, 20, 30}, {10, 200, 90}});
    const Image image = decode(tests::jpeg_bytes(16, 8, pixels, {.progressive = progressive}));
    REQUIRE(image.width == 16);
    REQUIRE(image.height == 8);
    CHECK(image.channels == 3);
    CHECK(close(image, 3, 3, {250, 20, 30}));
    CHECK(close(image, 12, 5, {10, 200, 90}));
  }
}

TEST_CASE("a grey JPEG stays grey") {
  const Image image = decode(tests::jpeg_bytes(16, 8, blocks({{40}, {220}}), {.components = 1}));
  CHECK(image.channels == 1);
  CHECK(close(image, 1, 1, {40}));
  CHECK(close(image, 14, 6, {220}));
}

TEST_CASE("a CMYK JPEG becomes RGB with Adobe's inverted inks") {
  // bare paper, full cyan, half black, everything
  const Image image = decode(tests::jpeg_bytes(
      32, 8, blocks({{255, 255, 255, 255}, {0, 255, 255, 255}, {255, 255, 255, 128}, {0, 0, 0, 0}}),
      {.components = 4}));
  CHECK(image.channels == 3);
  CHECK(close(image, 3, 3, {255, 255, 255}));
  CHECK(close(image, 11, 3, {0, 255, 255}));
  CHECK(close(image, 19, 3, {128, 128, 128}));
  CHECK(close(image, 27, 3, {0, 0, 0}));
}

TEST_CASE("a CMYK JPEG without Adobe's marker has the same inks") {
  const Pixels inks = blocks({{255, 255, 255, 255}, {0, 255, 255, 255}, {255, 255, 255, 128}, {0, 0, 0, 0}});
  const Bytes marked = tests::jpeg_bytes(32, 8, inks, {.components = 4});
  Bytes plain = marked;
  const Bytes marker = to_bytes({0xFF, 0xEE, 0, 14});
  const auto at = std::search(plain.begin(), plain.end(), marker.begin(), marker.end());
  REQUIRE(at != plain.end());
  plain.erase(at, at + 16);
  CHECK(decode(plain) == decode(marked));
}

TEST_CASE("a JPEG that libjpeg warns about and decodes whole is the same picture") {
  const Bytes clean = tests::jpeg_bytes(16, 8, blocks({{250, 20, 30}, {10, 200, 90}}));
  const Bytes mark = to_bytes({'J', 'F', 'I', 'F', 0}), table = to_bytes({0xFF, 0xDB});
  const auto behind = [&clean](const Bytes& part) {
    const auto at = std::search(clean.begin(), clean.end(), part.begin(), part.end());
    REQUIRE(at != clean.end());
    return at - clean.begin() + static_cast<std::ptrdiff_t>(part.size());
  };
  Bytes revision = clean, before_table = clean, before_end = clean;
  revision[static_cast<std::size_t>(behind(mark))] =
      revision[static_cast<std::size_t>(behind(mark)) + 1] = {};
  before_table.insert(before_table.begin() + behind(table) - 2, 2, std::byte{0});
  before_end.insert(before_end.end() - 2, 99, std::byte{7});
  for (const Bytes& odd : {revision, before_table, before_end}) {
    REQUIRE(odd != clean);
    CHECK(decode(odd) == decode(clean));
  }
}

TEST_CASE("the EXIF orientation of a JPEG is applied") {
  const Pixels pixels = blocks({{250, 20, 30}, {10, 200, 90}});  // red left, green right
  const Image upside_down = decode(tests::jpeg_bytes(16, 8, pixels, {.orientation = 3}));
  CHECK(close(upside_down, 3, 3, {10, 200, 90}));
  const Image turned =
      decode(tests::jpeg_bytes(16, 8, pixels, {.orientation = 6}));  // camera held turned: clockwise
  REQUIRE(turned.width == 8);
  REQUIRE(turned.height == 16);
  CHECK(close(turned, 3, 3, {250, 20, 30}));
  const Image back = decode(tests::jpeg_bytes(16, 8, pixels, {.orientation = 8}));  // anticlockwise
  CHECK(close(back, 3, 3, {10, 200, 90}));
}

TEST_CASE("every orientation moves the upper left pixel where EXIF says") {
  // A 2 x 3 image numbered row by row; per orientation the pixels as they must be seen.
  Image image(2, 3, 1);
  image.pixels = {1, 2, 3, 4, 5, 6};
  const std::vector<Pixels> seen = {{1, 2, 3, 4, 5, 6}, {2, 1, 4, 3, 6, 5}, {6, 5, 4, 3, 2, 1},
                                    {5, 6, 3, 4, 1, 2}, {1, 3, 5, 2, 4, 6}, {5, 3, 1, 6, 4, 2},
                                    {6, 4, 2, 5, 3, 1}, {2, 4, 6, 1, 3, 5}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const Image turned = io::turned_upright(image, orientation);
    CHECK(turned.width == (orientation >= 5 ? 3 : 2));
    CHECK(turned.pixels == seen[static_cast<std::size_t>(orientation - 1)]);
  }
  CHECK(io::turned_upright(image, 0) == image);
  CHECK(io::turned_upright(image, 9) == image);
}

TEST_CASE("the orientation tag is found in both byte orders and never outside the block") {
  for (const bool big_endian : {false, true}) {
    const Bytes tiff = tests::exif_bytes(6, big_endian);
    CHECK(io::exif_orientation(tiff) == 6);
    for (std::size_t size = 0; size < 20; ++size)
      CHECK(io::exif_orientation(std::span(tiff).first(size)) == 1);
    Bytes far = tiff;
    std::fill(far.begin() + 4, far.begin() + 8, std::byte{0xFF});
    CHECK(io::exif_orientation(far) == 1);
    CHECK(io::exif_orientation(tests::exif_bytes(9, big_endian)) == 1);
    CHECK(io::exif_orientation(tests::exif_bytes(0, big_endian)) == 1);
  }
}

TEST_CASE("a PNG's eXIf chunk is applied") {
  const Image image =
      decode(tests::png_bytes(2, 1, {10, 20}, {.colour_type = 0, .exif = tests::exif_bytes(6, true)}));
  CHECK(image.width == 1);
  CHECK(image.height == 2);
  CHECK(image.pixels == Pixels{10, 20});
}

TEST_CASE("GIF, BMP and lossless WebP come back exactly") {
  const Image gif =
      decode(tests::gif_bytes(3, 2, {0, 1, 2, 3, 2, 1}, {1, 2, 3, 40, 50, 60, 7, 8, 9, 250, 251, 252}));
  CHECK(gif.channels == 3);
  CHECK(gif.pixels == Pixels{1, 2, 3, 40, 50, 60, 7, 8, 9, 250, 251, 252, 7, 8, 9, 40, 50, 60});
  CHECK(decode(tests::bmp_bytes(5, 3, gradient(3).pixels)) == gradient(3));
  CHECK(decode(tests::webp_bytes(2, 1, 9, 90, 200)).pixels == Pixels{9, 90, 200, 9, 90, 200});
  CHECK(decode(tests::webp_bytes(1, 1, 0, 100, 255, 51)).pixels == Pixels{204, 224, 255});
}

TEST_CASE("a lossy WebP comes back about as it was") {
  const Pixels pixels = blocks({{250, 20, 30}, {250, 20, 30}, {10, 200, 90}, {10, 200, 90}});
  const Image image = decode(tests::lossy_webp_bytes(32, 8, pixels));
  REQUIRE(image.width == 32);
  REQUIRE(image.height == 8);
  CHECK(close(image, 4, 4, {250, 20, 30}, 6));
  CHECK(close(image, 27, 4, {10, 200, 90}, 6));
}

TEST_CASE(
    "of an animated WebP the first frame is seen, where it lies on its canvas, the rest of which is white") {
  const Image image = decode(tests::animated_webp_bytes(4, 3,
                                                        {{tests::webp_bytes(2, 1, 10, 20, 30), 2, 2, 2, 1},
                                                         {tests::webp_bytes(4, 3, 90, 90, 90), 0, 0, 4, 3}}));
  REQUIRE(image.width == 4);
  REQUIRE(image.height == 3);
  for (int y = 0; y < 3; ++y)
    for (int x = 0; x < 4; ++x)
      CHECK(close(image, x, y, y == 2 && x >= 2 ? Pixels{10, 20, 30} : Pixels{255, 255, 255}, 0));
}

TEST_CASE("a WebP's EXIF block is applied, with EXIF's mark and without") {
  const Bytes still = tests::webp_bytes(2, 1, 9, 90, 200);
  Bytes exif = tests::exif_bytes(6, true);
  const Image image = decode(tests::webp_bytes_with_exif(2, 1, still, exif));
  CHECK(image.width == 1);
  CHECK(image.height == 2);
  CHECK(image.pixels == Pixels{9, 90, 200, 9, 90, 200});
  const Bytes mark = to_bytes({'E', 'x', 'i', 'f', 0, 0});
  exif.insert(exif.begin(), mark.begin(), mark.end());
  CHECK(decode(tests::webp_bytes_with_exif(2, 1, still, exif)) == image);
}

TEST_CASE("all kinds of PNM come back exactly, whatever their greatest value") {
  using namespace std::string_literals;
  const auto text = [](const std::string& all) { return decode(tests::bytes_of(all)); };
  CHECK(text("P1\n# plain bits\n3 2\n101\n0 1 0").pixels == Pixels{0, 255, 0, 255, 0, 255});
  CHECK(text("P4\n3 2\n\xA0\x40").pixels == Pixels{0, 255, 0, 255, 0, 255});
  CHECK(text("P2 3 1 # greatest:\n7\n0 3 7").pixels == Pixels{0, 109, 255});
  CHECK(text("P5 2 1 255\n\x07\xFA").pixels == Pixels{7, 250});
  CHECK(text("P5 2 1 65535\n\x80\x00\xFF\xFF"s).pixels == Pixels{128, 255});
  const Image colour = text("P6 2 1 255 \x01\x02\x03\x04\x05\x06");
  CHECK(colour.channels == 3);
  CHECK(colour.pixels == Pixels{1, 2, 3, 4, 5, 6});
  CHECK(text("P3 1 1 255 1 2 3").pixels == Pixels{1, 2, 3});
}

TEST_CASE("12 bits in 16 and an alpha of nothing but 0 are remarked, other pictures are not") {
  const auto remark = [](const Bytes& bytes) -> std::string {
    return io::decode_with_remark(bytes, "a").remark;
  };
  const tests::PngOptions wide{.depth = 16, .colour_type = 0};
  CHECK(remark(tests::png_bytes(2, 1, {0x0F, 0xFF, 0x00, 0x10}, wide)) == io::remark::kTwelveBits);
  CHECK(decode(tests::png_bytes(2, 1, {0x0F, 0xFF, 0x00, 0x10}, wide)).pixels == Pixels{16, 0});
  CHECK(remark(tests::png_bytes(2, 1, {0x10, 0x00, 0x00, 0x10}, wide)).empty());
  CHECK(remark(tests::png_bytes(1, 1, {0, 0}, wide)).empty());
  CHECK(remark(tests::bytes_of("P2 1 1 65535 4095")) == io::remark::kTwelveBits);
  CHECK(remark(tests::bytes_of("P2 1 1 4095 4095")).empty());
  CHECK(remark(tests::png_bytes(2, 1, {1, 2, 3, 0, 4, 5, 6, 0}, {.colour_type = 6})) ==
        io::remark::kTransparent);
  CHECK(remark(tests::png_bytes(2, 1, {1, 2, 3, 0, 4, 5, 6, 1}, {.colour_type = 6})).empty());
  CHECK(remark(tests::webp_bytes(2, 2, 1, 2, 3, 0)) == io::remark::kTransparent);
  CHECK(remark(tests::png_bytes(1, 1, {0, 0, 0})).empty());
}

TEST_CASE("a GIF's transparent colour is white") {
  CHECK(decode(tests::gif_bytes(2, 1, {0, 1}, {1, 2, 3, 4, 5, 6}, 1)).pixels ==
        Pixels{1, 2, 3, 255, 255, 255});
}

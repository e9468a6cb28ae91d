#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/images/decode.h"
#include "core/io/images/format.h"
#include "core/io/images/limits.h"
#include "tests/io/images/image_bytes.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using tests::Bytes;

namespace {

/// The reason of the refusal; empty when the image was decoded.
std::string refusal(const Bytes& bytes) {
  try {
    io::decode_image(bytes, "picture.jpg");
  } catch (const core::Error& error) {
    CHECK(error.where() == "picture.jpg");
    return error.failed();
  }
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Noise, so that no file is much shorter than its pixels.
std::vector<std::uint8_t> noise(std::size_t size) {
  std::vector<std::uint8_t> values(size);
  std::uint32_t state = 7;
  for (std::uint8_t& value : values)
    value = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
  return values;
}

std::vector<Bytes> one_of_each() {
  return {tests::png_bytes(8, 8, noise(192)),
          tests::jpeg_bytes(16, 16, noise(768)),
          tests::jpeg_bytes(16, 16, noise(768), {.progressive = true, .orientation = 6}),
          tests::jpeg_bytes(16, 16, noise(1024), {.components = 4}),
          tests::gif_bytes(4, 2, {0, 1, 2, 3, 3, 2, 1, 0}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
          tests::bmp_bytes(4, 4, noise(48)),
          tests::webp_bytes(9, 9, 1, 2, 3),
          tests::lossy_webp_bytes(16, 16, noise(768)),
          tests::animated_webp_bytes(12, 12,
                                     {{tests::lossy_webp_bytes(8, 8, noise(192)), 2, 4, 8, 8},
                                      {tests::webp_bytes(3, 3, 9, 9, 9), 0, 0, 3, 3}}),
          tests::bytes_of("P6 2 2 255\nabcdefghijkl"),
          tests::bytes_of("P2 2 2 255\n10 20 30 4")};
}

void patch(Bytes& bytes, std::size_t at, std::initializer_list<int> values) {
  for (const int value : values) bytes.at(at++) = static_cast<std::byte>(value);
}

}  // namespace

TEST_CASE("an empty file and files of other kinds are refused with a reason") {
  CHECK(contains(refusal({}), "empty"));
  for (const char* text :
       {"x", "<!DOCTYPE html>", "RIFF", "RIFF....WAVEfmt ", "GIF88a", "\xFF\xD8", "\x89PNG", "II*"}) {
    CHECK(contains(refusal(tests::bytes_of(text)), "no JPEG, PNG, GIF, BMP, WebP or PNM"));
  }
  CHECK(contains(refusal(Bytes(100'000)), "no JPEG"));
}

TEST_CASE("an image cut at any length is refused, or is the whole image where only its end mark is missing") {
  for (const Bytes& whole : one_of_each()) {
    REQUIRE(refusal(whole).empty());
    const core::Image image = io::decode_image(whole, "whole");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(whole.size());
      CAPTURE(size);
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string reason = refusal(cut);
      constexpr std::size_t kLongestEnd = 16;  // of a PNG: a checksum and IEND
      if (reason.empty()) CHECK(io::decode_image(cut, "cut") == image);
      CHECK((!reason.empty() || size + kLongestEnd >= whole.size()));
    }
  }
}

TEST_CASE("a flipped byte ends in an image or in a reason") {
  for (const Bytes& whole : one_of_each()) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int flip : {0x01, 0x80, 0xFF}) {
        Bytes flipped = whole;
        flipped[at] ^= static_cast<std::byte>(flip);
        try {
          const core::Image image = io::decode_image(flipped, "flipped");
          CHECK(!image.empty());
        } catch (const core::Error& error) {
          CHECK(!error.failed().empty());
        }
      }
    }
  }
}

TEST_CASE("damaged pixels of a PNG are noticed by its checksums") {
  Bytes png = tests::png_bytes(8, 8, noise(192));
  png[png.size() / 2] ^= std::byte{1};
  CHECK(contains(refusal(png), "PNG is damaged"));
}

TEST_CASE("a JPEG cut in the middle is refused instead of half grey") {
  Bytes jpeg = tests::jpeg_bytes(64, 64, noise(64 * 64 * 3));
  jpeg.resize(jpeg.size() / 2);
  CHECK(contains(refusal(jpeg), "cut short"));
}

TEST_CASE("sizes that a header merely claims are refused before anything is allocated") {
  CHECK(!refusal(tests::png_bytes(0x7FFFFFFF, 0x7FFFFFFF, {})).empty());
  CHECK(contains(refusal(tests::png_bytes(32'769, 1, {})), "too large"));
  CHECK(contains(refusal(tests::png_bytes(32'768, 32'768, {})), "too large"));
  CHECK(contains(refusal(tests::png_bytes(8'000, 8'000, {})), "claims 8000 x 8000 pixels"));
  CHECK(!refusal(tests::png_bytes(0, 5, {})).empty());
  CHECK(contains(refusal(tests::webp_bytes(16'384, 16'384, 1, 2, 3)), "too large"));
  CHECK(contains(refusal(tests::webp_bytes(8'000, 8'000, 1, 2, 3)), "claims"));
  const tests::WebpFrame small{tests::webp_bytes(2, 2, 1, 2, 3), 0, 0, 2, 2};
  CHECK(contains(refusal(tests::animated_webp_bytes(1 << 24, 128, {small})), "too large"));
  CHECK(contains(refusal(tests::animated_webp_bytes(8'000, 8'000, {small})), "claims"));
  CHECK(!refusal(tests::animated_webp_bytes(1, 1, {small})).empty());
  CHECK(contains(refusal(tests::bytes_of("P5 40000 40000 255\nx")), "too large"));
  CHECK(contains(refusal(tests::bytes_of("P5 8000 8000 255\nx")), "claims"));
  for (const char* head :
       {"P5 0 4 255\n", "P5 4 4 0\n1234567890123456", "P5 4 4 65536\n", "P5 99999999999 1 255\n",
        "P3 2 1 255\n1 2 3 4 5 x", "P1 2 1\n12", "P4 9 1\nx", "P5 2 2 65535\n1234567"})
    CHECK(!refusal(tests::bytes_of(head)).empty());

  Bytes gif = tests::gif_bytes(2, 2, {0, 1, 2, 3}, {1, 2, 3});
  patch(gif, 6, {0xFF, 0xFF, 0xFF, 0xFF});
  CHECK(!refusal(gif).empty());
  Bytes bmp = tests::bmp_bytes(2, 2, noise(12));
  patch(bmp, 18, {0xFF, 0xFF, 0xFF, 0x7F});
  CHECK(!refusal(bmp).empty());

  Bytes jpeg = tests::jpeg_bytes(8, 8, noise(192));
  for (std::size_t at = 0; at + 9 < jpeg.size(); ++at) {
    if (jpeg[at] != std::byte{0xFF} || jpeg[at + 1] != std::byte{0xC0}) continue;
    patch(jpeg, at + 5, {0xFF, 0xDC, 0xFF, 0xDC});
    break;
  }
  CHECK(contains(refusal(jpeg), "too large: 65500 x 65500"));
}

TEST_CASE("size limits hold at their edges") {
  CHECK_NOTHROW(io::check_image_size(2'048, 2'048, 100, "edge"));
  CHECK_THROWS_AS(io::check_image_size(2'048, 2'049, 100, "edge"), core::Error);
  CHECK_NOTHROW(io::check_image_size(32'768, 2'048, 1 << 20, "edge"));
  CHECK_THROWS_AS(io::check_image_size(32'768, 2'049, 1 << 20, "edge"), core::Error);
  CHECK_THROWS_AS(io::check_image_size(std::uint64_t{1} << 32, std::uint64_t{1} << 32, 1 << 20, "edge"),
                  core::Error);
  CHECK_THROWS_AS(io::check_image_size(0, 1, 1, "edge"), core::Error);
}

TEST_CASE("a progressive JPEG with endless scans is refused") {
  Bytes jpeg = tests::jpeg_bytes(16, 16, noise(768), {.progressive = true});
  // The last scan, from its SOS marker to before EOI, is repeated.
  std::size_t last = 0;
  for (std::size_t at = 0; at + 1 < jpeg.size(); ++at) {
    if (jpeg[at] == std::byte{0xFF} && jpeg[at + 1] == std::byte{0xDA}) last = at;
  }
  REQUIRE(last > 0);
  const Bytes scan(jpeg.begin() + static_cast<std::ptrdiff_t>(last), jpeg.end() - 2);
  for (int i = 0; i < 2'000; ++i) jpeg.insert(jpeg.end() - 2, scan.begin(), scan.end());
  CHECK(contains(refusal(jpeg), "JPEG is damaged"));
}

TEST_CASE("images of other known kinds are called by their names, with a way out") {
  const std::vector<std::pair<Bytes, std::string>> kinds = {
      {tests::bytes_of(std::string("II*\0\x08\0\0\0", 8)), "TIFF"},
      {tests::bytes_of(std::string("MM\0*\0\0\0\x08", 8)), "TIFF"},
      {tests::bytes_of(std::string("\0\0\0\x20"
                                   "ftypavif\0\0\0\0",
                                   16)),
       "AVIF"},
      {tests::bytes_of(std::string("\0\0\0\x18"
                                   "ftypheic\0\0\0\0",
                                   16)),
       "HEIC"},
      {tests::bytes_of(std::string("\0\0\0\x0CJXL \r\n\x87\n", 12)), "JPEG XL"},
      {tests::bytes_of("\xFF\x0A\x01\x02"), "JPEG XL"}};
  for (const auto& [bytes, name] : kinds) {
    CHECK(refusal(bytes) == name + " images are not read");
    CHECK_THROWS_WITH_AS(io::decode_image(bytes, "a"), doctest::Contains("convert it to PNG or JPEG"),
                         core::Error);
  }
}

TEST_CASE("a JPEG of a kind that libjpeg does not know is not called damaged") {
  Bytes jpeg = tests::jpeg_bytes(8, 8, noise(192));
  for (std::size_t at = 0; at + 9 < jpeg.size(); ++at) {
    if (jpeg[at] != std::byte{0xFF} || jpeg[at + 1] != std::byte{0xC0}) continue;
    patch(jpeg, at + 4, {12});  // bits a value
    break;
  }
  CHECK(contains(refusal(jpeg), "JPEG of this kind is not read: Unsupported JPEG data precision 12"));
}

TEST_CASE("a text that begins with the letters of an image format is none") {
  for (const char* text : {"BMI, weight, height of 200 people", "P1 was the first", "P", "P6", "ftyp", "II"})
    CHECK(!io::sniff_image(tests::bytes_of(text)));
  CHECK(io::sniff_image(tests::bmp_bytes(2, 2, noise(12))) == io::ImageFormat::kBmp);
  CHECK(io::sniff_image(tests::bytes_of("P3\n# made by hand\n2 2")) == io::ImageFormat::kPnm);
}

TEST_CASE("the content decides, not the name") {
  const tests::TemporaryFolder folder("decode");
  const core::Image image(3, 2, 3, 77);
  const auto file = folder / "really a png \xE5\x86\x99\xE7\x9C\x9F.jpg";
  core::write_file_atomically(file, core::encode_png(image));
  CHECK(io::load_image(file) == image);
  CHECK_THROWS_AS(io::load_image(folder / "missing.png"), core::Error);
  CHECK_THROWS_AS(io::load_image(folder.path()), core::Error);
}

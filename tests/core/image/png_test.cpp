#include "core/image/png.h"

#include <doctest/doctest.h>

#include <cstring>
#include <memory>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/latent/random.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wshadow"
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

using core::Image;
using core::PngText;

namespace {

using Bytes = std::vector<std::byte>;

Image noise(int width, int height, int channels) {
  Image image(width, height, channels);
  core::CounterRandom random(1);
  for (auto& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  return image;
}

Image decode(const Bytes& png) {
  int width = 0, height = 0, channels = 0;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> pixels(
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(png.data()), static_cast<int>(png.size()),
                            &width, &height, &channels, 0),
      &stbi_image_free);
  if (pixels == nullptr) return {};
  Image image(width, height, channels);
  std::memcpy(image.pixels.data(), pixels.get(), image.pixels.size());
  return image;
}

/// Offset of the first chunk of a type, counted from its length field.
std::size_t chunk_offset(const Bytes& png, const char* type) {
  for (std::size_t at = 4; at + 4 <= png.size(); ++at) {
    if (std::memcmp(png.data() + at, type, 4) == 0) return at - 4;
  }
  return png.size();
}

std::uint32_t u32(const Bytes& png, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(png.at(at + i));
  return value;
}

}  // namespace

TEST_CASE("a PNG decodes to the same pixels") {
  for (const int channels : {1, 3}) {
    for (const auto& [width, height] :
         {std::pair(1, 1), std::pair(64, 64), std::pair(7, 301), std::pair(301, 7)}) {
      const Image image = noise(width, height, channels);
      CHECK(decode(core::encode_png(image)) == image);
      CHECK(decode(core::encode_png(image, {{"a", "b"}}, 300)) == image);
    }
  }
}

TEST_CASE("text comes back as it went in") {
  const PngText text = {{"Software", "ganscope"},
                        {"ganscope", "{\"seed\": 17}"},
                        {"empty", ""},
                        {"Umlaut", "z \u2208 \u211d\u00b9\u2070\u2070\nsecond line"},
                        {"large", std::string(1 << 20, 'x')}};
  CHECK(core::read_png_text(core::encode_png(noise(8, 8, 3), text)) == text);
  CHECK(core::read_png_text(core::encode_png(noise(8, 8, 3))).empty());
}

TEST_CASE("the bytes are the same each time") {
  const Image image = noise(32, 32, 3);
  const PngText text = {{"b", "2"}, {"a", "1"}};
  CHECK(core::encode_png(image, text, 300) == core::encode_png(image, text, 300));
}

TEST_CASE("every chunk has its right length and checksum, and text lies before the pixels") {
  const Bytes png = core::encode_png(noise(16, 16, 3), {{"key", "value"}}, 300);
  std::vector<std::string> types;
  std::size_t at = 8;
  while (at < png.size()) {
    const std::uint32_t length = u32(png, at);
    REQUIRE(at + 12 + length <= png.size());
    const auto body = std::span(png).subspan(at + 4, 4 + length);
    types.emplace_back(reinterpret_cast<const char*>(body.data()), 4);
    CHECK(core::crc32(body) == u32(png, at + 8 + length));
    at += 12 + length;
  }
  CHECK(types == std::vector<std::string>{"IHDR", "pHYs", "iTXt", "IDAT", "IEND"});
}

TEST_CASE("the resolution is written in dots a metre") {
  const Bytes png = core::encode_png(noise(4, 4, 1), {}, 300);
  const std::size_t at = chunk_offset(png, "pHYs");
  CHECK(u32(png, at + 8) == 11811);
  CHECK(u32(png, at + 12) == 11811);
  CHECK(std::to_integer<int>(png.at(at + 16)) == 1);
  CHECK(chunk_offset(core::encode_png(noise(4, 4, 1)), "pHYs") == core::encode_png(noise(4, 4, 1)).size());
}

TEST_CASE("images a PNG cannot hold are refused before any work") {
  CHECK_THROWS_AS(core::encode_png(Image{}), core::Error);
  CHECK_THROWS_AS(core::encode_png(Image(2, 2, 4)), core::Error);
  CHECK_THROWS_AS(core::encode_png(Image(32769, 1, 1)), core::Error);
  Image lying(4, 4, 3);
  lying.width = 5;
  CHECK_THROWS_AS(core::encode_png(lying), core::Error);
  // Claims 3 GiB without holding them: the size check must come first.
  Image huge;
  huge.width = huge.height = 32768;
  CHECK_THROWS_AS(core::encode_png(huge), core::Error);
}

TEST_CASE("illegal keys, zero bytes and endless text are refused") {
  const Image image = noise(4, 4, 3);
  for (const std::string& key : {std::string(), std::string(80, 'k'), std::string(" a"), std::string("a "),
                                 std::string("a  b"), std::string("a\nb"), std::string("a\0b", 3)}) {
    CHECK_THROWS_AS(core::encode_png(image, {{key, "text"}}), core::Error);
  }
  CHECK_NOTHROW(core::encode_png(image, {{std::string(79, 'k'), "text"}}));
  CHECK_THROWS_AS(core::encode_png(image, {{"key", std::string("a\0b", 3)}}), core::Error);
  CHECK_THROWS_AS(core::encode_png(image, {{"key", std::string((1 << 20) + 1, 'x')}}), core::Error);
}

TEST_CASE("reading text refuses what is no PNG or is cut off anywhere") {
  const Bytes png = core::encode_png(noise(4, 4, 3), {{"key", "value"}});
  for (std::size_t size = 0; size + 12 < png.size(); ++size) {
    CHECK_THROWS_AS(core::read_png_text(std::span(png).first(size)), core::Error);
  }
  CHECK_THROWS_AS(core::read_png_text(std::as_bytes(std::span("GIF89a, not a PNG at all"))), core::Error);
}

TEST_CASE("reading text survives every single flipped byte") {
  const Bytes png = core::encode_png(noise(4, 4, 3), {{"key", "value"}});
  const std::size_t start = chunk_offset(png, "iTXt");
  for (std::size_t at = 0; at < png.size(); ++at) {
    Bytes damaged = png;
    damaged[at] ^= std::byte{0xff};
    PngText text;
    try {
      text = core::read_png_text(damaged);
    } catch (const core::Error&) {
      continue;
    }
    // What gets through must not have touched the text: either the chunk was not recognised or it is whole.
    const bool whole = text == PngText{{"key", "value"}};
    CHECK((whole || (text.empty() && at >= start + 4 && at < start + 8)));
  }
}

TEST_CASE("plain tEXt chunks are read, compressed ones passed over") {
  const Bytes png = core::encode_png(noise(4, 4, 3));
  const auto with_chunk = [&](const std::string& type, const std::string& data) {
    std::string body = type + data;
    const std::uint32_t crc = core::crc32(std::as_bytes(std::span(body)));
    std::string chunk;
    for (int shift = 24; shift >= 0; shift -= 8) chunk.push_back(static_cast<char>(data.size() >> shift));
    chunk += body;
    for (int shift = 24; shift >= 0; shift -= 8) chunk.push_back(static_cast<char>(crc >> shift));
    Bytes file = png;
    const auto bytes = std::as_bytes(std::span(chunk));
    file.insert(file.begin() + 33, bytes.begin(), bytes.end());
    return core::read_png_text(file);
  };
  CHECK(with_chunk("tEXt", std::string("Title\0A room", 12)) == PngText{{"Title", "A room"}});
  CHECK(with_chunk("iTXt", std::string("Title\0\1\0\0\0packed", 16)).empty());
  CHECK(with_chunk("iTXt", std::string("Title\0\0\0en\0Titel\0A room", 23)) == PngText{{"Title", "A room"}});
  CHECK(with_chunk("iTXt", std::string("Title\0\0\0en", 10)).empty());
  CHECK(with_chunk("tEXt", "no separator").empty());
  std::string huge("T\0", 2);
  huge.append((1 << 20) + 1, 'x');
  CHECK_THROWS_AS(with_chunk("tEXt", huge), core::Error);
}

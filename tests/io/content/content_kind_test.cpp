#include "core/io/content/content_kind.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/sources/packed_file.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/weights_valid_files.h"

using io::ContentKind;

namespace {

ContentKind kind(std::string_view bytes) {
  return io::content_kind(std::as_bytes(std::span(bytes)));
}

std::string zip_that_begins_with(const std::string& entry) {
  std::string zip = "PK\x03\x04" + std::string(22, '\0');
  zip += static_cast<char>(entry.size());
  return zip + std::string(3, '\0') + entry + "and its data";
}

}  // namespace

TEST_CASE("what files hold is told by their first bytes") {
  CHECK(kind("") == ContentKind::kEmpty);
  CHECK(kind("hello, this is text\n") == ContentKind::kText);
  CHECK(kind("{\"figure\": \"sample\"}") == ContentKind::kText);
  CHECK(kind("gr\xC3\xBC\xC3\x9F") == ContentKind::kText);
  CHECK(kind("gr\xC3\xBC\xC3") == ContentKind::kText);  // cut within a letter
  CHECK(kind("gr\xFC\xDF") == ContentKind::kUnknown);
  CHECK(kind("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 14\n") ==
        ContentKind::kGitLfsPointer);
  CHECK(kind("<!DOCTYPE html><html><head>") == ContentKind::kWebPage);
  CHECK(kind("\xEF\xBB\xBF\n  <HTML lang=en>") == ContentKind::kWebPage);
  CHECK(kind("<svg xmlns=") == ContentKind::kText);
  CHECK(kind("\x08\x07\x12\x07pytorch\x1A\x05") == ContentKind::kOnnx);
  CHECK(kind("\x89HDF\r\n\x1A\n") == ContentKind::kHdf5);
  CHECK(kind(zip_that_begins_with("archive/data.pkl")) == ContentKind::kPth);
  CHECK(kind(zip_that_begins_with("main.0.weight.npy")) == ContentKind::kNpz);
  CHECK(kind(zip_that_begins_with("photos/1.npy")) == ContentKind::kZip);
  CHECK(kind(zip_that_begins_with("photos/1.jpg")) == ContentKind::kZip);
  CHECK(kind("GSCKPT\r\n\x01") == ContentKind::kCheckpoint);
  CHECK(kind("GANSPACK\x01") == ContentKind::kPackedImages);
  CHECK(kind("\xFF\xD8\xFF\xE0\x10JFIF") == ContentKind::kJpeg);
  CHECK(kind(std::string_view("\0\0\0\x20"
                              "ftypisom",
                              12)) == ContentKind::kMp4);
  CHECK(kind("GIF89a") == ContentKind::kGif);
  CHECK(kind(std::string(600, '\0')) == ContentKind::kUnknown);
}

TEST_CASE("a safetensors file is one whatever its header's length looks like") {
  for (const std::size_t length : {0x80u, 0x8B1Fu, 0x4D42u, 0xFFD8FFu & 0xFFFFu}) {
    std::string json = "{\"__metadata__\":{\"a\":\"";
    json += std::string(length - json.size() - 3, 'x') + "\"}}";
    CAPTURE(length);
    CHECK(io::content_kind(tests::safetensors_bytes(json, 0)) == ContentKind::kSafetensors);
  }
}

TEST_CASE("what is written here is told by its own kind") {
  CHECK(io::content_kind(core::encode_png(core::Image(2, 2, 3))) == ContentKind::kPng);
  for (const tests::ValidFile& valid : tests::valid_pth_files()) {
    CAPTURE(valid.name);
    CHECK(kind(valid.bytes) == (valid.name.ends_with("zip") ? ContentKind::kPth : ContentKind::kPthLegacy));
  }
}

TEST_CASE("every kind has words, and a file that cannot be read is told") {
  for (int k = 0; k <= static_cast<int>(ContentKind::kPickle); ++k)
    CHECK(std::string_view(io::content_words(static_cast<ContentKind>(k))) != "");
  CHECK(io::content_words(ContentKind::kPng) == std::string_view("a PNG picture"));
  CHECK_THROWS_AS(io::content_kind(std::filesystem::path("/nowhere/at all")), core::Error);
}

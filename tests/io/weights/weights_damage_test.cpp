#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/pth/pth.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/weights_valid_files.h"

using tests::bytes_of;

namespace {

/// Whether the bytes are read; anything but core::Error fails the test.
bool is_read(const std::vector<std::byte>& bytes) {
  try {
    io::parse_pth(bytes, "damaged.pth");
    return true;
  } catch (const core::Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a PyTorch file cut at any length is refused") {
  for (const tests::ValidFile& file : tests::valid_pth_files()) {
    CAPTURE(file.name);
    const std::vector<std::byte> whole = bytes_of(file.bytes);
    REQUIRE(is_read(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      CHECK(!is_read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
  }
}

TEST_CASE("a PyTorch file with any byte changed is refused or read, and nothing else") {
  for (const tests::ValidFile& file : tests::valid_pth_files()) {
    CAPTURE(file.name);
    std::vector<std::byte> bytes = bytes_of(file.bytes);
    for (std::byte& byte : bytes) {
      const std::byte before = byte;
      for (const int flip : {0x01, 0x80, 0xFF}) {
        byte = before ^ static_cast<std::byte>(flip);
        CHECK_NOTHROW(is_read(bytes));
      }
      byte = before;
    }
  }
}

TEST_CASE("changed data of the zip form is noticed") {
  const tests::ValidFile file = tests::valid_pth_files().front();
  const std::size_t data = file.bytes.find(std::string("\0\0\x80\x3F", 4));  // 1.0f
  REQUIRE(data != std::string::npos);
  std::vector<std::byte> bytes = bytes_of(file.bytes);
  bytes[data] ^= std::byte{1};
  CHECK(!is_read(bytes));
}

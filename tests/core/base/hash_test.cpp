#include "core/base/hash.h"

#include <doctest/doctest.h>

#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/core/temporary_folder.h"

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

constexpr std::string_view kTwoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180") {
  CHECK(core::sha256_hex({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(core::sha256_hex(bytes_of("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(core::sha256_hex(bytes_of(kTwoBlocks)) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(core::sha256_hex(bytes_of(std::string(1000000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut into pieces") {
  std::string text;
  for (int i = 0; i < 300; ++i) text.push_back(static_cast<char>(i * 7));
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string_view part = std::string_view(text).substr(0, size);
    core::Sha256 pieces;
    for (std::size_t at = 0; at < size; at += 13) pieces.update(bytes_of(part.substr(at, 13)));
    CHECK(pieces.hex() == core::sha256_hex(bytes_of(part)));
  }
}

TEST_CASE("a file hashes like its bytes, and a missing file or a folder is an error") {
  const TemporaryFolder folder;
  const std::string text(3 << 20, 'x');
  core::write_file_atomically(folder / "a.bin", text);
  CHECK(core::sha256_of_file(folder / "a.bin") == core::sha256_hex(bytes_of(text)));
  CHECK_THROWS_AS(core::sha256_of_file(folder / "missing"), core::Error);
  CHECK_THROWS_AS(core::sha256_of_file(folder.path()), core::Error);
}

TEST_CASE("CRC-32 has the known check value and continues from a seed") {
  const std::string_view digits = "123456789";
  CHECK(core::crc32(bytes_of(digits)) == 0xCBF43926u);
  CHECK(core::crc32({}) == 0u);
  CHECK(core::crc32(bytes_of(std::string(32, '\0'))) == 0x190A55ADu);
  CHECK(core::crc32(bytes_of("The quick brown fox jumps over the lazy dog")) == 0x414FA339u);
  for (std::size_t cut = 0; cut <= digits.size(); ++cut) {
    const std::uint32_t first = core::crc32(bytes_of(digits.substr(0, cut)));
    CHECK(core::crc32(bytes_of(digits.substr(cut)), first) == 0xCBF43926u);
  }
}

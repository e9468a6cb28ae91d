#include <doctest/doctest.h>

#include "core/io/sources/packed_file.h"
#include "tests/fixtures/fixture.h"

TEST_CASE("an old packed file reads as it was") {
  const std::filesystem::path file = tests::fixture("images.pack");
  CHECK(io::is_packed(file));
  const io::PackedImages images = io::read_packed(file);
  CHECK(images.size == 16);
  CHECK(images.channels == 3);
  CHECK((images.names == std::vector<std::string>{"000000.png", "000001.png"}));
  CHECK(images.skipped.empty());
  CHECK(images.sha256 == "6b1595afb156f41b73e11bebd6aa5148044f5b43e1638560eacef898c791c536");
  REQUIRE(images.pixels.size() == 2 * 3 * 16 * 16);
  const std::vector<std::uint8_t> first(images.pixels.begin(), images.pixels.begin() + 8);
  CHECK((first == std::vector<std::uint8_t>{194, 196, 196, 196, 194, 191, 188, 184}));
}

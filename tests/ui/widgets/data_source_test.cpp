#include "ui/widgets/data_source.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/core/temporary_folder.h"

TEST_CASE("a data source is called by the last part of its path") {
  CHECK(ui::data_name("rooms") == "rooms");
  CHECK(ui::data_name("/data/faces") == "faces");
  CHECK(ui::data_name("/data/faces/") == "faces");
}

TEST_CASE("procedural sets are always at hand, folders when they exist") {
  const TemporaryFolder folder;
  ui::DataAtHand at_hand;
  CHECK(at_hand.of("rooms", 0));
  CHECK_FALSE(at_hand.of("", 0));
  const std::filesystem::path set = folder / "set";
  CHECK_FALSE(at_hand.of(set.string(), 0));
  std::filesystem::create_directory(set);
  CHECK_FALSE(at_hand.of(set.string(), 0.1));  // looked at again only after two seconds
  CHECK(at_hand.of(set.string(), 3));
}

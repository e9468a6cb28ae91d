#include "core/run/procedural_sets.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/core/temporary_folder.h"

namespace {

/// Another current folder for as long as it lives.
class CurrentFolder {
 public:
  explicit CurrentFolder(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }

  ~CurrentFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
};

}  // namespace

TEST_CASE("the name of a set means the set where nothing is called like it, and else what lies there") {
  const TemporaryFolder folder;
  const CurrentFolder here(folder.path());
  CHECK(core::typed_data("rooms").data == "rooms");
  CHECK_FALSE(core::typed_data("rooms").folder_first);
  std::filesystem::create_directory("rooms");
  CHECK(core::typed_data("rooms").data == "./rooms");
  CHECK(core::typed_data("rooms").folder_first);
  CHECK_FALSE(core::is_procedural_set(core::typed_data("rooms").data));
  CHECK(core::typed_data("drawn:rooms").data == "rooms");
  CHECK(core::typed_data("portraits").data == "portraits");
  CHECK(core::typed_data("drawn:castles").data == "drawn:castles");
}

TEST_CASE("a command's word and a model's recipe keep the kind of the data") {
  const TemporaryFolder folder;
  const CurrentFolder here(folder.path());
  std::filesystem::create_directory("rooms");
  for (const char* data : {"rooms", "./rooms", "/data/faces", "faces/", "drawn"})
    CHECK(core::typed_data(core::data_word(data)).data == data);
  CHECK(core::data_without_folders("rooms") == "rooms");
  CHECK(core::data_without_folders("/home/me/rooms") == "./rooms");
  CHECK(core::data_without_folders("/home/me/rooms/") == "./rooms");
  CHECK(core::data_without_folders("/home/me/faces/") == "faces");
}

#include "core/run/run_name.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/core/temporary_folder.h"

TEST_CASE("a run without a folder gets the first free number of its data's name") {
  const TemporaryFolder folder;
  CHECK(core::free_run_folder(folder.path(), "rooms") == folder.path() / "rooms-001");
  std::filesystem::create_directory(folder.path() / "rooms-001");
  CHECK(core::free_run_folder(folder.path(), "rooms") == folder.path() / "rooms-002");
  CHECK(core::free_run_folder(folder.path(), "/data/my faces/") == folder.path() / "my faces-001");
  CHECK(core::free_run_folder(folder.path(), "/data/set.gsp") == folder.path() / "set-001");
  CHECK(core::free_run_folder(folder.path(), "") == folder.path() / "run-001");
}

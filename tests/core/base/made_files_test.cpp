#include "core/base/made_files.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/core/temporary_folder.h"

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what was made is taken back file by file, and nothing else") {
  const TemporaryFolder folder;
  std::ofstream(folder / "mine.txt") << "mine";
  {
    core::MadeFiles made;
    made.will_make_folder(folder / "a/b");
    std::filesystem::create_directories(folder / "a/b");
    for (const char* name : {"mine.txt", "a/new.txt", "a/b/new.txt"}) {
      made.will_make(folder / name);
      std::ofstream(folder / name, std::ios::app) << "run";
    }
    std::ofstream(folder / "a/theirs.txt") << "theirs";
  }
  CHECK(folder.names() == Names{"a", "mine.txt"});
  CHECK(std::filesystem::exists(folder / "a/theirs.txt"));
  CHECK_FALSE(std::filesystem::exists(folder / "a/new.txt"));
  CHECK_FALSE(std::filesystem::exists(folder / "a/b"));
}

TEST_CASE("what is kept stays") {
  const TemporaryFolder folder;
  {
    core::MadeFiles made;
    made.will_make_folder(folder / "a");
    std::filesystem::create_directory(folder / "a");
    made.keep();
  }
  CHECK(folder.names() == Names{"a"});
}

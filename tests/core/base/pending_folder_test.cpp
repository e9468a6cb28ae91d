#include "core/base/pending_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/core/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a folder appears with all its files when it is committed") {
  const TemporaryFolder parent;
  core::PendingFolder pending(parent / "model/");
  core::write_file_atomically(pending.temporary() / "a.txt", std::string_view("a"));
  CHECK(!fs::exists(parent / "model"));
  pending.commit();
  CHECK(fs::exists(parent / "model/a.txt"));
  CHECK(entries(parent.path()) == 1);
}

TEST_CASE("a folder that was not committed leaves nothing") {
  const TemporaryFolder parent;
  {
    const core::PendingFolder pending(parent / "model");
    core::write_file_atomically(pending.temporary() / "a.txt", std::string_view("a"));
  }
  CHECK(entries(parent.path()) == 0);
}

TEST_CASE("an empty folder is taken, also through a link") {
  const TemporaryFolder parent;
  fs::create_directory(parent / "empty");
  fs::create_directory_symlink(parent / "empty", parent / "link");
  core::PendingFolder pending(parent / "link");
  core::write_file_atomically(pending.temporary() / "a.txt", std::string_view("a"));
  pending.commit();
  CHECK(fs::is_symlink(parent / "link"));
  CHECK(fs::exists(parent / "empty/a.txt"));
}

TEST_CASE("a folder with something in it is refused and stays as it is") {
  const TemporaryFolder parent;
  fs::create_directory(parent / "full");
  core::write_file_atomically(parent / "full/.hidden", std::string_view("mine"));
  CHECK_THROWS_WITH_AS(core::PendingFolder(parent / "full"), doctest::Contains("not empty"), core::Error);
  CHECK_THROWS_AS(core::PendingFolder(parent / "full/.hidden"), core::Error);
  CHECK_THROWS_AS(core::PendingFolder(parent / "missing/model"), core::Error);
  CHECK(entries(parent.path()) == 1);
  CHECK(entries(parent / "full") == 1);
}

TEST_CASE("a folder somebody else filled in between is not overwritten") {
  const TemporaryFolder parent;
  {
    core::PendingFolder pending(parent / "model");
    core::write_file_atomically(pending.temporary() / "a.txt", std::string_view("a"));
    fs::create_directory(parent / "model");
    core::write_file_atomically(parent / "model/b.txt", std::string_view("b"));
    CHECK_THROWS_AS(pending.commit(), core::Error);
  }
  CHECK(entries(parent.path()) == 1);
  CHECK(entries(parent / "model") == 1);
}

TEST_CASE("a folder without a path is made where the program stands") {
  const TemporaryFolder parent;
  const fs::path before = fs::current_path();
  fs::current_path(parent.path());
  {
    core::PendingFolder pending("model");
    core::write_file_atomically(pending.temporary() / "a.txt", std::string_view("a"));
    CHECK_NOTHROW(pending.commit());
  }
  fs::current_path(before);
  CHECK(fs::exists(parent / "model/a.txt"));
}

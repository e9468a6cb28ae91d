#include "core/base/links.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "tests/core/temporary_folder.h"

using core::Links;
using std::filesystem::file_type;

TEST_CASE("a link, a pipe or a folder where a file is to be written is refused, nothing and a file are not") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  std::filesystem::create_symlink("file", folder / "link");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  std::filesystem::create_directory(folder / "folder");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto check = [&](const char* name, Links links, file_type wanted = file_type::regular) {
    core::require_own(folder / name, wanted, links);
  };
  for (const char* name : {"file", "new"}) CHECK_NOTHROW(check(name, Links::kStay));
  for (const char* name : {"link", "dangling", "folder", "pipe"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(check(name, Links::kStay), core::Error);
  }
  CHECK_NOTHROW(check("link", Links::kFollow));
  CHECK_THROWS_AS(check("pipe", Links::kFollow), core::Error);
  CHECK_NOTHROW(check("folder", Links::kStay, file_type::directory));
  CHECK_THROWS_AS(check("file", Links::kStay, file_type::directory), core::Error);
}

TEST_CASE("a link inside a folder is read, one that leads out is not") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "run/old");
  std::ofstream(folder / "run/old/file") << "x";
  std::ofstream(folder / "outside") << "x";
  std::filesystem::create_symlink("old/file", folder / "run/inside");
  std::filesystem::create_symlink("../outside", folder / "run/leaving");
  CHECK(core::stays_inside(folder / "run", folder / "run/inside"));
  CHECK(core::stays_inside(folder / "run", folder / "run/none"));
  CHECK_FALSE(core::stays_inside(folder / "run", folder / "run/leaving"));
  CHECK_FALSE(core::stays_inside(folder / "run/old", folder / "run"));
  CHECK_THROWS_WITH_AS(core::require_inside(folder / "run", folder / "run/leaving", Links::kStay),
                       doctest::Contains("leads out"), core::Error);
  CHECK_NOTHROW(core::require_inside(folder / "run", folder / "run/leaving", Links::kFollow));
}

TEST_CASE("a model's folder is not read through a link that leads out; the link itself may be named") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "model");
  std::ofstream(folder / "weights") << "x";
  std::filesystem::create_symlink(folder / "weights", folder / "model/model.safetensors");
  CHECK_THROWS_WITH_AS(core::existing_model((folder / "model").string()), doctest::Contains("leads out"),
                       core::Error);
  CHECK_NOTHROW(core::existing_model((folder / "model/model.safetensors").string()));
}

TEST_CASE("a file of a stranger's folder is written beside a link, never through it") {
  const TemporaryFolder folder;
  std::ofstream(folder / "theirs") << "theirs";
  std::filesystem::create_symlink("theirs", folder / "link");
  core::write_file_atomically(folder / "link", std::string_view("ours"), Links::kStay);
  CHECK_FALSE(std::filesystem::is_symlink(folder / "link"));
  CHECK(core::read_file(folder / "theirs").size() == 6);
  CHECK(core::read_file(folder / "link").size() == 4);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(core::write_file_atomically(folder / "pipe", std::string_view("x"), Links::kStay),
                  core::Error);
}

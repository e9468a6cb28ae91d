#include "core/run/checkpoint_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <limits>

#include "core/base/error.h"
#include "core/run/step_count.h"
#include "tests/core/failing_fsync.h"
#include "tests/core/temporary_folder.h"

using core::CheckpointFolder;

namespace {

std::vector<core::CheckpointSection> sections(char letter) {
  return {{"run", {static_cast<std::byte>(letter)}}};
}

void damage(const std::filesystem::path& file) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(20);
  stream.put('!');
}

}  // namespace

TEST_CASE("the newest checkpoint that verifies is taken and the broken ones are named") {
  const TemporaryFolder folder;
  CheckpointFolder checkpoints(folder.path(), 3);
  for (const int step : {9, 10, 1000000}) checkpoints.save(step, sections(static_cast<char>(step)));
  damage(folder / "step-1000000.gsc");
  const CheckpointFolder::Newest newest = CheckpointFolder(folder.path(), 3).newest();
  CHECK(newest.file == folder / "step-000010.gsc");
  REQUIRE(newest.skipped.size() == 1);
  CHECK(newest.skipped[0].find("step-1000000.gsc") == 0);
}

TEST_CASE("old checkpoints go only when enough newer ones verified; broken ones are never deleted") {
  const TemporaryFolder folder;
  {
    CheckpointFolder checkpoints(folder.path(), 2);
    checkpoints.save(100, sections('a'));
    checkpoints.save(200, sections('b'));
    checkpoints.save(300, sections('c'));
    CHECK((folder.names() == std::vector<std::string>{"step-000200.gsc", "step-000300.gsc"}));
  }
  damage(folder / "step-000300.gsc");
  CheckpointFolder resumed(folder.path(), 2);
  CHECK(resumed.newest().file == folder / "step-000200.gsc");
  resumed.save(250, sections('d'));
  CHECK(
      (folder.names() == std::vector<std::string>{"step-000200.gsc", "step-000250.gsc", "step-000300.gsc"}));
  resumed.save(300, sections('e'));
  CHECK(folder.names() ==
        std::vector<std::string>{"step-000250.gsc", "step-000300.gsc", "step-000300.gsc.broken"});
}

TEST_CASE("a step that no run has, whose file would never be found again, is not saved") {
  const TemporaryFolder folder;
  CheckpointFolder checkpoints(folder.path(), 2);
  for (const std::int64_t step : {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min(),
                                  std::numeric_limits<std::int64_t>::max(), core::kMostSteps + 1}) {
    CAPTURE(step);
    CHECK_THROWS_WITH_AS(checkpoints.save(step, sections('a')), doctest::Contains("no step"), core::Error);
  }
  CHECK(folder.names().empty());
  for (const std::int64_t step : {std::int64_t{0}, core::kMostSteps - 1, core::kMostSteps})
    checkpoints.save(step, sections('a'));
  CHECK((checkpoints.files() ==
         std::vector<std::filesystem::path>{folder / "step-999999999.gsc", folder / "step-1000000000.gsc"}));
}

TEST_CASE("at least two checkpoints stay whatever was asked for") {
  const TemporaryFolder folder;
  CheckpointFolder checkpoints(folder.path(), 1);
  for (const int step : {1, 2, 3}) checkpoints.save(step, sections('x'));
  CHECK(checkpoints.files().size() == 2);
}

TEST_CASE("other files and folders with a checkpoint's name are not checkpoints") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "step-000001.gsc");
  for (const char* name : {"step-.gsc", "step-12a.gsc", "step-000002.gsc.broken", ".step-000003.tmp-7.gsc"})
    std::ofstream(folder / name) << "x";
  CheckpointFolder checkpoints(folder.path(), 3);
  CHECK(checkpoints.files().empty());
  CHECK_THROWS_AS(checkpoints.newest(), core::Error);
}

TEST_CASE("too little room is refused with both numbers before the first step") {
  const TemporaryFolder folder;
  const CheckpointFolder checkpoints(folder.path(), 3);
  checkpoints.check_room(1);
  CHECK_THROWS_WITH_AS(checkpoints.check_room(std::uint64_t{1} << 60), doctest::Contains("needed"),
                       core::Error);
  CHECK(folder.names().empty());
}

TEST_CASE("a folder that cannot be written to is refused before the first step") {
  const TemporaryFolder folder;
  const CheckpointFolder checkpoints(folder / "gone", 3);
  std::filesystem::remove_all(folder / "gone");
  CHECK_THROWS_WITH_AS(checkpoints.check_room(1), doctest::Contains("gone"), core::Error);
}

TEST_CASE("a checkpoint whose first fsync fails is not taken for saved, whatever the next one says") {
  const TemporaryFolder folder;
  CheckpointFolder checkpoints(folder.path(), 3);
  checkpoints.save(1, sections('a'));
  {
    const test::FailingFsync disk(1);
    CHECK_THROWS_WITH_AS(checkpoints.save(2, sections('b')), doctest::Contains("input/output error"),
                         core::Error);
  }
  CHECK(folder.names() == std::vector<std::string>{"step-000001.gsc"});
}

TEST_CASE(
    "a folder of checkpoints that is a link is not written, listed or pruned unless links are followed") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "theirs");
  std::filesystem::create_directory(folder / "run");
  std::filesystem::create_directory_symlink("../theirs", folder / "run/checkpoints");
  CHECK_THROWS_WITH_AS(CheckpointFolder(folder / "run/checkpoints", 2), doctest::Contains("--follow-links"),
                       core::Error);
  CheckpointFolder followed(folder / "run/checkpoints", 2, core::Links::kFollow);
  followed.save(1, sections('a'));
  CHECK(std::filesystem::exists(folder / "theirs/step-000001.gsc"));
}

TEST_CASE("a checkpoint that is a link out of the run is skipped and named, and never written through") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "run");
  const std::filesystem::path place = folder / "run/checkpoints", theirs = folder / "step-000005.gsc";
  CheckpointFolder(folder.path(), 2).save(5, sections('t'));
  CheckpointFolder(place, 2).save(3, sections('a'));
  std::filesystem::create_symlink(theirs, place / "step-000005.gsc");
  CheckpointFolder resumed(place, 2);
  const CheckpointFolder::Newest newest = resumed.newest();
  CHECK(newest.file == place / "step-000003.gsc");
  REQUIRE(newest.skipped.size() == 1);
  CHECK(newest.skipped[0] == "step-000005.gsc: this link leads out of its folder");
  resumed.save(5, sections('b'));
  CHECK(core::read_checkpoint(theirs)[0].bytes == sections('t')[0].bytes);
  CHECK(core::read_checkpoint(place / "step-000005.gsc")[0].bytes == sections('b')[0].bytes);
  CHECK(CheckpointFolder(place, 2, core::Links::kFollow).newest().skipped.empty());
}

TEST_CASE("a folder of checkpoints that went away is one line") {
  const TemporaryFolder folder;
  CheckpointFolder checkpoints(folder / "run", 2);
  std::filesystem::remove(folder / "run");
  CHECK_THROWS_WITH_AS(checkpoints.newest(), doctest::Contains("could not read the folder, no such file"),
                       core::Error);
}

TEST_CASE("what a process left that died while it saved is cleaned at the next start") {
  const TemporaryFolder folder;
  std::ofstream(folder / ".step-000004.tmp-1.gsc") << "x";
  const CheckpointFolder checkpoints(folder.path(), 2);
  CHECK(folder.names().empty());
}

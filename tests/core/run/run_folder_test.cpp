#include "core/run/run_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/run/run_record.h"
#include "tests/core/file_size_limit.h"
#include "tests/core/temporary_folder.h"
#include "tests/support/file_text.h"

namespace {

using Names = std::vector<std::string>;
namespace fs = std::filesystem;

using test::text_of;

core::StepStats step(std::int64_t number) {
  return {number, 0.5, 2, 0.7, 0.1, 0.2, 1};
}

/// As a trainer opens a run.
void open_run(core::RunFolder& run) {
  core::make_folder(run.checkpoints());
  run.write_options({});
  run.write_data({}, {}, "");
  run.start_metrics({}, 64);
}

std::string rows(std::int64_t last) {
  std::string text = std::string(core::kMetricsColumns) + "\n";
  for (std::int64_t i = 1; i <= last; ++i) {
    char kimg[16];
    std::snprintf(kimg, sizeof kimg, "%.3f", static_cast<double>(i) * 0.064);
    text += std::to_string(i) + "," + kimg + ",0.5,2,0.7,0.1,0.2,64\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a run that never began takes back what it made and nothing else") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "out/theirs");
  std::ofstream(folder / "out/theirs/model.safetensors") << "a finished run of somebody";
  std::ofstream(folder / "out/notes.txt") << "mine";
  for (const char* name : {"out", "new/deep/run"}) {
    core::RunFolder run(folder / name);
    open_run(run);
    CHECK(fs::exists(folder / name / "run.lock"));
  }
  CHECK(folder.names() == Names{"out"});
  CHECK(fs::exists(folder / "out/theirs/model.safetensors"));
  Names left;
  for (const auto& entry : fs::directory_iterator(folder / "out")) left.push_back(entry.path().filename());
  std::sort(left.begin(), left.end());
  CHECK(left == Names{"notes.txt", "theirs"});
}

TEST_CASE("somebody's file in a new run's folder stays there with the folder") {
  const TemporaryFolder folder;
  {
    core::RunFolder run(folder / "run");
    open_run(run);
    std::ofstream(folder / "run/checkpoints/theirs") << "x";
  }
  CHECK(fs::exists(folder / "run/checkpoints/theirs"));
  CHECK_FALSE(fs::exists(folder / "run/options.json"));
}

TEST_CASE("a run that made a step stays, whatever could be saved of it") {
  const TemporaryFolder folder;
  {
    core::RunFolder run(folder / "run");
    open_run(run);
    for (int i = 1; i <= 195; ++i) run.append_metrics(step(i), 64);
    CHECK_THROWS_AS(run.saved([]() -> fs::path { throw core::Error("no space left on device"); }),
                    core::Error);
  }
  CHECK(text_of(folder / "run/metrics.csv") == rows(195));
  CHECK(fs::exists(folder / "run/options.json"));
}

TEST_CASE("a start that is refused because the run is in use removes nothing of it") {
  const TemporaryFolder folder;
  core::RunFolder run(folder / "run");
  open_run(run);
  CHECK_THROWS_WITH_AS(core::RunFolder(folder / "run"), doctest::Contains("another training"), core::Error);
  CHECK(fs::exists(folder / "run/run.lock"));
  CHECK(fs::exists(folder / "run/options.json"));
}

TEST_CASE("links in a run's folder are refused where it would write, and the files behind them stay") {
  for (const char* name : {"run.lock", "options.json", "data.json", "metrics.csv", "model.safetensors",
                           "checkpoints", "samples"}) {
    CAPTURE(name);
    const TemporaryFolder folder;
    const std::string wanted = name;
    const bool is_folder = wanted == "checkpoints" || wanted == "samples";
    fs::create_directories(folder / "run");
    if (is_folder)
      fs::create_directory(folder / "theirs");
    else
      std::ofstream(folder / "theirs") << "precious";
    fs::create_symlink("../theirs", folder / "run" / wanted);
    CHECK_THROWS_WITH_AS(core::RunFolder(folder / "run"), doctest::Contains(name), core::Error);
    if (!is_folder) CHECK(text_of(folder / "theirs") == "precious");
    fs::remove(folder / "run" / wanted);
    REQUIRE(::mkfifo((folder / "run" / wanted).c_str(), 0600) == 0);
    CHECK_THROWS_WITH_AS(core::RunFolder(folder / "run"), doctest::Contains(name), core::Error);
  }
}

TEST_CASE("links are followed when somebody says so, but for the lock") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "run");
  fs::create_directory(folder / "disk");
  fs::create_directory_symlink("../disk", folder / "run/checkpoints");
  fs::create_directory_symlink("../disk", folder / "run/samples");
  core::RunFolder run(folder / "run", core::Links::kFollow);
  run.write_sheet(3, {core::Image(2, 2, 3)});
  CHECK(fs::exists(folder / "disk/step-000003.png"));
}

TEST_CASE("the options of a run are not read through a link that leads out, nor from a pipe") {
  const TemporaryFolder folder;
  {
    core::RunFolder run(folder / "run");
    core::TrainOptions options;
    options.data = "rooms";
    run.write_options(options);
    run.start_metrics({}, 64);
    run.append_metrics(step(1), 64);
  }
  fs::rename(folder / "run/options.json", folder / "theirs.json");
  fs::create_symlink("../theirs.json", folder / "run/options.json");
  CHECK_THROWS_WITH_AS(core::read_run_options(folder / "run"), doctest::Contains("leads out"), core::Error);
  CHECK(core::read_run_options(folder / "run", core::Links::kFollow).data == "rooms");
  fs::remove(folder / "run/options.json");
  REQUIRE(::mkfifo((folder / "run/options.json").c_str(), 0600) == 0);
  CHECK_THROWS_WITH_AS(core::read_run_options(folder / "run"), doctest::Contains("pipe"), core::Error);
}

TEST_CASE("a run whose folder was replaced by another writes nothing into that one") {
  const TemporaryFolder folder;
  core::RunFolder run(folder / "run");
  open_run(run);
  run.append_metrics(step(1), 64);
  fs::rename(folder / "run", folder / "moved");
  CHECK_THROWS_WITH_AS(run.saved([] { return fs::path(); }), doctest::Contains("moved, removed or replaced"),
                       core::Error);
  fs::create_directory(folder / "run");
  CHECK_THROWS_AS(run.saved([] { return fs::path(); }), core::Error);
  CHECK_THROWS_AS(run.write_sheet(1, {core::Image(2, 2, 3)}), core::Error);
  CHECK(fs::is_empty(folder / "run"));
  fs::remove(folder / "run");
  fs::rename(folder / "moved", folder / "run");
  CHECK_NOTHROW(run.saved([] { return fs::path(); }));
}

TEST_CASE("a lock file that somebody deleted is made again, one that another trainer made is theirs") {
  const TemporaryFolder folder;
  core::RunFolder run(folder / "run");
  run.start_metrics({}, 64);
  run.append_metrics(step(1), 64);
  fs::remove(folder / "run/run.lock");
  run.saved([] { return fs::path(); });
  CHECK_THROWS_AS(core::RunLock(folder / "run"), core::Error);
  fs::remove(folder / "run/run.lock");
  const core::RunLock other(folder / "run");
  CHECK_THROWS_WITH_AS(run.saved([] { return fs::path(); }), doctest::Contains("another training"),
                       core::Error);
}

TEST_CASE("after a full disk the curves have neither a torn row nor a gap") {
  const TemporaryFolder folder;
  core::RunFolder run(folder / "run");
  run.start_metrics({}, 64);
  const std::size_t room = rows(2).size() + 7;  // the third row is torn
  {
    const FileSizeLimit limit(room);
    for (int i = 1; i <= 2; ++i) run.append_metrics(step(i), 64);
    for (int i = 3; i <= 5; ++i)
      CHECK_THROWS_WITH_AS(run.append_metrics(step(i), 64), doctest::Contains("metrics.csv"), core::Error);
    CHECK(text_of(folder / "run/metrics.csv") == rows(2));
  }
  run.append_metrics(step(6), 64);
  CHECK(text_of(folder / "run/metrics.csv") == rows(6));
  {
    const FileSizeLimit limit(rows(6).size());
    CHECK_THROWS_AS(run.append_metrics(step(7), 64), core::Error);
  }
  run.saved([] { return fs::path(); });  // the last row, with nothing after it
  CHECK(text_of(folder / "run/metrics.csv") == rows(7));
}

TEST_CASE("what a run changed when it was resumed stands in its options and is read back") {
  const TemporaryFolder folder;
  core::RunFolder run(folder / "run");
  const std::vector<core::OptionChange> changes{{200, {"lr_g", "2e-04", "1e-04"}},
                                                {300, {"steps", "10", "20"}}};
  run.write_options({}, changes);
  const auto back = core::read_run_changes(folder / "run", core::Links::kStay);
  REQUIRE(back.size() == 2);
  CHECK(back[0].step == 200);
  CHECK(back[0].change.name == "lr_g");
  CHECK(back[0].change.base == "2e-04");
  CHECK(back[1].change.now == "20");
  CHECK(text_of(folder / "run/options.json").find("\"changes\"") != std::string::npos);
  run.write_options({});
  CHECK(text_of(folder / "run/options.json").find("\"changes\"") == std::string::npos);
}

TEST_CASE("changes that no run wrote are left out") {
  for (const char* text :
       {"[]", "{}", R"({"changes": 1})", R"({"changes": [1, {}, {"step": -1, "option": "lr_g"},
       {"step": 5, "option": "speed"}, {"step": "5", "option": "lr_g"}]})"})
    CHECK(core::changes_from_json(core::parse_json(text, "test")).empty());
}

TEST_CASE("what a process left that died while it wrote is cleaned at the next start") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "run/samples");
  for (const char* name : {"run/.model.tmp-4.safetensors", "run/samples/.step-000250.tmp-77.png"})
    std::ofstream(folder / name) << "half";
  core::RunFolder run(folder / "run");
  run.start_metrics({}, 64);
  run.append_metrics(step(1), 64);
  CHECK(fs::is_empty(folder / "run/samples"));
  CHECK_FALSE(fs::exists(folder / "run/.model.tmp-4.safetensors"));
}

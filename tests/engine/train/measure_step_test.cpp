#include "core/engine/train/measure_step.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/base/error.h"
#include "core/io/sources/packed_file.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"

namespace {

std::int64_t entries(const std::filesystem::path& folder) {
  return std::distance(std::filesystem::recursive_directory_iterator(folder), {});
}

/// Digest after some steps on a thread of its own, as the window trains.
std::string trained(const std::filesystem::path& run, bool measure_first) {
  std::string digest;
  std::thread([&] {
    const core::TrainOptions options = test::tiny_options(run);
    if (measure_first) engine::time_step(options, {});
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 3);
    if (measure_first) engine::time_step(options, {});
    test::train_to(*trainer, 6);
    digest = test::digest(*trainer);
  }).join();
  return digest;
}

}  // namespace

TEST_CASE("two steps are timed after those that do not count, and nothing is written") {
  const TemporaryFolder folder;
  for (const bool alternate : {false, true}) {
    core::TrainOptions options = test::tiny_options(folder / "run");
    options.alternate = alternate;
    std::int64_t reports = 0, steps = 0;
    core::Progress progress;
    progress.report = [&](std::int64_t, std::int64_t total, std::string_view) {
      ++reports;
      steps = total;
    };
    const core::StepTime time = engine::time_step(options, progress);
    CHECK(time.seconds > 0);
    CHECK(time.seconds < 60);
    CHECK(time.images == options.data_count);
    CHECK(time.any_size);
    CHECK(steps == (alternate ? 4 : 3));
    CHECK(reports == steps);
    CHECK(entries(folder.path()) == 0);
  }
}

TEST_CASE("a checkpoint takes the room that was measured") {
  const TemporaryFolder folder;
  const core::TrainOptions options = test::tiny_options(folder / "run");
  const auto room = static_cast<double>(engine::time_step(options, {}).checkpoint_bytes);
  const auto trainer = test::open_trainer(options);
  const auto file = static_cast<double>(std::filesystem::file_size(trainer->save_checkpoint()));
  CHECK(room == doctest::Approx(file).epsilon(0.02));
}

TEST_CASE("a run beside measurements is the run without them to the bit") {
  const TemporaryFolder folder;
  CHECK(trained(folder / "alone", false) == trained(folder / "measured", true));
}

TEST_CASE("a measurement ends within a step when stopped") {
  const TemporaryFolder folder;
  std::stop_source stop;
  core::Progress progress;
  progress.stop = stop.get_token();
  int reports = 0;
  progress.report = [&](std::int64_t done, std::int64_t, std::string_view) {
    ++reports;
    if (done == 1) stop.request_stop();
  };
  CHECK_THROWS_AS(engine::time_step(test::tiny_options(folder / "run"), progress), core::Cancelled);
  CHECK(reports == 2);
}

TEST_CASE("images of a folder are counted, and what cannot be trained on is refused as at Start") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.data = (folder / "images").string();
  CHECK_THROWS_WITH_AS(engine::time_step(options, {}), doctest::Contains("there is no such folder"),
                       core::Error);
  std::filesystem::create_directories(folder / "images/inner");
  CHECK_THROWS_WITH_AS(engine::time_step(options, {}), doctest::Contains("holds no images"), core::Error);
  for (const char* name : {"a.png", "b.jpg", "inner/c.png", "notes.txt"})
    std::ofstream(folder / "images" / name) << "not read";
  CHECK(engine::time_step(options, {}).images == 3);
}

TEST_CASE("of a packed file the header is enough, and its size must be the nets'") {
  const TemporaryFolder folder;
  io::PackedImages images;
  images.size = 16;
  for (int i = 0; i < 5; ++i) images.append(core::Image(16, 16, 3, 90), "a.png");
  io::write_packed(images, folder / "a.pack");
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.data = (folder / "a.pack").string();
  const core::StepTime time = engine::time_step(options, {});
  CHECK(time.images == 5);
  CHECK_FALSE(time.any_size);
  options.size = 32;
  CHECK_THROWS_WITH_AS(engine::time_step(options, {}), doctest::Contains("16 pixels square"), core::Error);
}

TEST_CASE("options that no run accepts are refused") {
  core::TrainOptions options = test::tiny_options("/nowhere");
  options.size = 65;
  CHECK_THROWS_AS(engine::time_step(options, {}), core::UsageError);
}

#include "core/tasks/data/training_data.h"

#include <doctest/doctest.h>

#include <stop_token>

#include "core/base/error.h"
#include "core/io/sources/packed_file.h"
#include "core/tasks/data/procedural/scene.h"
#include "tests/core/temporary_folder.h"

namespace {

core::TrainOptions options_of(const std::string& data) {
  core::TrainOptions options;
  options.data = data;
  options.data_count = 5;
  options.size = 32;
  return options;
}

}  // namespace

TEST_CASE("procedural data are the scenes of the seeds 1 to count, in order") {
  const io::PackedImages images = tasks::load_training_data(options_of("portraits"), {});
  REQUIRE(images.count() == 5);
  for (int i = 0; i < 5; ++i) {
    CHECK((images.image(i) ==
           tasks::make_scene(tasks::SceneKind::kPortraits, 32, static_cast<std::uint64_t>(i + 1)).image));
  }
  CHECK(images.names[4] == "portraits seed 5");
  CHECK(images.sha256 == io::content_sha256(images));
}

TEST_CASE("a packed file is taken at its own size only") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "rooms.pack";
  const io::PackedImages images = tasks::load_training_data(options_of("rooms"), {});
  io::write_packed(images, file);
  CHECK(tasks::load_training_data(options_of(file.string()), {}).sha256 == images.sha256);
  core::TrainOptions other = options_of(file.string());
  other.size = 16;
  CHECK_THROWS_WITH_AS(tasks::load_training_data(other, {}), doctest::Contains("32 pixels"), core::Error);
}

TEST_CASE("no data, a missing folder and an empty one are errors") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(tasks::load_training_data(options_of(""), {}), core::Error);
  CHECK_THROWS_AS(tasks::load_training_data(options_of((folder / "none").string()), {}), core::Error);
  CHECK_THROWS_AS(tasks::load_training_data(options_of(folder.path().string()), {}), core::Error);
}

TEST_CASE("making data stops when told to") {
  std::stop_source stop;
  core::Progress progress;
  progress.stop = stop.get_token();
  stop.request_stop();
  CHECK_THROWS_AS(tasks::load_training_data(options_of("rooms"), progress), core::Cancelled);
}

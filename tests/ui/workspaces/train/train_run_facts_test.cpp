#include "ui/workspaces/train/run_facts.h"

#include <doctest/doctest.h>

namespace {

core::TrainSnapshot running() {
  core::TrainSnapshot train;
  train.options.steps = 10000;
  train.options.batch = 64;
  train.latest.step = 4334;
  auto data = std::make_shared<core::DataSummary>();
  data->used = 12507;
  train.data = data;
  return train;
}

}  // namespace

TEST_CASE("kimg and epoch follow step, batch and the number of images") {
  CHECK(ui::train::kimg_text(running()) == "277 kimg · epoch 22.2");
  core::TrainSnapshot train = running();
  train.data.reset();
  CHECK(ui::train::kimg_text(train) == "277 kimg");
}

TEST_CASE("the share of a run is that of whatever ends it first") {
  core::TrainSnapshot train = running();
  CHECK(ui::train::run_share(train) == doctest::Approx(0.4334));
  train.options.minutes = 10;
  train.seconds_spent = 300;
  CHECK(ui::train::run_share(train) == doctest::Approx(0.5));
  train.seconds_spent = 60;
  CHECK(ui::train::run_share(train) == doctest::Approx(0.4334));
  train.latest.step = 20000;
  CHECK(ui::train::run_share(train) == 1);
  train.options.steps = 0;
  CHECK(ui::train::run_share(train) == doctest::Approx(0.1));
}

TEST_CASE("progress names the length of the run and the time left once it is known") {
  core::TrainSnapshot train = running();
  CHECK(ui::train::run_progress_text(train) == "43\u2009% of 10,000 steps");
  train.seconds_left = 26 * 60;
  CHECK(ui::train::run_progress_text(train) == "43\u2009% of 10,000 steps · 26 min left");
}

TEST_CASE("while a run is saved its bar is that of the statistics of its model") {
  core::TrainSnapshot train = running();
  train.phase = core::Phase::kStopping;
  train.seconds_left = 26 * 60;
  CHECK(ui::train::run_share(train) == 0);
  CHECK(ui::train::run_progress_text(train) == "ending the run");
  train.save_share = 0.25;
  CHECK(ui::train::run_share(train) == 0.25);
  CHECK(ui::train::run_progress_text(train) == "saving the model: statistics, 25\u2009%");
}

TEST_CASE("speed and epoch are unknown before the first step") {
  core::TrainSnapshot train = running();
  CHECK(ui::train::speed_text(train) == "–");
  CHECK(ui::train::epoch_text(train) == "–");
  train.images_per_second = 231.4;
  CHECK(ui::train::speed_text(train) == "231\u2009img/s · 0.28\u2009s a step");
  CHECK(ui::train::epoch_text(train) == "0:54");
}

TEST_CASE("before Start a step gives the time of an epoch and of the first picture") {
  core::TrainOptions options;
  const core::StepTime time{0.42, 20000, 0, true};
  CHECK(ui::train::step_text(options, time) == "0.42\u2009s · 152\u2009img/s");
  CHECK(ui::train::epoch_text(options, time) == "2:11 for 20,000 images");
  CHECK(ui::train::first_picture_text(options, time) == "after about 3:30");
  options.steps = 400;
  CHECK(ui::train::first_picture_text(options, time) == "not within 400 steps");
  options.steps = 10000;
  options.minutes = 2;
  CHECK(ui::train::first_picture_text(options, time) == "not within 2:00");
}

TEST_CASE("sizes of files are in kB and MB") {
  CHECK(ui::train::bytes_text(812'400) == "812\u2009kB");
  CHECK(ui::train::bytes_text(25'912'345) == "25.9\u2009MB");
}

#include "tests/engine/train/tiny_run.h"

#include "core/engine/train/dcgan_trainer.h"

#include <doctest/doctest.h>

#include "core/engine/train/make_trainer.h"

namespace test {

core::TrainOptions tiny_options(const std::filesystem::path& run) {
  core::TrainOptions options;
  options.run = run;
  options.data = "rooms";
  options.data_count = 40;
  options.size = 16;
  options.nz = 8;
  options.ngf = options.ndf = 16;
  options.batch = 8;
  options.label_real = 0.9;
  options.ema = 0.99;
  options.flip = true;
  options.shift = 2;
  options.steps = 200;
  options.checkpoint_every = 100;
  options.sample_every = 1000;
  options.threads = 1;
  options.device = "cpu";
  return options;
}

std::unique_ptr<core::Trainer> open_trainer(const core::TrainOptions& options, bool resume) {
  return engine::make_trainer(options, resume, {});
}

std::string digest(const core::Trainer& trainer) {
  const auto* dcgan = dynamic_cast<const engine::DcganTrainer*>(&trainer);
  REQUIRE(dcgan != nullptr);
  return dcgan->digest();
}

void train_to(core::Trainer& trainer, std::int64_t step) {
  core::StepStats stats;
  while (trainer.step_count() < step) REQUIRE(trainer.step({}, stats));
}

}  // namespace test

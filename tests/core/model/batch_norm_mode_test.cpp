#include "core/model/batch_norm_mode.h"

#include <doctest/doctest.h>

using Mode = core::BatchNormMode;

TEST_CASE("a choice stays where the new model has it, the default follows the model") {
  const std::vector<Mode> opened{Mode::kPopulation, Mode::kBatch};
  const std::vector<Mode> live{Mode::kRunning, Mode::kPopulation, Mode::kBatch};
  CHECK(core::mode_after_change(opened, live, Mode::kPopulation) == Mode::kRunning);
  CHECK(core::mode_after_change(opened, live, Mode::kBatch) == Mode::kBatch);
  CHECK(core::mode_after_change(live, opened, Mode::kRunning) == Mode::kPopulation);
  CHECK(core::mode_after_change(live, opened, Mode::kBatch) == Mode::kBatch);
  CHECK(core::mode_after_change({Mode::kBatch, Mode::kRunning}, opened, Mode::kRunning) == Mode::kPopulation);
  CHECK(core::mode_after_change({}, live, Mode::kBatch) == Mode::kRunning);
  CHECK(core::mode_after_change(live, {}, Mode::kBatch) == Mode::kBatch);  // a discriminator alone
}

#include <doctest/doctest.h>

#include <cmath>

#include "core/engine/nets/open_model.h"
#include "core/run/run_folder.h"
#include "core/run/run_record.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"
#include "tests/fixtures/fixture.h"

using tests::fixture;

TEST_CASE("old runs of both presets go on from where they stood") {
  for (const std::string run : {"run-classic", "run-paper"}) {
    CAPTURE(run);
    const TemporaryFolder folder;
    std::filesystem::copy(fixture(run), folder / "run", std::filesystem::copy_options::recursive);
    core::TrainOptions options = core::read_run_options(folder / "run");
    options.steps = 5;
    const auto trainer = test::open_trainer(options, true);
    CHECK(trainer->step_count() == 3);
    CHECK(trainer->take_warnings().empty());
    CHECK(trainer->data().used == 8);
    test::train_to(*trainer, 5);
    CHECK(trainer->finished());
    CHECK(std::filesystem::exists(trainer->save_checkpoint()));
  }
}

TEST_CASE("old models of both presets and a chain draw and judge") {
  for (const std::string file :
       {"run-classic/model.safetensors", "run-paper/model.safetensors", "chain.safetensors"}) {
    CAPTURE(file);
    const core::FrozenModelPtr model = engine::load_frozen(fixture(file), at::kCPU);
    const core::ModelInfo& info = model->info();
    REQUIRE(info.has_discriminator);
    const std::vector<core::Latent> z = {core::sample_latent(info.prior, info.nz, 1)};
    const std::vector<core::Image> images = model->generate(z, {info.modes.front(), {}});
    REQUIRE(images.size() == 1);
    CHECK(images[0].width == 16);
    CHECK(images[0].channels == info.channels);
    CHECK(std::isfinite(model->discriminator_logits(images).front()));
    const core::RunRecord record = core::read_run_record(info);
    CHECK(record.problem.empty());
    CHECK((record.history != nullptr) == file.starts_with("run-"));
  }
}

#include <doctest/doctest.h>

#include "core/run/checkpoint_header.h"
#include "core/run/run_folder.h"
#include "core/run/run_record.h"
#include "tests/fixtures/fixture.h"

using tests::fixture;

namespace {

/// What make.sh asked of both runs.
void check_small(const core::TrainOptions& options) {
  CHECK(options.data == "rooms");
  CHECK(options.data_count == 8);
  CHECK(options.size == 16);
  CHECK(options.nz == 4);
  CHECK(options.ngf == 2);
  CHECK(options.ndf == 2);
  CHECK(options.batch == 4);
  CHECK(options.steps == 3);
  CHECK(options.ema == 0.9);
  CHECK(options.lr_g == 2e-4);
  CHECK(options.beta1 == 0.5);
  CHECK(options.seed == 1);
  CHECK(options.threads == 1);
  CHECK(options.device == "cpu");
}

void check_paper(const core::TrainOptions& options) {
  check_small(options);
  CHECK(options.preset == "paper");
  CHECK(options.layout == "paper");
  CHECK(options.channels == 1);
  CHECK(options.prior == core::Prior::kUniform);
  CHECK(options.alternate);
  CHECK(options.weight_decay == 1e-5);
  CHECK(options.batch_norm_eps == 1e-8);
}

void check_classic(const core::TrainOptions& options) {
  check_small(options);
  CHECK(options.preset == "classic");
  CHECK(options.layout == "classic");
  CHECK(options.channels == 3);
  CHECK(options.prior == core::Prior::kGaussian);
  CHECK_FALSE(options.alternate);
  CHECK(options.weight_decay == 0);
}

}  // namespace

TEST_CASE("an old run's options read as they were") {
  check_classic(core::read_run_options(fixture("run-classic")));
  check_paper(core::read_run_options(fixture("run-paper")));
}

TEST_CASE("an old checkpoint says what it trained on and how far it came") {
  const auto header = [](const std::string& run, std::size_t sections) {
    const std::string name = fixture(run + "/checkpoints/step-000003.gsc");
    const std::vector<core::CheckpointSection> all = core::read_checkpoint(name);
    CHECK(all.size() == sections);
    return core::read_checkpoint_header(all, name);
  };
  const core::CheckpointHeader classic = header("run-classic", 7), paper = header("run-paper", 7);
  check_classic(classic.options);
  CHECK(classic.step == 3);
  CHECK(classic.seconds == doctest::Approx(0.034739876));
  CHECK(classic.data_sha256 == "0fa9d2da961898fe1859b489206c3a332b64d00d43cf280e433b69d3f5ce8982");
  check_paper(paper.options);
  CHECK(paper.step == 3);
}

TEST_CASE("an old run's curves read as they were") {
  core::ModelInfo model;
  model.source.file = fixture("run-classic/model.safetensors");
  model.step = 3;
  const core::RunRecord record = core::read_run_record(model);
  CHECK(record.problem.empty());
  REQUIRE(record.history->size() == 3);
  const core::StepStats& last = record.history->back();
  CHECK(last.step == 3);
  CHECK(last.loss_d == 1.39343);
  CHECK(last.loss_g == 0.693638);
  CHECK(last.d_real == 0.496307);
  CHECK(last.d_fake_before == 0.499759);
  CHECK(last.d_fake_after == 0.499755);
}

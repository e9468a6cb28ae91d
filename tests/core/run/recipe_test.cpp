#include "core/run/recipe.h"

#include <doctest/doctest.h>

TEST_CASE("what differs from the preset counts, data and folder are no difference") {
  core::TrainOptions options;
  options.data = "rooms";
  options.run = "/tmp/run";
  options.threads = 2;
  const core::TrainOptions preset = core::preset_of(options);
  CHECK(core::recipe_differences(preset, options).empty());
  options.lr_d = 1e-4;
  options.ngf = 32;
  const auto differences = core::recipe_differences(preset, options);
  REQUIRE(differences.size() == 2);
  CHECK(differences[0].name == "ngf");
  CHECK(differences[1].name == "lr_d");
}

TEST_CASE("another preset keeps data, folder, device and threads") {
  core::TrainOptions options;
  options.data = "faces";
  options.run = "runs/a";
  options.device = "cpu";
  options.threads = 2;
  options.ngf = 16;
  const core::TrainOptions paper = core::with_preset(options, "paper");
  CHECK(paper.preset == "paper");
  CHECK(paper.layout == "paper");
  CHECK(paper.ngf == 128);
  CHECK(paper.data == "faces");
  CHECK(paper.run == "runs/a");
  CHECK(paper.device == "cpu");
  CHECK(paper.threads == 2);
}

TEST_CASE("a preset that a file names but nobody knows counts as classic") {
  core::TrainOptions options;
  options.preset = "mine";
  CHECK(core::preset_of(options).preset == "classic");
}

TEST_CASE("the command says what differs from the preset and nothing else") {
  core::TrainOptions options = core::preset_options("paper");
  options.data = "/data/my faces";
  options.run = "runs/a";
  CHECK(core::train_command(options) == "ganscope train '/data/my faces' --preset paper --out runs/a");
  options.flip = true;
  options.steps = 200;
  options.prior = core::Prior::kGaussian;
  CHECK(core::train_command(options) ==
        "ganscope train '/data/my faces' --preset paper --prior gaussian --flip --steps 200 --out runs/a");
}

TEST_CASE("the command of a run keeps the model it starts from, what it saves, and a switch of the preset") {
  core::TrainOptions options = core::preset_options("paper");
  options.data = "rooms";
  options.run = "r";
  options.init = "it's mine.pth";
  options.keep = 9;
  options.sample_every = 50;
  options.half = true;
  options.alternate = false;
  options.threads = 2;
  CHECK(core::train_command(options) ==
        "ganscope train drawn:rooms --preset paper --alternate=no --init 'it'\\''s mine.pth' --keep 9 "
        "--sample-every 50 --threads 2 --half --out r");
}

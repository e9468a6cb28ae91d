#include "ui/workspaces/train/train_settings.h"

#include <doctest/doctest.h>

#include <string_view>

namespace {

const ui::TrainSetting& setting(std::string_view name) {
  for (const ui::TrainSetting& one : ui::train_settings())
    if (name == one.names[0]) return one;
  throw name;
}

}  // namespace

TEST_CASE("every editable setting reads back what it shows") {
  core::TrainOptions options;
  options.size = 96;
  options.channels = 1;
  options.layout = "paper";
  options.nz = 12;
  options.prior = core::Prior::kUniform;
  options.ngf = 8;
  options.ndf = 9;
  options.batch = 10;
  options.lr_g = options.lr_d = 0.00045;
  options.ema = 0.998;
  options.flip = true;
  options.shift = 3;
  options.label_real = 0.9;
  options.steps = 1234567;
  options.minutes = 2.5;
  options.checkpoint_every = 250;
  options.seed = 987654321987ULL;
  options.data_count = 5000;
  core::TrainOptions copy;
  for (const ui::TrainSetting& one : ui::train_settings()) {
    CAPTURE(one.label);
    CHECK(ui::set_setting(copy, one, ui::setting_text(options, one.names[0])));
  }
  CHECK(copy == options);
}

TEST_CASE("a learning rate is that of both nets, thousands may be separated") {
  core::TrainOptions options;
  CHECK(ui::set_setting(options, setting("lr_g"), "4e-4"));
  CHECK(options.lr_g == 4e-4);
  CHECK(options.lr_d == 4e-4);
  CHECK(ui::set_setting(options, setting("steps"), " 20,000 "));
  CHECK(options.steps == 20000);
}

TEST_CASE("text that is no value changes nothing") {
  const core::TrainOptions before;
  for (const char* name : {"size", "batch", "steps", "seed"})
    for (const char* text : {"", "six", "12x", "99999999999999999999999", "--3"}) {
      core::TrainOptions options;
      CHECK_FALSE(ui::set_setting(options, setting(name), text));
      CHECK(options == before);
    }
  core::TrainOptions options;
  CHECK_FALSE(ui::set_setting(options, setting("size"), "64.5"));
  CHECK_FALSE(ui::set_setting(options, setting("lr_g"), "fast"));
  CHECK_FALSE(ui::set_setting(options, setting("flip"), "maybe"));
  CHECK_FALSE(ui::set_setting(options, setting("prior"), "cauchy"));
  CHECK(options == before);
}

TEST_CASE("what differs from the preset is marked, data and folder are no difference") {
  core::TrainOptions options;
  options.data = "rooms";
  options.run = "/tmp/run";
  options.threads = 2;
  const core::TrainOptions preset = ui::preset_of(options);
  CHECK(ui::recipe_differences(preset, options).empty());
  options.lr_d = 1e-4;
  options.ngf = 32;
  const auto differences = ui::recipe_differences(preset, options);
  CHECK(differences.size() == 2);
  CHECK(ui::differs(differences, setting("lr_g")));
  CHECK(ui::differs(differences, setting("ngf")));
  CHECK_FALSE(ui::differs(differences, setting("ndf")));
}

TEST_CASE("another preset keeps data, folder, device and threads") {
  core::TrainOptions options;
  options.data = "faces";
  options.run = "runs/a";
  options.device = "cpu";
  options.threads = 2;
  options.ngf = 16;
  const core::TrainOptions paper = ui::with_preset(options, "paper");
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
  CHECK(ui::preset_of(options).preset == "classic");
}

TEST_CASE("the command says what differs from the preset and nothing else") {
  core::TrainOptions options = core::preset_options("paper");
  options.data = "/data/my faces";
  options.run = "runs/a";
  CHECK(ui::train_command(options) == "ganscope train '/data/my faces' --preset paper --out runs/a");
  options.flip = true;
  options.steps = 200;
  options.prior = core::Prior::kGaussian;
  CHECK(ui::train_command(options) ==
        "ganscope train '/data/my faces' --preset paper --prior gaussian --flip --steps 200 --out runs/a");
}

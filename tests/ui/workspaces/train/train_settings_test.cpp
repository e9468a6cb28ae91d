#include "ui/workspaces/train/train_settings.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "tests/ui/null_window.h"

namespace {

ui::train::TrainSetting setting(std::string_view name) {
  for (const ui::train::TrainSetting& one : ui::train::train_settings())
    if (name == one.shown().name) return one;
  throw name;
}

const ImGuiWindow* settings_window() {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->WasActive && std::string_view(window->Name).find("##settings") != std::string_view::npos)
      return window;
  throw "settings";
}

/// The settings whose names are drawn whole; a part of a name at an edge fails.
int settings_in_view(const ui_test::NullWindow& window) {
  const ImGuiWindow* table = settings_window();
  const ImRect shown = table->InnerRect;
  int count = 0;
  for (const ui::train::TrainSetting& one : ui::train::train_settings())
    for (const test::DrawnString& drawn : window.text.strings()) {
      if (drawn.window != table->ID || drawn.text != one.shown().label) continue;
      if (drawn.at.y >= shown.Max.y || drawn.at.y + drawn.size <= shown.Min.y) continue;
      ++count;
      CHECK(drawn.at.y >= shown.Min.y);
      CHECK(drawn.at.y + drawn.size <= shown.Max.y);
    }
  return count;
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
  for (const ui::train::TrainSetting& one : ui::train::train_settings()) {
    CAPTURE(one.shown().label);
    CHECK(ui::train::set_setting(copy, one, ui::train::setting_text(options, one)));
  }
  CHECK(copy == options);
}

TEST_CASE("a learning rate is that of both nets, thousands may be separated") {
  core::TrainOptions options;
  CHECK(ui::train::set_setting(options, setting("lr_g"), "4e-4"));
  CHECK(options.lr_g == 4e-4);
  CHECK(options.lr_d == 4e-4);
  CHECK(ui::train::set_setting(options, setting("steps"), " 20,000 "));
  CHECK(options.steps == 20000);
}

TEST_CASE("text that is no value changes nothing") {
  const core::TrainOptions before;
  for (const char* name : {"size", "batch", "steps", "seed"})
    for (const char* text : {"", "six", "12x", "99999999999999999999999", "--3"}) {
      core::TrainOptions options;
      CHECK_FALSE(ui::train::set_setting(options, setting(name), text));
      CHECK(options == before);
    }
  core::TrainOptions options;
  CHECK_FALSE(ui::train::set_setting(options, setting("size"), "64.5"));
  CHECK_FALSE(ui::train::set_setting(options, setting("lr_g"), "fast"));
  CHECK_FALSE(ui::train::set_setting(options, setting("flip"), "maybe"));
  CHECK_FALSE(ui::train::set_setting(options, setting("prior"), "cauchy"));
  CHECK(options == before);
}

TEST_CASE("what differs from the preset is marked") {
  core::TrainOptions options;
  const core::TrainOptions preset = options;
  options.lr_d = 1e-4;
  options.ngf = 32;
  const auto differences = core::differences(preset, options);
  CHECK(ui::train::differs(differences, setting("lr_g")));
  CHECK(ui::train::differs(differences, setting("ngf")));
  CHECK_FALSE(ui::train::differs(differences, setting("ndf")));
}

TEST_CASE("every option with a label stands in one line, in the order of the lines") {
  std::set<std::string> shown;
  int last = 0;
  for (const ui::train::TrainSetting& one : ui::train::train_settings()) {
    CHECK(one.shown().line > last);
    last = one.shown().line;
    for (const core::TrainOption* option : one.options) {
      CHECK(option->label == std::string(one.shown().label));
      CHECK(core::kind_of(*option) == core::kind_of(one.shown()));
      CHECK(shown.insert(option->name).second);
    }
  }
  for (const core::TrainOption& option : core::option_table())
    CHECK(shown.contains(option.name) == (*option.label != '\0'));
  CHECK(ui::train::train_settings().front().shown().name == std::string("size"));
  CHECK(ui::train::setting_tip(setting("lr_g")) == "Adam's learning rate for G\nAdam's learning rate for D");
}

TEST_CASE("no row of the settings is cut at an edge, and the table says how many lie below") {
  for (const float scale : {0.75f, 1.0f, 1.25f, 2.0f}) {
    CAPTURE(scale);
    ui_test::NullWindow window(
        {.size = {1600 * scale, 1000 * scale}, .scale = scale, .workspace = core::Workspace::kTrain});
    window.frames(4);
    const int all = static_cast<int>(ui::train::train_settings().size()), seen = settings_in_view(window);
    CHECK(seen >= 13);
    CHECK(seen < all);
    CHECK(window.text.holds("Label of reals"));
    CHECK(window.text.holds(std::to_string(all - seen) + " more below"));
    const ImVec2 middle = settings_window()->InnerRect.GetCenter();
    window.point(middle);
    for (int turn = 0; turn < 8; ++turn) {
      ImGui::GetIO().AddMouseWheelEvent(0, -0.05f);
      window.frames(3);
      settings_in_view(window);
    }
    CHECK_FALSE(window.text.holds("more below"));
  }
}

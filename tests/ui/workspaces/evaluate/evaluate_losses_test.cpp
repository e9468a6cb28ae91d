#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <limits>

#include "tests/ui/busy_window.h"
#include "ui/frame/panel_window.h"

using ui_test::NullWindow;

namespace {

constexpr const char* kLabel = "the run that made this model";

std::shared_ptr<const std::vector<core::StepStats>> run_of(std::vector<core::StepStats> steps) {
  return std::make_shared<const std::vector<core::StepStats>>(std::move(steps));
}

struct Evaluate : NullWindow {
  Evaluate() : NullWindow({.workspace = core::Workspace::kEvaluate}) {
    open_model();
    frames(3);
  }

  bool reads(std::string_view words) {
    frames(2);
    CHECK(errors.empty());
    return text.holds(words);
  }
};

}  // namespace

TEST_CASE("Evaluate draws the curves of the run that made the model and says whose they are") {
  Evaluate window;
  CHECK(window.reads("Go to Train"));
  CHECK_FALSE(window.reads(kLabel));
  window.snapshot.made_by = run_of({{1, 0.5, 2.0, 0.6, 0.4, 0.3, 0}, {3, 0.4, 2.5, 0.7, 0.3, 0.2, 0}});
  CHECK(window.reads(kLabel));
  CHECK(window.reads("loss G"));
  CHECK(window.reads("D(G(z)) before"));
  CHECK_FALSE(window.reads("Go to Train"));
}

TEST_CASE("a live training's curves take the place of those of the model's run, until it is over") {
  Evaluate window;
  window.snapshot.made_by = run_of({{1, 0.5, 2.0, 0.6, 0.4, 0.3, 0}, {3, 0.4, 2.5, 0.7, 0.3, 0.2, 0}});
  for (const core::Phase live : {core::Phase::kTraining, core::Phase::kPaused, core::Phase::kStopping}) {
    window.snapshot.train = ui_test::busy_training(live);
    CHECK_FALSE(window.reads(kLabel));
    CHECK(window.reads("loss G"));
  }
  window.snapshot.train = ui_test::busy_training(core::Phase::kIdle);
  CHECK(window.reads(kLabel));
  window.snapshot.made_by = nullptr;  // a model that brings none: the last run stays
  CHECK_FALSE(window.reads(kLabel));
  CHECK(window.reads("loss G"));
}

TEST_CASE("curves of one step or of no numbers are drawn without a complaint") {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Evaluate window;
  window.snapshot.made_by = run_of({{1, 0.5, 2.0, 0.6, 0.4, 0.3, 0}});
  CHECK(window.reads("Go to Train"));
  window.snapshot.made_by =
      run_of({{1, kNone, kNone, kNone, kNone, kNone, 0}, {2, kNone, kNone, kNone, kNone, kNone, 0}});
  CHECK(window.reads(kLabel));
  window.snapshot.made_by =
      run_of({{1, 1e12, -1e12, 1, 0, 0, 0}, {1'000'000'000'000, -1e12, 1e12, 0, 1, 1, 0}});
  CHECK(window.reads(kLabel));
}

TEST_CASE("damaged curves beside an opened model are one line in the log and no toast") {
  NullWindow window({});  // Explore: the log is docked there
  window.open_model();
  ImGui::SetWindowFocus(ui::shell_panel_name(ui::ShellPanel::kLog, core::Workspace::kExplore).c_str());
  window.frames(3);
  const auto lines = [&] {
    window.frames(2);
    const auto drawn = window.text.strings();
    return std::count_if(drawn.begin(), drawn.end(), [](const auto& line) {
      return line.text.find("Curves of the run that made this model") != std::string::npos;
    });
  };
  CHECK(lines() == 0);
  window.frame({core::RunRecordRead{"line 4 is damaged: /runs/a/metrics.csv"}});
  CHECK(lines() == 1);
  CHECK(ImGui::FindWindowByName("##toast1") == nullptr);
}

TEST_CASE("Evaluate names the BatchNorm statistics of a model that has some") {
  Evaluate window;
  CHECK(window.reads("BatchNorm: population"));
  core::ModelInfo plain = ui_test::fake_info(16);
  plain.modes = {core::BatchNormMode::kPopulation};  // what a generator without BatchNorm has
  window.open_model(plain);
  CHECK_FALSE(window.reads("BatchNorm:"));
}

// Train before Start: what a run would take, asked for without being asked, in the panel with the buttons.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <array>

#include "tests/ui/null_window.h"
#include "ui/frame/panel_window.h"
#include "ui/frame/workspace.h"

using ui_test::NullWindow;

namespace {

core::TrainOptions& options(NullWindow& window) {
  return window.ui().document_for_tests().train.options;
}

std::vector<core::MeasureStep> asked(const NullWindow& window) {
  std::vector<core::MeasureStep> found;
  for (const core::Command& command : window.commands)
    if (const auto* measure = std::get_if<core::MeasureStep>(&command)) found.push_back(*measure);
  return found;
}

void answer(NullWindow& window, core::StepEstimate estimate) {
  auto train = std::make_shared<core::TrainSnapshot>(*window.snapshot.train);
  train->estimate = std::make_shared<const core::StepEstimate>(std::move(estimate));
  window.snapshot.train = std::move(train);
  window.frames(2);
}

/// Answers for what the document says now.
void answer(NullWindow& window, double seconds, bool any_size = true) {
  answer(window,
         {core::step_part(options(window)), 1, core::StepTime{seconds, 20000, 40'000'000, any_size}, {}});
}

/// A window whose data are chosen.
struct Chosen : NullWindow {
  explicit Chosen(ImVec2 size = {1600, 1000}, float scale = 1)
      : NullWindow({.size = size, .scale = scale, .workspace = core::Workspace::kTrain}) {
    frames(3);
    options(*this).data = "rooms";
    frames(2);
  }
};

bool drawn(const NullWindow& window, std::string_view text) {
  return window.text.holds(text);
}

}  // namespace

TEST_CASE("nothing is measured before data are chosen or while a setting is not possible") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.frames(5);
  CHECK(asked(window).empty());
  CHECK(drawn(window, "time left will stand here"));
  options(window).data = "rooms";
  options(window).size = 65;
  window.frames(5);
  CHECK(asked(window).empty());
  options(window).size = 64;
  window.frames(5);
  REQUIRE(asked(window).size() == 1);  // not once a frame
  CHECK(asked(window)[0].options == core::step_part(options(window)));
}

TEST_CASE("the panel says that it measures, then step, epoch, first picture and disk") {
  Chosen window;
  CHECK(drawn(window, "measuring the time of a step"));
  answer(window, {core::step_part(options(window)), 0.3, {}, {}});
  CHECK(drawn(window, "measuring the time of a step"));
  answer(window, 0.42);
  CHECK_FALSE(drawn(window, "measuring the time of a step"));
  CHECK(drawn(window, "0.42\u2009s · 152\u2009img/s"));
  CHECK(drawn(window, "2:11 for 20,000 images"));
  CHECK(drawn(window, "after about 3:30"));
  CHECK(drawn(window, "160.0\u2009MB"));
  CHECK_FALSE(drawn(window, "over an hour"));
  CHECK(asked(window).size() == 1);
}

TEST_CASE("another setting of the net is measured, another seed is not; the old numbers are gone at once") {
  Chosen window;
  answer(window, 0.42);
  options(window).seed = 5;
  window.frames(3);
  CHECK(asked(window).size() == 1);
  CHECK(drawn(window, "0.42\u2009s"));
  options(window).ngf = 32;
  window.frames(3);
  CHECK_FALSE(drawn(window, "0.42\u2009s"));
  REQUIRE(asked(window).size() == 2);
  CHECK(asked(window)[1].options->ngf == 32);
}

TEST_CASE("a measurement that is of no use any more is called off") {
  Chosen window;
  answer(window, {core::step_part(options(window)), 0, {}, {}});
  options(window).size = 65;
  window.frame();
  REQUIRE(asked(window).size() == 2);
  CHECK_FALSE(asked(window)[1].options);
}

TEST_CASE("an epoch of over an hour offers smaller nets in one step that undo takes back") {
  Chosen window;
  answer(window, 12);
  CHECK(drawn(window, "1 h 03 for 20,000 images"));
  CHECK(drawn(window, "An epoch takes over an hour."));
  window.click("Use width 32");
  window.frames(2);
  CHECK(options(window).ngf == 32);
  CHECK(options(window).ndf == 32);
  REQUIRE(asked(window).size() == 2);
  CHECK(asked(window)[1].options->ngf == 32);
  CHECK(drawn(window, "measuring the time of a step"));
  answer(window, 12, false);  // a packed file has one size
  CHECK(drawn(window, "An epoch takes over an hour."));
  CHECK_FALSE(drawn(window, "Use size"));
  answer(window, 12);
  window.click("Use size 32");
  window.frames(2);
  CHECK(options(window).size == 32);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.frames(2);
  CHECK(options(window).size == 64);
  CHECK(options(window).ngf == 32);
}

TEST_CASE("a measurement that failed says why and can be tried again") {
  Chosen window;
  answer(window, {core::step_part(options(window)), 0, {}, "there is no such folder: /faces"});
  CHECK(drawn(window, "there is no such folder: /faces"));
  CHECK(asked(window).size() == 1);
  window.click("Measure again");
  CHECK(asked(window).size() == 2);
}

TEST_CASE("while a run goes on nothing is asked for; its own numbers stand when it is over") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  options(window).data = "rooms";
  options(window).size = 16;
  window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
  window.frames(4);
  auto over = std::make_shared<core::TrainSnapshot>(*window.snapshot.train);
  over->phase = core::Phase::kIdle;
  over->options.run = "/runs/a";
  over->options.threads = 2;  // resolved
  window.snapshot.train = over;
  window.frames(4);
  CHECK(asked(window).empty());
  CHECK(drawn(window, "212\u2009img/s"));
  options(window).batch = 8;
  window.frames(4);
  CHECK(asked(window).size() == 1);
}

TEST_CASE("everything before Start fits into the panel at every scale, in a tiny window by scrolling down") {
  for (const auto& [width, height, scale] : {std::array{1600.0f, 1000.0f, 1.0f},
                                             {1280, 800, 1},
                                             {1920, 1200, 1.5f},
                                             {3840, 2160, 2},
                                             {4800, 3000, 3},
                                             {1280, 800, 1.5f}}) {
    CAPTURE(width);
    CAPTURE(scale);
    for (const double seconds : {0.4, 12.0}) {
      Chosen window({width, height}, scale);
      answer(window, seconds);
      CHECK(drawn(window, "Measure again"));
      const auto view = ui::make_train_workspace();
      const ImGuiWindow* run = ImGui::FindWindowByName(ui::panel_window_name(*view->panels()[0]).c_str());
      REQUIRE(run);
      CHECK(run->ScrollMax.x == 0);
      if (height / scale >= 800) CHECK(run->ScrollMax.y == 0);
    }
  }
}

// Who writes which part of the document: the rule in core/document/document.h.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "core/latent/random.h"
#include "tests/ui/busy_window.h"
#include "ui/frame/panel_window.h"
#include "ui/frame/workspace.h"

using core::Workspace;
using ui_test::NullWindow;

namespace {

constexpr ImGuiKey kKeys[] = {ImGuiKey_A,
                              ImGuiKey_B,
                              ImGuiKey_C,
                              ImGuiKey_D,
                              ImGuiKey_F,
                              ImGuiKey_N,
                              ImGuiKey_P,
                              ImGuiKey_R,
                              ImGuiKey_T,
                              ImGuiKey_V,
                              ImGuiKey_X,
                              ImGuiKey_1,
                              ImGuiKey_2,
                              ImGuiKey_3,
                              ImGuiKey_Home,
                              ImGuiKey_Delete,
                              ImGuiKey_Space,
                              ImGuiKey_LeftBracket,
                              ImGuiKey_RightBracket,
                              ImGuiKey_UpArrow,
                              ImGuiKey_DownArrow,
                              ImGuiKey_LeftArrow,
                              ImGuiKey_RightArrow,
                              ImGuiKey_Comma,
                              ImGuiKey_Period,
                              ImGuiKey_Enter,
                              ImGuiKey_Tab,
                              ImGuiKey_Escape};

/// What a key types on an American keyboard, where that is a shortcut; 0 = none.
unsigned sign_of(ImGuiKey key) {
  switch (key) {
    case ImGuiKey_LeftBracket:
      return '[';
    case ImGuiKey_RightBracket:
      return ']';
    case ImGuiKey_Comma:
      return ',';
    case ImGuiKey_Period:
      return '.';
    default:
      return 0;
  }
}

std::unique_ptr<ui::WorkspaceView> make(Workspace workspace) {
  switch (workspace) {
    case Workspace::kExplore:
      return ui::make_explore_workspace();
    case Workspace::kArithmetic:
      return ui::make_arithmetic_workspace();
    case Workspace::kDiscriminator:
      return ui::make_discriminator_workspace();
    case Workspace::kForget:
      return ui::make_forget_workspace();
    case Workspace::kTrain:
      return ui::make_train_workspace();
    case Workspace::kEvaluate:
      return ui::make_evaluate_workspace();
  }
  return nullptr;
}

/// The part that a workspace owns, taken over from `now`.
void take_own(core::Document& expected, const core::Document& now, Workspace workspace) {
  switch (workspace) {
    case Workspace::kExplore:
      expected.explore = now.explore;
      expected.path = now.path;
      return;
    case Workspace::kArithmetic:
      expected.arithmetic = now.arithmetic;
      return;
    case Workspace::kDiscriminator:
      expected.discriminator = now.discriminator;
      return;
    case Workspace::kForget:
      expected.forget = now.forget;
      return;
    case Workspace::kTrain:
      expected.train = now.train;
      return;
    case Workspace::kEvaluate:
      expected.evaluate = now.evaluate;
      return;
  }
}

/// What go_to() writes, and from Forget what a drag over its live pictures does besides.
void take_moves(core::Document& expected, const core::Document& now, Workspace workspace) {
  if (workspace != Workspace::kArithmetic && workspace != Workspace::kForget) return;
  expected.explore.current = now.explore.current;
  expected.explore.origin = now.explore.origin;
  if (workspace == Workspace::kForget) expected.explore.plane.origin = now.explore.plane.origin;
}

/// One of a workspace's own panels at random: where it lies now.
ImRect any_panel(const ui::WorkspaceView& view, core::CounterRandom& random) {
  const auto& panels = view.panels();
  const auto& panel = panels[random.below(static_cast<std::uint32_t>(panels.size()))];
  const std::string name = ui::panel_window_name(*panel);
  ImGui::SetWindowFocus(name.c_str());
  const ImGuiWindow* window = ImGui::FindWindowByName(name.c_str());
  return window ? window->InnerClipRect : ImRect();
}

ImVec2 any_place(const ImRect& rect, core::CounterRandom& random) {
  const auto share = [&random] { return static_cast<float>(random.below(1000)) / 1000; };
  return {rect.Min.x + share() * rect.GetWidth(), rect.Min.y + share() * rect.GetHeight()};
}

/// A click, a drag, a turn of the wheel or a key, somewhere in a panel of the workspace.
void act(NullWindow& window, const ui::WorkspaceView& view, core::CounterRandom& random) {
  const ImRect rect = any_panel(view, random);
  window.frames(1);
  if (rect.GetWidth() < 2) return;
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 from = any_place(rect, random);
  switch (random.below(8)) {
    case 0:
    case 1: {  // from here to anywhere in the panels
      window.point(from);
      io.AddMouseButtonEvent(0, true);
      window.frame();
      window.point(any_place(rect, random));
      window.point(any_place(any_panel(view, random), random));
      io.AddMouseButtonEvent(0, false);
      return window.frames(2);
    }
    case 2:
      window.point(from);
      io.AddMouseWheelEvent(0, random.below(2) ? 1.0f : -1.0f);
      return window.frames(1);
    case 3: {
      window.point(from);
      const ImGuiKey key = kKeys[random.below(std::size(kKeys))];
      if (const unsigned sign = sign_of(key)) io.AddInputCharacter(sign);
      return window.press(key);
    }
    case 4:
      window.click(from, ImGuiMouseButton_Right);
      return window.frames(1);
    case 5:
      window.click(from);
      window.click(from);
      for (const char digit : {'1', '2'}) io.AddInputCharacter(static_cast<unsigned char>(digit));
      window.frames(1);
      return window.press(ImGuiKey_Enter);
    default:
      window.click(from);
      // In a popup that this opened, one of its entries.
      if (!ImGui::GetCurrentContext()->OpenPopupStack.empty())
        if (const ImGuiWindow* popup = ImGui::GetCurrentContext()->OpenPopupStack.back().Window)
          window.click(any_place(popup->Rect(), random));
      return;
  }
}

struct Played {
  int own = 0, moves = 0;  // actions that changed the workspace's part, that moved the canvas from outside
};

Played play(Workspace workspace, std::uint64_t seed, int actions) {
  Played played;
  const auto view = make(workspace);
  core::CounterRandom random(seed);
  auto window = std::unique_ptr<NullWindow>();
  for (int action = 0; action < actions; ++action) {
    CAPTURE(action);
    if (!window || window->ui().view().workspace != workspace) {  // "Show in Explore" was pressed
      window.reset();
      window = std::make_unique<NullWindow>(NullWindow::Options{.workspace = workspace});
      window->open_model();
      window->frames(3);
      ui_test::fill(*window);
      // A running training shows its own options, which nobody may change.
      if (workspace == Workspace::kTrain) window->snapshot.train = std::make_shared<core::TrainSnapshot>();
      window->frames(2);
    }
    const core::Document before = window->ui().document();
    act(*window, *view, random);
    const core::Document& after = window->ui().document();
    core::Document expected = before;
    take_own(expected, after, workspace);
    if (!(expected == before)) ++played.own;
    const core::ExploreDocument explore = expected.explore;
    take_moves(expected, after, workspace);
    if (!(expected.explore == explore)) ++played.moves;
    REQUIRE(expected.explore == after.explore);
    REQUIRE(expected.path == after.path);
    REQUIRE(expected.arithmetic == after.arithmetic);
    REQUIRE(expected.discriminator == after.discriminator);
    REQUIRE(expected.forget == after.forget);
    REQUIRE(expected.train == after.train);
    REQUIRE(expected.evaluate == after.evaluate);
  }
  return played;
}

}  // namespace

TEST_CASE("a workspace writes its own part of the document; elsewhere it only moves the canvas") {
  for (const Workspace workspace : {Workspace::kExplore, Workspace::kArithmetic, Workspace::kDiscriminator,
                                    Workspace::kForget, Workspace::kTrain, Workspace::kEvaluate}) {
    CAPTURE(static_cast<int>(workspace));
    const Played played = play(workspace, 7, 250);
    CHECK(played.own > 0);
    const bool moves = workspace == Workspace::kArithmetic || workspace == Workspace::kForget;
    CHECK((played.moves > 0) == moves);
  }
}

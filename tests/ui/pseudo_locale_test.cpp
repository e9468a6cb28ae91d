// Every word a person can see, in the pseudo locale: whatever stands outside the quotes of tr() and
// verbatim() was never marked. Panels are shown in every state, pointed at and clicked.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <set>
#include <vector>

#include "tests/core/temporary_folder.h"
#include "tests/ui/busy_window.h"
#include "tests/ui/unmarked_text.h"
#include "ui/frame/workspace_names.h"

using ui_test::NullWindow;

namespace {

/// A home of its own in which no other program is found: clicks export files and ask for dialogs.
struct Home {
  TemporaryFolder folder;
  ScopedVariable home{"HOME", folder.path().c_str()}, path{"PATH", folder.path().c_str()};
};

/// A window whose every frame is read.
struct Reader {
  explicit Reader(NullWindow::Options options) : window(with_pseudo_locale(options)) {
    window.on_frame = [this] { unmarked.take(window.text.strings()); };
    window.frames(3);
  }

  static NullWindow::Options with_pseudo_locale(NullWindow::Options options) {
    options.pseudo_locale = true;
    return options;
  }

  void check() const {
    for (const std::string& text : unmarked.found()) FAIL_CHECK("unmarked: " << text);
    for (const std::string& error : window.errors) FAIL_CHECK(error);
  }

  NullWindow window;
  test::UnmarkedText unmarked;
};

void without_hover_delay() {
  ImGui::GetStyle().HoverFlagsForTooltipMouse =
      ImGuiHoveredFlags_DelayNone | ImGuiHoveredFlags_AllowWhenDisabled;
}

/// The panels that are docked, in front or behind another, and the two bars.
std::vector<std::string> areas() {
  std::vector<std::string> names{"##menu", "##status"};
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->DockNode && window->WasActive) names.emplace_back(window->Name);
  return names;
}

void bring_forward(Reader& reader, const std::string& area) {
  ImGui::SetWindowFocus(area.c_str());
  reader.window.frames(2);
}

void show_every_tab(Reader& reader) {
  for (const std::string& area : areas()) bring_forward(reader, area);
}

bool popup_is_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// Where something is written in an area and left of it, where a slider's track lies; a few places between,
/// where pictures lie.
std::vector<ImVec2> places(const NullWindow& window, const std::string& area) {
  constexpr float kStep = 128, kLeft = 56;
  const ImRect rect = ImGui::FindWindowByName(area.c_str())->Rect();
  std::vector<ImVec2> found;
  for (const test::DrawnString& drawn : window.text.strings()) {
    const ImVec2 at = drawn.middle();
    if (!rect.Contains(at)) continue;
    found.push_back(at);
    found.push_back({at.x - kLeft, at.y});
  }
  for (float y = rect.Min.y + kStep; y < rect.Max.y; y += kStep)
    for (float x = rect.Min.x + kStep / 2; x < rect.Max.x; x += kStep) found.push_back({x, y});
  return found;
}

/// As it was before a click: no popup, the workspace and the scale of the beginning, the panel in front.
void put_back(Reader& reader, core::Workspace workspace, const std::string& area) {
  NullWindow& window = reader.window;
  for (int level = 0; level < 4 && popup_is_open(); ++level) window.press(ImGuiKey_Escape);
  if (window.ui().view().workspace != workspace)
    window.press(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(workspace)));
  if (window.ui().view().settings.scale != 1) window.press(ImGuiMod_Ctrl | ImGuiKey_0);
  if (ImGui::GetCurrentContext()->NavWindow != ImGui::FindWindowByName(area.c_str()))
    ImGui::SetWindowFocus(area.c_str());
}

/// Points at everything in an area; those places where something new answers a click: an item, or a row that
/// shows a hand.
std::vector<ImVec2> point_everywhere(Reader& reader, const std::string& area) {
  std::vector<ImVec2> answering;
  std::set<ImGuiID> items;
  for (const ImVec2 at : places(reader.window, area)) {
    reader.window.point(at);
    const ImGuiID item = ImGui::GetCurrentContext()->HoveredId;
    const bool shows_hand = ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand;
    if (shows_hand || (item && items.insert(item).second)) answering.push_back(at);
  }
  return answering;
}

/// Clicks with either button what can be clicked and reads what that brings up.
void try_everything(Reader& reader, core::Workspace workspace) {
  for (const std::string& area : areas()) {
    bring_forward(reader, area);
    without_hover_delay();
    const std::vector<ImVec2> answering = point_everywhere(reader, area);
    for (const int button : {ImGuiMouseButton_Right, ImGuiMouseButton_Left})
      for (const ImVec2 at : answering) {
        reader.window.click(at, button);
        put_back(reader, workspace, area);
      }
  }
}

std::string front_popup() {
  return ImGui::GetCurrentContext()->OpenPopupStack.back().Window->Name;
}

core::Workspace workspace(int index) {
  return static_cast<core::Workspace>(index);
}

}  // namespace

TEST_CASE("a word outside the quotes of tr() and verbatim() is found, in whatever place it stands") {
  const auto is_found = [](const std::string& text) {
    int open = 0;
    return test::has_unmarked_word(text, open);
  };
  CHECK(is_found("Layout"));
  CHECK(is_found("«Layout» 4 blocks"));
  CHECK(is_found("4 × 4, ngf 64"));
  CHECK(is_found("z"));
  CHECK(is_found("«A long sente… here"));
  CHECK_FALSE(is_found("«Layout» ‹classic›, 64 × 64 · −0.25"));
  CHECK_FALSE(is_found("«Seed {} of ‹rooms› is here»"));
  CHECK_FALSE(is_found("1e-05"));
  CHECK_FALSE(is_found("«A long sente…"));
  CHECK_FALSE(is_found("«/home/…rooms.png»"));
  int open = 0;
  CHECK_FALSE(test::has_unmarked_word("«the first line", open));
  CHECK_FALSE(test::has_unmarked_word("and the second»", open));
  CHECK(test::has_unmarked_word("and what follows", open));
}

TEST_CASE("every word of every panel is marked, in every state, size and phase") {
  const Home home;
  for (int i = 0; i < ui::kWorkspaceCount; ++i)
    for (const ImVec2 size : {ImVec2(1000, 640), ImVec2(1600, 1000), ImVec2(2600, 1400)}) {
      CAPTURE(i);
      CAPTURE(size.x);
      Reader reader({.size = size, .workspace = workspace(i), .first_minute = size.x < 1200});
      show_every_tab(reader);
      reader.window.open_model(ui_test::foreign_info());
      reader.window.frames(2);
      show_every_tab(reader);
      ui_test::fill(reader.window);
      show_every_tab(reader);
      for (const core::Phase phase : {core::Phase::kLoading, core::Phase::kPaused, core::Phase::kStopping,
                                      core::Phase::kFailed, core::Phase::kIdle}) {
        reader.window.snapshot.train = ui_test::busy_training(phase);
        show_every_tab(reader);
      }
      reader.check();
    }
}

TEST_CASE("every word that pointing and clicking bring up is marked") {
  const Home home;
  for (int i = 0; i < ui::kWorkspaceCount; ++i)
    for (const bool full : {false, true}) {
      CAPTURE(i);
      CAPTURE(full);
      Reader reader({.workspace = workspace(i), .first_minute = !full});
      if (full) reader.window.open_model(ui_test::foreign_info());
      if (full) ui_test::fill(reader.window);
      reader.window.frames(2);
      try_everything(reader, workspace(i));
      reader.check();
    }
}

TEST_CASE("every word of the dialogs is marked") {
  const Home home;
  Reader reader({});
  reader.window.open_model(ui_test::foreign_info());
  ui_test::fill(reader.window);
  for (const char* command : {"model card", "settings", "shortcuts", "about", "open model", "export folder",
                              "image folder", "no such command"}) {
    CAPTURE(command);
    reader.window.run_command(command);
    REQUIRE(popup_is_open());
    without_hover_delay();
    for (const ImVec2 at : point_everywhere(reader, front_popup())) {
      if (!popup_is_open()) reader.window.run_command(command);
      reader.window.click(at);
      put_back(reader, core::Workspace::kExplore, "##status");
    }
    put_back(reader, core::Workspace::kExplore, "##status");
  }
  reader.window.ui().close_requested(reader.window.snapshot);
  reader.window.frames(3);
  CHECK(reader.window.text.holds("A training is running"));
  reader.check();
}

// Every word a person can see, in the pseudo locale: whatever stands outside the quotes of tr() and
// verbatim() was never marked. Panels are shown in every state, pointed at and clicked.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>

#include "tests/core/temporary_folder.h"
#include "tests/ui/busy_window.h"
#include "tests/ui/unmarked_text.h"
#include "ui/workspace_names.h"

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
  ImGuiStyle& style = ImGui::GetStyle();
  style.HoverStationaryDelay = style.HoverDelayShort = style.HoverDelayNormal = 0;
}

/// Brings every docked panel to the front in turn.
void show_every_tab(Reader& reader) {
  std::vector<std::string> names;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->DockNode && window->WasActive) names.emplace_back(window->Name);
  for (const std::string& name : names) {
    ImGui::SetWindowFocus(name.c_str());
    reader.window.frames(2);
  }
}

/// Where something is written now, from top to bottom.
std::vector<ImVec2> places(const NullWindow& window) {
  std::vector<ImVec2> found;
  for (const test::DrawnString& drawn : window.text.strings()) found.push_back(drawn.middle());
  const auto before = [](ImVec2 a, ImVec2 b) { return a.y != b.y ? a.y < b.y : a.x < b.x; };
  std::sort(found.begin(), found.end(), before);
  const auto same = [](ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

bool popup_is_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// As it was before a click: no popup, the workspace and the scale of the beginning.
void put_back(NullWindow& window, core::Workspace workspace) {
  for (int level = 0; level < 4 && popup_is_open(); ++level) window.press(ImGuiKey_Escape);
  if (window.ui().view().workspace != workspace)
    window.press(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(workspace)));
  if (window.ui().view().settings.scale != 1) window.press(ImGuiMod_Ctrl | ImGuiKey_0);
}

/// Points at everything written on the screen, then clicks it and reads what that opens.
void try_everything(Reader& reader, core::Workspace workspace) {
  without_hover_delay();
  for (const ImVec2 at : places(reader.window)) {
    reader.window.point(at);
    reader.window.frame();
  }
  for (const ImVec2 at : places(reader.window)) {
    reader.window.click(at);
    reader.window.frame();
    put_back(reader.window, workspace);
    without_hover_delay();
  }
}

void run_command(Reader& reader, const std::string& words) {
  reader.window.press(ImGuiMod_Ctrl | ImGuiKey_P);
  for (const char letter : words) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
  reader.window.frames(2);
  reader.window.press(ImGuiKey_Enter);
  reader.window.frames(3);
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
  for (int i = 0; i < ui::kWorkspaceCount; ++i) {
    CAPTURE(i);
    Reader reader({.workspace = workspace(i), .first_minute = true});
    try_everything(reader, workspace(i));
    reader.window.open_model(ui_test::foreign_info());
    ui_test::fill(reader.window);
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
    run_command(reader, command);
    REQUIRE(popup_is_open());
    without_hover_delay();
    for (const ImVec2 at : places(reader.window)) reader.window.point(at);
    put_back(reader.window, core::Workspace::kExplore);
  }
  reader.window.ui().close_requested(reader.window.snapshot);
  reader.window.frames(3);
  CHECK(reader.window.text.holds("A training is running"));
  reader.check();
}

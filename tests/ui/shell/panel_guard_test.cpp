#include "ui/shell/panel_guard.h"

#include <doctest/doctest.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/core/temporary_folder.h"
#include "tests/ui/brittle_model.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

/// Leaves everything open that ImGui can have open, then throws.
void open_and_throw() {
  ImGui::PushID("id");
  ImGui::PushStyleColor(ImGuiCol_Text, 0xffffffffu);
  ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.5f);
  ImGui::BeginDisabled();
  ImGui::BeginGroup();
  ImGui::BeginChild("child", {100, 100});
  ImGui::PushID("inner");
  if (ImGui::BeginTable("table", 2)) ImGui::TableNextColumn();
  ImGui::BeginTooltip();
  throw std::runtime_error("the pictures differ in size");
}

ImGuiErrorRecoveryState open_now() {
  ImGuiErrorRecoveryState state;
  ImGui::ErrorRecoveryStoreState(&state);
  return state;
}

int count(const NullWindow& window, std::string_view text) {
  int found = 0;
  for (const test::DrawnString& drawn : window.text.strings()) found += drawn.text == text;
  return found;
}

/// They lie over what is below them.
void close_toasts(NullWindow& window) {
  const auto shown = [] {
    return std::ranges::any_of(ImGui::GetCurrentContext()->Windows, [](const ImGuiWindow* one) {
      return one->Active && std::string_view(one->Name).starts_with("##toast");
    });
  };
  for (int i = 0; i < 10 && shown(); ++i) window.click(ICON_FA_XMARK);
  window.frame();
}

}  // namespace

TEST_CASE("what a part left open when it threw is closed again, and it is told once until it goes through") {
  NullWindow window({});
  ui::PanelGuard guard;
  ui::Shell shell;
  ImGui::NewFrame();
  ImGui::Begin("a window");
  const ImGuiErrorRecoveryState before = open_now();
  CHECK_FALSE(guard.part("keys", shell, open_and_throw));
  const ImGuiErrorRecoveryState after = open_now();
  CHECK(std::memcmp(&before, &after, sizeof before) == 0);
  CHECK(ImGui::GetCurrentWindow()->Name == std::string("a window"));
  CHECK_FALSE(guard.part("keys", shell, open_and_throw));
  CHECK(shell.log.lines().size() == 1);
  CHECK(shell.log.lines().front().text.find("the pictures differ in size") != std::string::npos);
  CHECK(guard.part("keys", shell, [] {}));
  CHECK_FALSE(guard.part("keys", shell, open_and_throw));
  CHECK(shell.log.lines().size() == 2);
  ImGui::End();
  ImGui::EndFrame();
  CHECK(window.errors.empty());
}

TEST_CASE("outside of a frame a part may throw as well") {
  NullWindow window({});
  ui::PanelGuard guard;
  ui::Shell shell;
  CHECK_FALSE(guard.part("drop", shell, [] { throw std::bad_alloc(); }));
  CHECK(shell.log.lines().front().text.find("out of memory") != std::string::npos);
}

TEST_CASE("a window whose every panel throws lives, leaves the training alone and comes back by Retry") {
  for (int i = 0; i < 6; ++i) {
    CAPTURE(i);
    const auto workspace = static_cast<core::Workspace>(i);
    NullWindow window({.workspace = workspace});
    window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
    const auto model = std::make_shared<ui_test::BrittleModel>();
    window.open_model(model);
    window.frames(3);
    REQUIRE(count(window, "Retry") == 0);
    const std::size_t commands = window.commands.size(), told = window.kept_log.size();

    model->broken = true;
    window.frames(6);
    CHECK(window.commands.size() == commands);
    const int closed = count(window, "Retry");
    CHECK((closed > 0 || workspace == core::Workspace::kTrain));  // whose panels ask a model nothing
    CHECK(window.text.holds("the model broke"));
    const std::size_t lines = window.kept_log.size();
    CHECK(lines > told);
    window.frames(6);
    CHECK(window.kept_log.size() == lines);  // nothing is told again and again

    model->broken = false;
    close_toasts(window);
    for (int left = closed; left > 0; --left) {
      window.click("Retry");
      window.frame();
      CHECK(count(window, "Retry") == left - 1);
    }
    CHECK_FALSE(window.text.holds("This panel was closed"));
    CHECK(window.commands.size() == commands);
    CHECK(window.errors.empty());
  }
}

TEST_CASE("a panel that threw once is drawn again") {
  NullWindow window({.workspace = core::Workspace::kArithmetic});
  const auto model = std::make_shared<ui_test::BrittleModel>();
  window.open_model(model);
  window.frames(3);
  model->broken = true;
  window.frame();
  model->broken = false;
  window.frames(2);
  CHECK(count(window, "Retry") == 0);
  REQUIRE_FALSE(window.ui().toasts().empty());  // the messages stay until they were seen
  const auto failed = [](const ui::Toast& toast) { return toast.title.starts_with("This panel failed: "); };
  CHECK(std::ranges::any_of(window.ui().toasts(), failed));
  CHECK_FALSE(window.read("arithmetic.equation").empty());
}

TEST_CASE("without a home folder every workspace, key and button that wants one goes on") {
  const ScopedVariable home("HOME", nullptr);
  for (int i = 0; i < 6; ++i) {
    CAPTURE(i);
    NullWindow window({.workspace = static_cast<core::Workspace>(i)});
    window.open_model();
    window.frames(4);
    CHECK_FALSE(window.text.holds("This panel failed"));
    for (const ImGuiKeyChord keys :
         {ImGuiKeyChord{ImGuiKey_F12}, ImGuiKeyChord{ImGuiKey_F5}, ImGuiMod_Ctrl | ImGuiKey_E,
          ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C}) {
      window.press(keys);
      window.frames(2);
    }
    window.run_command("Settings");
    window.frames(2);
    CHECK(window.text.holds("Export folder"));  // the settings are open
    CHECK(window.text.holds("there is no home folder"));
    CHECK(window.errors.empty());
  }
}

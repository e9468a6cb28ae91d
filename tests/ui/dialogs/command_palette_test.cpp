#include "ui/dialogs/command_palette.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>

#include "tests/core/temporary_folder.h"
#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

/// The rows that the palette offers for these words.
std::vector<std::string> offered(NullWindow& window, std::string_view words) {
  window.press(ImGuiMod_Ctrl | ImGuiKey_P);
  for (const char letter : words) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
  window.frames(3);
  std::vector<std::string> found;
  for (const ImGuiWindow* list : ImGui::GetCurrentContext()->Windows) {
    if (!list->Active || std::string_view(list->Name).find("/##list") == std::string_view::npos) continue;
    for (const test::DrawnString& drawn : window.text.strings())
      if (drawn.window == list->ID && drawn.text.find(": ") != std::string::npos) found.push_back(drawn.text);
  }
  window.press(ImGuiKey_Escape);
  window.frames(2);
  return found;
}

bool holds(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

template <class Command>
int sent(const NullWindow& window) {
  int found = 0;
  for (const core::Command& command : window.commands) found += std::holds_alternative<Command>(command);
  return found;
}

}  // namespace

TEST_CASE("the palette finds buttons of panels whose workspace was never shown") {
  NullWindow window({});
  window.open_model();
  window.frames(3);
  CHECK(holds(offered(window, "gif"), "Explore, Path: GIF"));
  const auto saves_mask = [](const std::string& row) { return row.ends_with(": Save mask"); };
  CHECK(std::ranges::any_of(offered(window, "save mask"), saves_mask));
  CHECK(std::ranges::any_of(offered(window, "mask forget save"), saves_mask));
  CHECK_FALSE(offered(window, "resume").empty());
  window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
  CHECK_FALSE(offered(window, "pin as b").empty());
  CHECK(offered(window, "no such button").empty());
  CHECK(window.errors.empty());
}

TEST_CASE("looking for buttons changes nothing and asks for nothing") {
  NullWindow window({.workspace = core::Workspace::kArithmetic});
  window.open_model();
  window.ui().document_for_tests().train.options.data = "rooms";
  window.frames(3);
  const core::Document document = window.ui().document();
  const std::size_t commands = window.commands.size(), requests = window.requests.size();
  offered(window, "gif");
  CHECK(window.ui().document() == document);
  CHECK(window.commands.size() == commands);
  CHECK(window.requests.size() == requests);
  CHECK(window.ui().view().workspace == core::Workspace::kArithmetic);
  CHECK(window.kept_log.size() <= 1);
}

TEST_CASE("a button chosen in the palette is pressed in its workspace") {
  NullWindow window({});
  window.open_model();
  window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
  window.frames(3);
  window.run_command("train run save checkpoint now");
  window.frames(6);
  CHECK(window.ui().view().workspace == core::Workspace::kTrain);
  CHECK(sent<core::SaveCheckpoint>(window) == 1);
  window.frames(20);
  CHECK(sent<core::SaveCheckpoint>(window) == 1);
}

TEST_CASE("a button that cannot act now says why in the palette and is not pressed") {
  NullWindow window({});
  window.open_model();
  window.frames(3);
  window.run_command("train run save checkpoint now");
  window.frames(6);
  CHECK(window.text.holds("no training is running"));
  CHECK(sent<core::SaveCheckpoint>(window) == 0);
}

TEST_CASE("a button in a tab that lies behind another is brought up and pressed") {
  const TemporaryFolder home;
  const ScopedVariable variable("HOME", home.path().c_str());
  NullWindow window({});
  window.open_model();
  window.frames(3);
  for (const ImGuiKey key : {ImGuiKey_P, ImGuiKey_R, ImGuiKey_P}) window.press(key);
  REQUIRE(window.ui().document().path.pins.size() == 2);
  ImGui::SetWindowFocus("Log###shell.log.0");
  window.frames(4);
  REQUIRE(window.read("explore.path").empty());
  window.run_command("the walk as gif");
  window.frames(6);
  CHECK_FALSE(window.read("explore.path").empty());
  CHECK(test::asked_for<core::ExportRequest>(window.commands).size() == 1);
}

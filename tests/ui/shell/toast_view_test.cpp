// Where toasts lie, and what their links do.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <chrono>
#include <fstream>
#include <string_view>
#include <utility>

#include "tests/core/temporary_folder.h"
#include "tests/support/task_done.h"
#include "tests/ui/busy_window.h"
#include "tests/ui/drawn_shapes.h"
#include "ui/frame/workspace_names.h"
#include "ui/look/theme.h"

using ui_test::NullWindow;

namespace {

const ImGuiWindow* toast_window() {
  const ImGuiWindow* found = nullptr;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->Active && std::string_view(window->Name).starts_with("##toast")) {
      REQUIRE_FALSE(found);
      found = window;
    }
  return found;
}

/// "Open folder" of a file in `folder` is clicked; the toast and the log then say that nothing opened it.
void check_not_opened(const std::filesystem::path& folder, const char* reason) {
  NullWindow window({});
  window.open_model();
  window.ui().notify(ui::ToastKind::kDone, "Saved", "a.png", folder / "a.png");
  window.frames(3);
  window.click("Open folder");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!window.text.holds("The folder was not shown") && std::chrono::steady_clock::now() < deadline)
    window.frame();
  window.frames(2);
  const std::vector<ui::Toast> toasts = window.ui().toasts();
  REQUIRE_FALSE(toasts.empty());
  CHECK(toasts.back().kind == ui::ToastKind::kError);
  CHECK(toasts.back().line.find(reason) != std::string::npos);
  CHECK(toasts.back().line.find(folder.string()) != std::string::npos);
  CHECK(window.kept_log.back().text.find(folder.string()) != std::string::npos);
  window.click("Copy path");
  CHECK(std::string(ImGui::GetClipboardText()) == folder.string());
}

}  // namespace

TEST_CASE("a toast lies in the status bar over nothing else, in every workspace at every size") {
  std::string essay = "the file is not a model of this program: ";
  for (int i = 0; i < 40; ++i) essay += "and so on, ";
  for (const auto& [size, scale] : {std::pair(ImVec2(800, 500), 1.0f), std::pair(ImVec2(1280, 800), 1.0f),
                                    std::pair(ImVec2(1280, 800), 2.0f), std::pair(ImVec2(3840, 2160), 2.0f)})
    for (int i = 0; i < ui::kWorkspaceCount; ++i) {
      CAPTURE(size.x);
      CAPTURE(i);
      NullWindow window({.size = size, .scale = scale, .workspace = static_cast<core::Workspace>(i)});
      window.open_model();
      ui_test::fill(window);
      window.frame();  // which tells of a saved file
      window.frame({core::Failed{"The model was not opened", essay, "details"}});
      window.frames(3);
      const ImGuiWindow* toast = toast_window();
      REQUIRE(toast);
      const ImRect rect = toast->Rect();
      const ImGuiWindow* bar = ImGui::FindWindowByName("##status");
      REQUIRE(bar);
      CHECK(bar->Rect().Contains(rect));
      CHECK(rect.GetHeight() == bar->Size.y);
      CHECK(window.text.holds("The mod"));
      for (const ui_test::Shape& letter : ui_test::drawn_letters())
        if (letter.window == bar) CHECK_FALSE(letter.rect.Overlaps(rect));
      for (const ImGuiWindow* panel : ImGui::GetCurrentContext()->Windows)
        if (panel->Active && panel->DockIsActive) CHECK_FALSE(panel->Rect().Overlaps(rect));
    }
}

TEST_CASE("toasts wait behind the newest, and an error that was left behind is counted beside the log") {
  NullWindow window({});
  window.open_model();
  window.ui().notify(ui::ToastKind::kDone, "First", "a");
  window.ui().notify(ui::ToastKind::kError, "Second", "b");
  window.frames(3);
  CHECK(window.text.holds("Second"));
  CHECK_FALSE(window.text.holds("First"));
  CHECK(window.text.holds("+1"));
}

TEST_CASE("Open folder says so where there is no xdg-open") {
  const TemporaryFolder folder;
  const ScopedVariable path("PATH", folder.path().c_str());
  check_not_opened(folder.path(), "xdg-open, which shows folders, is not installed here");
}

TEST_CASE("Open folder says so where xdg-open finds no program for folders") {
  const TemporaryFolder folder;
  const std::filesystem::path program = folder / "xdg-open";
  std::ofstream(program) << "#!/bin/sh\nexit 3\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const ScopedVariable path("PATH", folder.path().c_str());
  check_not_opened(folder.path(), "xdg-open found no program that shows folders");
}

TEST_CASE("lines of the log say where a file lies") {
  NullWindow window({});
  core::ModelInfo info = ui_test::foreign_info();
  window.open_model(info);
  window.frame({test::task_done(core::ExportRequest{}, {"/out/walk-001.mp4", 512, 512, 30}),
                test::task_done(core::ConvertRequest{}, {"/out/a.pth", "PyTorch .pth", "the generator"}),
                core::TrainingEnded{400, "/runs/a/model.safetensors"}});
  window.frame();
  const auto logged = [&](const char* words) {
    for (const ui::LogLine& line : window.kept_log)
      if (line.text.find(words) != std::string::npos) return true;
    return false;
  };
  for (const char* path :
       {"/models/netG.pth", "/out/walk-001.mp4", "/out/a.pth", "/runs/a/model.safetensors"}) {
    CAPTURE(path);
    CHECK(logged(path));
  }
}

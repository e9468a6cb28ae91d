#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "app/gui_app.h"
#include "tests/support/mock_engine.h"
#include "tests/ui/window/drawn_text.h"

struct GLFWwindow;
struct ImGuiTestContext;
struct ImGuiTestEngine;

namespace test {

class Hands;

struct StageOptions {
  int width = 1280, height = 800;
  std::string model = "rooms";
  std::optional<core::Workspace> workspace = {};
  std::optional<float> scale = {};
  bool pseudo_locale = false;
  bool anew = true;                           // false: with the settings and the layout of the stage before
  std::shared_ptr<core::Engine> engine = {};  // null = a mock engine
  std::stop_token stop = {};                  // Ctrl-C
};

/// The program's own window, with Dear ImGui Test Engine at its mouse and keyboard. Main thread.
class Stage {
 public:
  explicit Stage(StageOptions options = {});
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Calls `act` while the window's loop turns. Whatever it throws, a failed REQUIRE included, ends it: the
  /// test case has failed then and a screenshot of that moment lies in ui-failures/ of the build folder.
  void play(const std::function<void(Hands&)>& act);

  app::GuiApp& app() { return *app_; }

  MockControls& controls() { return *mock_->controls; }

  MockEngine& mock() { return *mock_; }

  DrawnText& text() { return text_; }

  GLFWwindow* glfw() { return glfw_; }

  /// The window was asked to quit; it stays open all the same.
  bool quit() const { return quit_; }

  bool hidden() const;

 private:
  struct Performance;
  void turn();

  DrawnText text_;
  std::shared_ptr<MockEngine> mock_;
  ImGuiTestEngine* engine_ = nullptr;
  std::unique_ptr<app::GuiApp> app_;
  GLFWwindow* glfw_ = nullptr;
  bool quit_ = false;
};

}  // namespace test

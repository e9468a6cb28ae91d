#include "tests/ui/window/stage.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <imgui_internal.h>
#include <imgui_te_context.h>
#include <imgui_te_engine.h>

#include <algorithm>
#include <cctype>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "core/image/png.h"
#include "tests/ui/window/hands.h"

namespace test {
namespace {

constexpr float kLongestTest = 3600;  // seconds of the Test Engine, whose frames last a 60th

app::GuiOptions gui_options(const StageOptions& options) {
  app::GuiOptions gui;
  gui.model = options.model;
  gui.width = options.width;
  gui.height = options.height;
  gui.workspace = options.workspace;
  gui.scale = options.scale;
  gui.pseudo_locale = options.pseudo_locale;
  gui.stop = options.stop;
  return gui;
}

ImGuiTestEngine* start_test_engine() {
  ImGuiTestEngine* engine = ImGuiTestEngine_CreateContext();
  ImGuiTestEngineIO& io = ImGuiTestEngine_GetIO(engine);
  io.ConfigRunSpeed = ImGuiTestRunSpeed_Fast;
  io.ConfigNoThrottle = true;
  io.ConfigSavedSettings = false;
  io.ConfigFixedDeltaTime = 1.0f / 60;  // double clicks on a busy machine too
  io.ConfigMouseDrawCursor = false;
  io.ConfigWatchdogWarning = io.ConfigWatchdogKillTest = kLongestTest;
  ImGuiTestEngine_Start(engine, ImGui::GetCurrentContext());
  return engine;
}

/// "a bin fills by drag" -> <build>/ui-failures/a-bin-fills-by-drag.png
std::filesystem::path failure_file() {
  std::string name = doctest::getContextOptions()->currentTest->m_name;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return std::isalnum(c) ? c : '-'; });
  return std::filesystem::path(GANSCOPE_BINARY_DIR) / "ui-failures" / (name + ".png");
}

/// What the Test Engine itself found wrong, an item that is not there for instance.
std::string complaints(ImGuiTestContext* context) {
  ImGuiTextBuffer text;
  context->TestOutput->Log.ExtractLinesForVerboseLevels(ImGuiTestVerboseLevel_Error,
                                                        ImGuiTestVerboseLevel_Error, &text);
  return text.empty() ? "the Test Engine gave up" : text.c_str();
}

}  // namespace

struct Stage::Performance {
  Stage& stage;
  const std::function<void(Hands&)>& act;
  std::string failure;  // that doctest does not know of yet

  void run(ImGuiTestContext* context) {
    Hands hands(stage, context);
    bool failed = false;
    try {
      act(hands);
    } catch (const std::exception& error) {
      failure = error.what();
    } catch (...) {
      failed = true;  // a REQUIRE, which doctest has counted
    }
    if (context->IsError()) failure += "\n" + complaints(context);
    if (failed || !failure.empty()) save_screenshot(context);
  }

  void save_screenshot(ImGuiTestContext* context) const {
    stage.app().window().capture_next_frame();
    context->Yield(2);
    const auto pixels = stage.app().window().take_capture();
    if (!pixels) return;
    const std::filesystem::path file = failure_file();
    core::make_folder(file.parent_path());
    core::write_file_atomically(file, core::encode_png(*pixels));
    MESSAGE("what it looked like: " << file.string());
  }
};

Stage::Stage(StageOptions options) : mock_(std::make_shared<MockEngine>()) {
  std::error_code none;
  if (options.anew) std::filesystem::remove_all(core::config_folder(), none);
  const std::shared_ptr<core::Engine> engine = options.engine ? options.engine : mock_;
  app_ = std::make_unique<app::GuiApp>(engine, gui_options(options));
  glfw_ = glfwGetCurrentContext();
  engine_ = start_test_engine();
}

Stage::~Stage() {
  controls().release();  // a held mock must not hold the end of the session
  ImGuiTestEngine_Stop(engine_);
  app_.reset();
  ImGuiTestEngine_DestroyContext(engine_);
}

bool Stage::hidden() const {
  return glfwGetWindowAttrib(glfw_, GLFW_VISIBLE) == GLFW_FALSE;
}

void Stage::turn() {
  if (!app_->turn(0)) quit_ = true;
  // A hidden window draws no frames, but the hands live in them.
  if (hidden()) {
    ImGui::NewFrame();
    ImGui::EndFrame();
  }
  ImGuiTestEngine_PostSwap(engine_);
}

void Stage::play(const std::function<void(Hands&)>& act) {
  Performance performance{*this, act, {}};
  ImGuiTest* test = IM_REGISTER_TEST(engine_, "window", "play");
  test->UserData = &performance;
  test->TestFunc = [](ImGuiTestContext* context) {
    static_cast<Performance*>(context->Test->UserData)->run(context);
  };
  ImGuiTestEngine_QueueTest(engine_, test);
  while (!ImGuiTestEngine_IsTestQueueEmpty(engine_)) turn();
  ImGuiTestEngine_UnregisterTest(engine_, test);
  if (!performance.failure.empty()) FAIL_CHECK(performance.failure);
}

}  // namespace test

#include "ui/ui.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <filesystem>
#include <fstream>

#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

template <typename Kind>
int count(const std::vector<core::Command>& commands) {
  int found = 0;
  for (const core::Command& command : commands) found += std::holds_alternative<Kind>(command);
  return found;
}

}  // namespace

TEST_CASE("a render request is made only when its content changed, and its stamp grows") {
  NullWindow window({});
  window.open_model();
  window.frames(3);
  const std::size_t before = window.requests.size();
  REQUIRE(before > 0);
  window.frames(5);
  CHECK(window.requests.size() == before);
  window.ui().document_for_tests().explore.current.z[0] += 1;
  window.frames(2);
  REQUIRE(window.requests.size() == before + 1);
  CHECK(window.requests[before].stamp > window.requests[before - 1].stamp);
  CHECK(window.ui().view().stamp == window.requests[before].stamp);
}

TEST_CASE("a document fits a net in training that takes the shown model's place with another z") {
  NullWindow window({});
  window.open_model(16);
  window.frames(2);
  CHECK(window.ui().document().explore.current.z.size() == 16);
  window.snapshot.model = ui_test::fake_model(24);
  ++window.snapshot.model_version;
  window.frame();
  CHECK(window.ui().document().explore.current.z.size() == 24);
  CHECK(window.errors.empty());
}

TEST_CASE("the BatchNorm switch follows a net in training, a choice stays") {
  using Mode = core::BatchNormMode;
  NullWindow window({});
  core::ModelInfo info = ui_test::fake_info(16);
  info.modes = {Mode::kPopulation, Mode::kBatch};
  window.open_model(info);
  window.frame();
  info.modes = {Mode::kRunning, Mode::kPopulation, Mode::kBatch};
  window.snapshot.model = ui_test::fake_model(info);
  window.frame();
  CHECK(window.ui().document().explore.mode == Mode::kRunning);
  window.ui().document_for_tests().explore.mode = Mode::kBatch;
  window.snapshot.model = ui_test::fake_model(info);
  window.frame();
  CHECK(window.ui().document().explore.mode == Mode::kBatch);
}

TEST_CASE("what is dropped is opened by its kind, and anything else is refused with a reason") {
  NullWindow window({});
  window.open_model();
  const auto folder = std::filesystem::temp_directory_path() / "ganscope-ui-drop";
  std::filesystem::create_directories(folder);
  window.ui().files_dropped({"/x/other.safetensors", "/x/face.PNG", folder});
  window.frames(2);
  CHECK(count<core::LoadModel>(window.commands) == 1);
  CHECK(test::asked_for<core::OpenImageRequest>(window.commands).size() == 1);
  CHECK(test::asked_for<core::LookAtDataRequest>(window.commands).size() == 1);
  CHECK(window.ui().document().train.options.data == folder.string());
  CHECK(window.ui().document().evaluate.data == folder.string());
  const std::size_t before = window.commands.size();
  window.ui().files_dropped({"/x/thesis.docx"});
  window.frames(2);
  CHECK(window.commands.size() == before);
  CHECK(ImGui::FindWindowByName("##toast1") != nullptr);
  std::filesystem::remove(folder);
}

TEST_CASE("two models of one drop are one command, so that a discriminator may come first") {
  NullWindow window({});
  window.ui().files_dropped({"/x/netD.pth", "/x/face.png", "/x/netG.pth"});
  window.frames(2);
  std::vector<core::LoadModel> sent;
  for (const core::Command& command : window.commands)
    if (const auto* load = std::get_if<core::LoadModel>(&command)) sent.push_back(*load);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().name_or_file == "/x/netD.pth");
  CHECK(sent.front().second == "/x/netG.pth");
  window.ui().files_dropped({"/x/a.pth", "/x/b.pth", "/x/c.pth"});
  window.frames(2);
  CHECK(count<core::LoadModel>(window.commands) == 4);
}

TEST_CASE("undo and redo by key move through whole documents") {
  NullWindow window({});
  window.open_model();
  window.frames(2);
  const core::Document before = window.ui().document();
  window.press(ImGuiKey_P);
  window.frames(1);
  const core::Document pinned = window.ui().document();
  REQUIRE(pinned.path.pins.size() == before.path.pins.size() + 1);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.ui().document() == before);
  window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
  CHECK(window.ui().document() == pinned);
}

TEST_CASE("quitting while a training runs asks first, and at once otherwise") {
  NullWindow window({});
  window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
  window.frames(2);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Q);
  window.frames(2);
  CHECK_FALSE(window.ui().take_window_requests().quit);
  CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
  window.press(ImGuiKey_Escape);
  window.frames(2);
  CHECK_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
  window.snapshot.train = ui_test::fake_training(core::Phase::kIdle);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Q);
  CHECK(window.ui().take_window_requests().quit);
}

TEST_CASE("every dialog of the shell opens and Esc closes it without quitting") {
  for (const char* name : {"Settings", "About", "Shortcuts", "Model card"}) {
    CAPTURE(name);
    NullWindow window({});
    window.open_model();
    window.frames(3);
    window.run_command(name);
    CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
    window.press(ImGuiKey_Escape);
    window.frames(2);
    CHECK_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
    CHECK_FALSE(window.ui().take_window_requests().quit);
    CHECK(window.errors.empty());
  }
}

TEST_CASE("an idle window asks for no frames, a playing one for sixty a second") {
  NullWindow window({});
  window.open_model();
  window.frames(5);
  CHECK(window.ui().seconds_until_next_frame() > 5);
  window.press(ImGuiKey_P);
  window.press(ImGuiKey_R);
  window.press(ImGuiKey_P);
  window.press(ImGuiKey_Space);
  REQUIRE(window.ui().view().play.playing);
  CHECK(window.ui().seconds_until_next_frame() <= 1.0 / 30);
}

TEST_CASE("a failure becomes a toast that stays") {
  NullWindow window({});
  window.frame({core::Failed{"The model was not opened", "/x/y: no such file", "details"}});
  window.frames(30);
  const ImGuiWindow* toast = ImGui::FindWindowByName("##toast1");
  REQUIRE(toast);
  CHECK(toast->Active);
}

TEST_CASE("an error's toast names the log file, which gets the whole text; another toast does not") {
  NullWindow::Options options;
  options.log_file = "/home/ada/state/ganscope.log";
  NullWindow window(options);
  window.ui().notify(ui::ToastKind::kDone, "Written", "a.png");
  window.frames(3);
  CHECK_FALSE(window.text.holds("ganscope.log"));
  window.frame({core::Failed{"The model was not opened", "/x/y: no such file", "line 1\nline 2"}});
  window.frames(3);
  CHECK(window.text.holds("More in ganscope.log"));
  REQUIRE(window.kept_log.size() == 2);
  CHECK(window.kept_log[1].kind == ui::LogKind::kError);
  CHECK(window.kept_log[1].text == "The model was not opened: /x/y: no such file");
  CHECK(window.kept_log[1].details == "line 1\nline 2");
}

TEST_CASE("an error's toast names no log file where none can be written") {
  NullWindow window({});
  window.frame({core::Failed{"The model was not opened", "/x/y: no such file", "details"}});
  window.frames(3);
  CHECK(window.text.holds("The model was not opened"));
  CHECK_FALSE(window.text.holds("More in"));
}

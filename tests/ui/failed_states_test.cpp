#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/core/temporary_folder.h"
#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

template <class Request>
core::Failed failed(Request request, const char* message) {
  const auto asked = std::make_shared<const core::RunTask>(core::RunTask{std::move(request)});
  return {"The data could not be read", message, {}, asked};
}

std::shared_ptr<const core::TrainSnapshot> failed_training(const std::string& data) {
  auto train = std::make_shared<core::TrainSnapshot>();
  train->phase = core::Phase::kFailed;
  train->options.data = data;
  train->message = "there are no images";
  return train;
}

int starts(const NullWindow& window) {
  int found = 0;
  for (const core::Command& command : window.commands)
    found += std::holds_alternative<core::StartTraining>(command);
  return found;
}

}  // namespace

TEST_CASE("an empty folder that is dropped is one red toast, and Start says why until the data is another") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "empty");
  std::filesystem::create_directory(folder / "full");
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  window.ui().files_dropped({folder / "empty"});
  window.frames(2);
  const auto asked = test::asked_for<core::LookAtDataRequest>(window.commands);
  REQUIRE(asked.size() == 1);
  CHECK_FALSE(window.text.holds("Data for Train and Evaluate"));
  window.frame({failed(asked[0], "there are no images in the folder")});
  window.frames(3);
  CHECK_FALSE(window.text.holds("Data for Train and Evaluate"));
  CHECK(window.text.holds("there are no images in the folder"));
  CHECK(window.text.holds("these images cannot be used"));
  window.press(ImGuiKey_F5);
  CHECK(starts(window) == 0);

  window.ui().files_dropped({folder / "full"});
  window.frames(2);
  CHECK_FALSE(window.text.holds("these images cannot be used"));
  window.press(ImGuiKey_F5);
  CHECK(starts(window) == 1);
}

TEST_CASE("a folder that got its images meanwhile is looked at again") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  const TemporaryFolder folder;
  window.ui().files_dropped({folder.path()});
  window.frames(2);
  const auto asked = test::asked_for<core::LookAtDataRequest>(window.commands);
  window.frame({failed(asked.at(0), "there are no images in the folder")});
  window.frames(3);
  window.click_in("train.data", "Look again");
  window.frame();
  REQUIRE(test::asked_for<core::LookAtDataRequest>(window.commands).size() == 2);
  window.frame({test::task_done(asked.at(0), core::DataImages{})});
  window.frames(2);
  CHECK_FALSE(window.text.holds("these images cannot be used"));
  CHECK(window.text.holds("Data for Train and Evaluate"));
}

TEST_CASE("the error of a failed start stands in Train, and only until something is set otherwise") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  window.ui().document_for_tests().train.options.data = "rooms";
  window.snapshot.train = failed_training("rooms");
  window.frames(3);
  CHECK(window.text.holds("there are no images"));
  CHECK(window.text.holds("Failed"));
  window.press(ImGuiMod_Ctrl | ImGuiKey_1);
  window.frames(3);
  CHECK_FALSE(window.text.holds("Failed"));
  CHECK(window.text.holds("Idle"));
  window.press(ImGuiMod_Ctrl | ImGuiKey_5);
  window.frames(3);
  CHECK(window.text.holds("Failed"));
  window.ui().document_for_tests().train.options.data = "portraits";
  window.frames(3);
  CHECK_FALSE(window.text.holds("Failed"));
  CHECK_FALSE(window.text.holds("there are no images"));
}

TEST_CASE("the error of a fit stands beside the boxes it was asked for, not beside others") {
  NullWindow window({.workspace = core::Workspace::kForget});
  window.open_model();
  core::ForgetDocument& forget = window.ui().document_for_tests().forget;
  forget.boxes = {{1000, {{"window", 1, 1, 4, 4}}}};
  window.frame({failed(forget.fit_request(), "too few boxes")});
  window.frames(2);
  const auto says = [&] {
    for (const test::DrawnString& drawn : window.read("forget.fit"))
      if (drawn.text.find("too few boxes") != std::string::npos) return true;
    return false;
  };
  CHECK(says());
  forget.boxes[1001] = {{"window", 1, 1, 4, 4}};
  window.frames(2);
  CHECK_FALSE(says());
}

TEST_CASE("the model box says live of a copy of the net in training and of nothing else") {
  NullWindow window({});
  window.open_model();
  window.snapshot.following_live = true;  // a start waits for its first copy
  window.frames(2);
  CHECK_FALSE(window.text.holds("rooms 16 · live"));
  window.snapshot.live = true;
  window.frames(2);
  CHECK(window.text.holds("rooms 16 · live"));
}

TEST_CASE("Ctrl+Z in a text field undoes the typing and leaves the work alone") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  window.press(ImGuiMod_Ctrl | ImGuiKey_1);
  window.press(ImGuiKey_P);
  window.press(ImGuiMod_Ctrl | ImGuiKey_5);
  window.frames(3);
  const core::Document pinned = window.ui().document();
  REQUIRE(window.ui().history().can_undo());
  const std::vector<test::DrawnString> drawn = window.read("train.run");
  const auto label = std::ranges::find(drawn, "Folder", &test::DrawnString::text);
  REQUIRE(label != drawn.end());
  window.click({label->at.x + 90, label->middle().y});  // its field
  for (const char letter : std::string("abc"))
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
  window.frames(3);
  REQUIRE(ImGui::GetIO().WantTextInput);
  const std::size_t position = window.ui().history().position();
  window.press(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
  window.frames(2);
  CHECK(window.ui().history().position() == position);
  CHECK(window.ui().document().path == pinned.path);
  window.press(ImGuiKey_Escape);
  window.frames(2);
  REQUIRE_FALSE(ImGui::GetIO().WantTextInput);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.ui().history().position() == position - 1);
}

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

/// The folder that the program works in, until the end of the scope.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }

  ~WorkingFolder() { std::filesystem::current_path(before_); }

  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
};

void open_and_close_dialog(Hands& hands) {
  hands.key(ImGuiMod_Ctrl | ImGuiKey_O);
  hands.until_reads("Cancel");
  hands.key(ImGuiKey_Escape);
  hands.frames(3);
}

void train(Stage& stage, Hands& hands, std::int64_t to_step) {
  stage.controls().step.allow(static_cast<int>(to_step - hands.snapshot().train->latest.step));
  hands.until("the steps", [&] { return hands.snapshot().train->latest.step >= to_step; });
  REQUIRE(hands.snapshot().train->phase == core::Phase::kTraining);
}

}  // namespace

TEST_CASE("what once ended the window leaves it alive, and a running training never notices") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "loops");
  std::filesystem::create_symlink("b", folder / "loops/a");
  std::filesystem::create_symlink("a", folder / "loops/b");
  std::filesystem::create_directory(folder / "deleted");
  Stage stage;
  stage.play([&](Hands& hands) {
    stage.controls().step.close();
    hands.until_drawn();
    hands.go_to(core::Workspace::kTrain);
    hands.click("train.data", "##data");
    hands.choose("rooms");
    hands.click("train.run", "Start");
    hands.until("training", [&] { return hands.snapshot().train->phase == core::Phase::kTraining; });
    train(stage, hands, 3);
    {
      const WorkingFolder here(folder / "loops");
      open_and_close_dialog(hands);
    }
    train(stage, hands, 6);
    {
      const WorkingFolder here(folder / "deleted");
      std::filesystem::remove(folder / "deleted");
      open_and_close_dialog(hands);
    }
    train(stage, hands, 9);
    {
      const ScopedVariable nowhere("HOME", nullptr);
      hands.key(ImGuiKey_F12);
      hands.until_reads("there is no home folder");
      for (int i = 0; i < 6; ++i) {
        hands.go_to(static_cast<core::Workspace>(i));
        hands.frames(3);
      }
    }
    train(stage, hands, 12);
    REQUIRE_FALSE(hands.reads("This panel was closed"));
  });
}

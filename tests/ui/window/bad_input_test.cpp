#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "core/engine/torch_engine.h"
#include "tests/core/small_disk.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

/// The real engine: what it says about a file is what a person reads.
test::StageOptions real() {
  return {.model = "rooms", .engine = engine::make_engine({.device = "cpu"})};
}

void require_alive(Hands& hands) {
  hands.go_to(core::Workspace::kExplore);
  hands.until_drawn();
  const core::Image before = hands.picture(core::Surface::kCanvas);
  const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
  hands.drag(middle, {middle.x + 90, middle.y - 40});
  hands.until_drawn();
  REQUIRE(hands.picture(core::Surface::kCanvas) != before);
}

/// The picture and the window, where they cannot be written: two toasts that name file or folder and what to
/// try.
void export_in_vain(Hands& hands, const std::string& place, const std::string& remedy) {
  hands.until_drawn();
  hands.key(ImGuiMod_Ctrl | ImGuiKey_E);
  hands.until("the refusal", [&] { return hands.reads(place) && hands.reads(remedy); });
  hands.key(ImGuiKey_F12);
  hands.until_reads("The screenshot was not written");
  REQUIRE_FALSE(hands.reads("Saved"));
  REQUIRE_FALSE(hands.reads("/."));  // no temporary name
  require_alive(hands);
}

}  // namespace

TEST_CASE("a dropped image that cannot be read is told; the picture before it and the window stay") {
  const TemporaryFolder folder;
  std::ofstream(folder / "torn.png") << "\x89PNG\r\n\x1a\n and nothing behind it";
  Stage stage(real());
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.drop({folder / "torn.png"});
    hands.until("the refusal", [&] { return hands.reads((folder / "torn.png").string()); });
    REQUIRE(hands.view().dropped_image.empty());
    REQUIRE(hands.document().discriminator.source != core::InspectSource::kDropped);
    require_alive(hands);
  });
}

TEST_CASE("a dropped folder without images is told and the window stays") {
  const TemporaryFolder folder;
  std::ofstream(folder / "notes.txt") << "no image";
  Stage stage(real());
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const core::Image picture = hands.picture(core::Surface::kCanvas);
    hands.drop({folder.path()});
    hands.until("the refusal", [&] { return hands.reads("no images: " + folder.path().string()); });
    const std::vector<test::ToastText> toasts = hands.toasts();
    REQUIRE(std::count_if(toasts.begin(), toasts.end(), [](const test::ToastText& one) {
              return one.line.find("no images: ") != std::string::npos;
            }) == 1);
    REQUIRE(hands.view().data_images.empty());
    REQUIRE(hands.picture(core::Surface::kCanvas) == picture);
    require_alive(hands);
  });
}

TEST_CASE("exports into a folder that cannot be made are told and leave what is in its place") {
  const TemporaryFolder home;
  const ScopedVariable here("HOME", home.path().c_str());
  std::ofstream(home / "ganscope") << "a file";
  Stage stage(real());
  stage.play([&](Hands& hands) { export_in_vain(hands, (home / "ganscope").string(), "("); });
  CHECK(home.names() == std::vector<std::string>{"ganscope"});
  CHECK(std::filesystem::file_size(home / "ganscope") == 6);
}

TEST_CASE("exports into a folder nobody may write to are told") {
  const TemporaryFolder home;
  const ScopedVariable here("HOME", home.path().c_str());
  std::filesystem::create_directory_symlink("/sys/kernel", home / "ganscope");  // root neither
  Stage stage(real());
  stage.play([&](Hands& hands) {
    export_in_vain(hands, (home / "ganscope").string(), "choose a folder you may write to");
  });
}

TEST_CASE("exports onto a full disk are told and leave no half of a file") {
  const TemporaryFolder home;
  const ScopedVariable here("HOME", home.path().c_str());
  const SmallDisk disk(home / "ganscope", 4096);
  Stage stage(real());
  stage.play(
      [&](Hands& hands) { export_in_vain(hands, (home / "ganscope").string(), "choose another folder"); });
  CHECK(disk.is_empty());
}

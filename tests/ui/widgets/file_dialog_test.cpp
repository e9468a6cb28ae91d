#include "ui/widgets/file_dialog.h"

#include <doctest/doctest.h>
#include <imgui.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <utility>

#include "tests/core/temporary_folder.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

constexpr ImGuiKeyChord kOpen = ImGuiMod_Ctrl | ImGuiKey_O;

void put(const std::filesystem::path& file) {
  std::ofstream(file) << "x";
}

/// The folder that the program works in, until the end of the scope.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }

  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
};

const core::LoadModel* opened(const NullWindow& window) {
  for (const core::Command& command : window.commands)
    if (const auto* load = std::get_if<core::LoadModel>(&command)) return load;
  return nullptr;
}

}  // namespace

TEST_CASE("a folder with links that lead round or nowhere is listed without them") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("loop.pth", folder / "loop.pth");
  std::filesystem::create_symlink("b", folder / "a");
  std::filesystem::create_symlink("a", folder / "b");
  std::filesystem::create_symlink("nowhere", folder / "gone");
  std::filesystem::create_directory(folder / "models");
  std::filesystem::create_directory_symlink("models", folder / "linked");
  put(folder / "net.pth");
  const ui::FolderListing listing = ui::list_folder(folder.path(), ui::DialogKind::kModel);
  std::vector<std::string> names;
  for (const ui::FolderEntry& entry : listing.entries) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"linked", "models", "loop.pth", "net.pth"});
  CHECK(listing.other_kinds == 3);
  CHECK(listing.problem.empty());
}

TEST_CASE("Ctrl+O in a folder with a loop of links opens a dialog") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("b", folder / "a");
  std::filesystem::create_symlink("a", folder / "b");
  put(folder / "net.pth");
  const WorkingFolder here(folder.path());
  NullWindow window({});
  window.press(kOpen);
  window.frames(3);
  CHECK(window.text.holds("net.pth"));
  CHECK_FALSE(window.text.holds("Something failed"));
  CHECK(window.errors.empty());
}

TEST_CASE("Ctrl+O after the folder the program was started in was deleted begins at home") {
  const TemporaryFolder home;
  put(home / "at-home.pth");
  const ScopedVariable variable("HOME", home.path().c_str());
  std::filesystem::create_directory(home / "start");
  const WorkingFolder here(home / "start");
  std::filesystem::remove(home / "start");
  NullWindow window({});
  window.press(kOpen);
  window.frames(3);
  CHECK(window.text.holds("at-home.pth"));
  CHECK_FALSE(window.text.holds("Something failed"));
  CHECK(window.errors.empty());
}

TEST_CASE("of thousands of entries every one can be reached, few are drawn, and the folder is read once") {
  constexpr int kFiles = 5749;
  std::optional<TemporaryFolder> folder(std::in_place);
  for (int i = 0; i < kFiles; ++i) put(*folder / ("net-" + std::to_string(10000 + i) + ".pth"));
  put(*folder / "notes.txt");
  put(*folder / ".hidden.pth");
  CHECK(ui::list_folder(folder->path(), ui::DialogKind::kModel).entries.size() == kFiles);
  NullWindow window({});
  {
    const WorkingFolder here(folder->path());
    window.press(kOpen);
    window.frames(2);
  }
  folder.reset();  // what was read stays
  window.frames(3);
  CHECK(window.text.holds("net-10000.pth"));
  CHECK(window.text.strings().size() < 600);
  CHECK(window.text.holds("Not shown: 1 of other kinds, 1 hidden"));
}

TEST_CASE(
    "the dialog offers home, the exports and the folders of the last models, as far as they are there") {
  const TemporaryFolder home;
  for (const char* name : {"exports", "nets", "others"}) std::filesystem::create_directory(home / name);
  const ScopedVariable variable("HOME", home.path().c_str());
  ui::Settings settings;
  settings.export_folder = home / "exports";
  for (const char* model : {"nets/a.pth", "nets/b.pth", "gone/c.pth", "others/d.pth"})
    settings.recent_models.push_back((home / model).string());
  settings.recent_models.push_back("rooms");
  std::vector<std::filesystem::path> folders;
  for (const ui::DialogPlace& place : ui::dialog_places(settings)) folders.push_back(place.folder);
  CHECK(folders ==
        std::vector<std::filesystem::path>{home.path(), home / "exports", home / "nets", home / "others"});
}

TEST_CASE("a click on Home goes there and a double click opens a file") {
  const TemporaryFolder home;
  std::filesystem::create_directory(home / "start");
  put(home / "net.pth");
  const ScopedVariable variable("HOME", home.path().c_str());
  const WorkingFolder here(home / "start");
  NullWindow window({});
  window.press(kOpen);
  window.frames(3);
  CHECK_FALSE(window.text.holds("net.pth"));
  window.click("Home");
  window.frames(2);
  REQUIRE(window.text.holds("net.pth"));
  window.click("net.pth");
  window.frame();
  window.click("net.pth");
  window.frames(2);
  REQUIRE(opened(window));
  CHECK(opened(window)->name_or_file == (home / "net.pth").string());
}

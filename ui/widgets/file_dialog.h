#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/frame/outbox.h"
#include "ui/frame/view_state.h"
#include "ui/look/theme.h"
#include "ui/widgets/folder_listing.h"

namespace ui {

/// A folder that the browser offers besides those one walks to.
struct DialogPlace {
  std::string label;  // through tr(), or the folder's name
  std::filesystem::path folder;
};

/// Asks for a file or folder without stopping the window: the desktop's own dialog in its own process where
/// there is one, else a browser of our own. UI thread.
class FileDialog {
 public:
  using Kind = DialogKind;

  struct Choice {
    Kind kind;
    std::filesystem::path path;
  };

  FileDialog();
  ~FileDialog();
  FileDialog(const FileDialog&) = delete;
  FileDialog& operator=(const FileDialog&) = delete;

  /// False: our own browser even if the desktop has one (tests).
  void prefer_native(bool native) { prefer_native_ = native; }

  void open(Kind kind, const std::filesystem::path& start);
  void close();
  bool is_open() const;
  /// Once a frame: draws the browser and returns what was chosen, once. The settings say which folders are
  /// offered.
  std::optional<Choice> update(const Theme& theme, const Settings& settings);

 private:
  struct Native;
  void open_native(Kind kind, const std::filesystem::path& start);
  std::optional<Choice> update_browser(const Theme& theme, const Settings& settings);
  void read_folder(const std::filesystem::path& folder);
  void type(std::string text);
  std::optional<std::filesystem::path> places(const Theme& theme) const;
  std::optional<std::filesystem::path> list(const Theme& theme);
  bool enters(const std::filesystem::path& path) const;
  const char* cannot_open() const;

  std::unique_ptr<Native> native_;
  bool prefer_native_ = true, browsing_ = false;
  Kind kind_ = Kind::kModel;
  std::filesystem::path folder_;
  std::string typed_;
  bool typed_exists_ = false, typed_is_entered_ = false;  // looked at when it changed
  std::vector<DialogPlace> places_;
  FolderListing listing_;
  int chosen_ = -1;
};

/// Home, the export folder and those of models opened lately; of them those that are there.
std::vector<DialogPlace> dialog_places(const Settings& settings);

}  // namespace ui

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/frame/outbox.h"
#include "ui/look/theme.h"

namespace ui {

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

  /// `native` false: our own browser even if the desktop has one (tests).
  void open(Kind kind, const std::filesystem::path& start, bool native = true);
  bool is_open() const;
  /// Once a frame: draws the browser and returns what was chosen, once.
  std::optional<Choice> update(const Theme& theme);

 private:
  struct Native;
  std::optional<Choice> update_browser(const Theme& theme);
  void read_folder(const std::filesystem::path& folder);
  std::optional<std::filesystem::path> list(const Theme& theme);

  std::unique_ptr<Native> native_;
  bool browsing_ = false;
  Kind kind_ = Kind::kModel;
  std::filesystem::path folder_;
  std::string typed_;
  std::vector<std::filesystem::directory_entry> entries_;  // folders first, by name
  std::string problem_;
  int chosen_ = -1;
};

}  // namespace ui

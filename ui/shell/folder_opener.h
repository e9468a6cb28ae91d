#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <vector>

namespace ui {

/// Shows folders in the desktop's own program, through xdg-open, which may be missing or find nothing to open
/// them with. UI thread.
class FolderOpener {
 public:
  struct Failure {
    std::filesystem::path folder;
    const char* reason = "";  // through tr()
  };

  void open(const std::filesystem::path& folder);
  /// Once a frame: a folder that was not shown, each one once. Never waits.
  std::optional<Failure> failed();

  /// Whether some xdg-open still runs: failed() should be asked again soon.
  bool busy() const { return !started_.empty(); }

 private:
  struct Started {
    pid_t process = 0;
    std::filesystem::path folder;
  };

  std::vector<Started> started_;
  std::vector<Failure> failures_;
};

}  // namespace ui

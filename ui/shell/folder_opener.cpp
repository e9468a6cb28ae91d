#include "ui/shell/folder_opener.h"

#include <sys/wait.h>

#include "core/base/child_process.h"
#include "ui/look/tr.h"

namespace ui {

void FolderOpener::open(const std::filesystem::path& folder) {
  if (const pid_t process = core::start_program({"xdg-open", folder.string()}); process > 0)
    started_.push_back({process, folder});
  else
    failures_.push_back({folder, tr("xdg-open, which shows folders, is not installed here")});
}

std::optional<FolderOpener::Failure> FolderOpener::failed() {
  std::erase_if(started_, [this](const Started& one) {
    int status = 0;
    const pid_t ended = waitpid(one.process, &status, WNOHANG);
    if (ended == 0) return false;
    // Whoever else has waited for it knows the status; then nothing is known against it.
    if (ended == one.process && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
      failures_.push_back({one.folder, tr("xdg-open found no program that shows folders")});
    return true;
  });
  if (failures_.empty()) return std::nullopt;
  Failure failure = std::move(failures_.back());
  failures_.pop_back();
  return failure;
}

}  // namespace ui

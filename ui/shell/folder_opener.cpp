#include "ui/shell/folder_opener.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>

#include "ui/look/tr.h"

extern char** environ;

namespace ui {

void FolderOpener::open(const std::filesystem::path& folder) {
  std::string program = "xdg-open", target = folder.string();
  char* arguments[] = {program.data(), target.data(), nullptr};
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t process = 0;
  const int error = posix_spawnp(&process, program.c_str(), nullptr, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  if (error == 0)
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

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ui/shell/log.h"

namespace spdlog {
class logger;
}

namespace app {

/// What the window says in its log and what a command failed with, kept on disk: the file and two older ones
/// beside it (ganscope.1.log, ganscope.2.log), a megabyte each. A log never fails the program: where its
/// folder cannot be written, or the disk is full, nothing is kept. Main thread only.
class LogFile {
 public:
  static constexpr std::size_t kBytes = 1 << 20;
  static constexpr std::size_t kOlderFiles = 2;

  /// Nothing is written before the first line, `opening` above it: the command that this process runs. An
  /// empty file name keeps nothing.
  LogFile(std::filesystem::path file, std::string opening);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  /// Where the log lies, whether it can be written or not.
  const std::filesystem::path& file() const { return file_; }

  /// Opens the file unless it is open; false when it cannot be written.
  bool open();
  /// One line with the time and the process, `details` below it, indented. Control characters are replaced.
  void write(ui::LogKind kind, std::string_view text, std::string_view details = {});

 private:
  std::filesystem::path file_;
  std::string opening_;
  std::unique_ptr<spdlog::logger> logger_;
  bool tried_ = false;
};

/// $XDG_STATE_HOME/ganscope/ganscope.log, ~/.local/state/... without that variable; empty without a home.
std::filesystem::path default_log_file();

}  // namespace app

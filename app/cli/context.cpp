#include "app/cli/context.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <iostream>

#include "core/base/atomic_file.h"
#include "core/base/format.h"
#include "core/engine/torch_engine.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

/// Writes progress of one piece of work to stderr.
class ProgressLine {
 public:
  explicit ProgressLine(std::string title)
      : title_(std::move(title)), terminal_(isatty(STDERR_FILENO) != 0) {}

  void report(std::int64_t done, std::int64_t total, std::string_view unit) {
    if (unit != unit_) {
      unit_ = unit;
      start_ = Clock::now();
      last_tenth_ = -1;
    }
    if (terminal_)
      bar(done, total);
    else
      line(done, total);
  }

 private:
  void bar(std::int64_t done, std::int64_t total) {
    const auto now = Clock::now();
    if (done != total && now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    constexpr int kWidth = 24;
    const int filled = total > 0 ? static_cast<int>(kWidth * done / total) : 0;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    std::string text = "\r\033[K" + title_ + " [" + std::string(static_cast<std::size_t>(filled), '#') +
                       std::string(static_cast<std::size_t>(kWidth - filled), ' ') + "] " +
                       counts(done, total);
    if (done > 0 && seconds > 0.5) {
      char rate[32];
      std::snprintf(rate, sizeof rate, "  %.1f/s", static_cast<double>(done) / seconds);
      text += rate;
      if (total > done)
        text +=
            "  " +
            core::short_duration(seconds / static_cast<double>(done) * static_cast<double>(total - done)) +
            " left";
    }
    if (total > 0 && done == total) text += "\n";
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
  }

  void line(std::int64_t done, std::int64_t total) {
    const std::int64_t tenth = total > 0 ? 10 * done / total : 0;
    if (tenth == last_tenth_) return;
    last_tenth_ = tenth;
    std::fprintf(stderr, "%s: %s\n", title_.c_str(), counts(done, total).c_str());
  }

  std::string counts(std::int64_t done, std::int64_t total) const {
    return total > 0 ? core::thousands(done) + " of " + core::counted(total, unit_)
                     : core::counted(done, unit_);
  }

  std::string title_, unit_;
  bool terminal_;
  Clock::time_point start_ = Clock::now(), shown_{};
  std::int64_t last_tenth_ = -1;
};

}  // namespace

core::Json json_of(const core::Error& error) {
  return {{"error", {{"what", error.failed()}, {"where", error.where()}, {"hint", error.hint()}}}};
}

std::shared_ptr<core::Engine> CliContext::shared_engine() {
  if (!engine_) {
    engine_ = engine::make_engine({.device = device, .threads = threads});
    // One thread for figures, as in the window, so that their bytes do not depend on the number of cores.
    engine_->enter_thread(core::ThreadRole::kJob, std::max(1, threads));
  }
  return engine_;
}

core::Engine& CliContext::engine() {
  return *shared_engine();
}

core::Progress CliContext::progress(const std::string& title) const {
  if (quiet) return {{}, stop_};
  return {
      [line = std::make_shared<ProgressLine>(title)](
          std::int64_t done, std::int64_t total, std::string_view unit) { line->report(done, total, unit); },
      stop_};
}

void CliContext::print(const core::Json& result, const std::string& text) {
  printed_ = true;
  errno = 0;
  std::cout << (json ? core::json_text(result) : text) << std::endl;
  check_output();
}

void check_output() {
  const int code = errno;
  std::cout.flush();
  if (!std::cout) throw core::file_error("could not write the result", code, "standard output");
}

void CliContext::tell(const core::Json& event, const std::string& text) const {
  if (isatty(STDERR_FILENO)) std::fputs("\r\033[K", stderr);  // a progress bar may stand there
  if (json)
    std::cerr << core::json_text(event, -1) << std::endl;
  else
    std::cout << text << std::endl;
}

}  // namespace app

#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "app/log_file.h"
#include "app/signal_stop.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/session/engine.h"

namespace app {

/// {"error": {"what", "where", "hint"}}, as every failure is printed with --json.
core::Json json_of(const core::Error& error);

/// Throws core::Error when what was printed on standard output did not arrive: a full device, a closed pipe.
void check_output();

/// What every sub-command shares: the engine (made on first use), progress on stderr, results on stdout, and
/// the stop that Ctrl-C requests.
class CliContext {
 public:
  /// Without an engine LibTorch's is made on first use.
  CliContext(std::stop_token stop, LogFile& log, std::shared_ptr<core::Engine> engine = {})
      : engine_(std::move(engine)), stop_(std::move(stop)), log_(log) {}

  core::Engine& engine();
  std::shared_ptr<core::Engine> shared_engine();
  /// Progress of one piece of work: a bar with rate and ETA on a terminal, a plain line every tenth
  /// otherwise, nothing with --quiet.
  core::Progress progress(const std::string& title) const;

  std::stop_token stop() const { return stop_; }

  /// What else signals ask for; null where the process does not listen to them.
  SignalStop* signals = nullptr;

  LogFile& log() const { return log_; }

  /// The result of a command: `json` with --json, else `text`. Throws core::Error when it does not arrive.
  void print(const core::Json& json, const std::string& text);

  /// Something that happened on the way to the result: a line on stdout; with --json, where stdout is the
  /// result and nothing else, an object on a line of stderr.
  void tell(const core::Json& event, const std::string& text) const;

  bool has_printed() const { return printed_; }

  bool json = false;
  bool quiet = false;
  std::string device = "auto";
  int threads = 0;

 private:
  std::shared_ptr<core::Engine> engine_;
  std::stop_token stop_;
  LogFile& log_;
  bool printed_ = false;
};

}  // namespace app

#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "core/run/option_table.h"

namespace app {

/// What was said on the command line of `train`; what was not said comes from the preset or the run that is
/// resumed. Stays where it is: CLI11 keeps references to its members.
class TrainFlags {
 public:
  /// One flag a row of core::option_table(), and --resume.
  explicit TrainFlags(CLI::App& command);
  TrainFlags(const TrainFlags&) = delete;
  TrainFlags& operator=(const TrainFlags&) = delete;

  bool resumes() const { return !resume_.empty(); }

  /// The options of the run. `device` and `threads` are those of the whole program, 0 = not said. Throws
  /// core::UsageError naming what was typed, core::Error when there is no run to resume.
  core::TrainOptions options(const std::string& device, int threads) const;

 private:
  void add(CLI::App& command, const core::TrainOption& row);
  core::TrainOptions base() const;

  std::string data_, preset_, out_, resume_;
  core::TrainOptions said_;
  std::vector<std::function<void(core::TrainOptions&)>> apply_;  // of those that were said
};

}  // namespace app

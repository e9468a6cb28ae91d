#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/descriptor.h"
#include "core/base/links.h"
#include "core/run/trainer.h"

namespace core {

/// The metrics.csv of a run in progress: a line of columns, then whole rows without a gap. What a full disk
/// refused is cut back to the last whole row and written with the next one.
class MetricsFile {
 public:
  /// Writes the file anew with these rows and keeps it open. Throws Error.
  void start(const std::filesystem::path& file, const std::vector<StepStats>& history, int batch,
             Links links);

  /// Adds a row. Throws Error when it has to wait for the next.
  void append(const StepStats& stats, int batch);
  /// Writes what waits; the system's error, 0 when nothing waits any more.
  int flush();

 private:
  std::filesystem::path path_;
  Descriptor file_;
  std::size_t whole_ = 0;  // bytes
  std::string waiting_;    // rows
};

}  // namespace core

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/made_files.h"
#include "core/run/metrics_file.h"
#include "core/run/option_change.h"
#include "core/run/run_lock.h"
#include "core/run/trainer.h"

namespace core {

inline constexpr const char* kOptionsFile = "options.json";
inline constexpr const char* kModelFile = "model.safetensors";

/// What a run leaves beside its checkpoints: options.json, data.json, metrics.csv, samples/step-NNNNNN.png,
/// model.safetensors. Holds run.lock. Links in it are not followed unless Links says so.
class RunFolder {
 public:
  /// Creates the folder, takes the lock and removes what a process that died left half written. Throws Error
  /// when it cannot, or when a link, a pipe or a device stands where the run writes.
  explicit RunFolder(std::filesystem::path folder, Links links = Links::kStay);

  // What was made for a run that never began goes with this object, file by file.

  std::filesystem::path checkpoints() const { return folder_ / "checkpoints"; }

  std::filesystem::path model() const { return folder_ / kModelFile; }

  Links links() const { return links_; }

  /// `changes`: of a run that goes on, those before it too.
  void write_options(const TrainOptions& options, const std::vector<OptionChange>& changes = {});
  void write_data(const DataSummary& data, const TrainOptions& options, const std::string& sha256);
  /// A metrics.csv with exactly these rows, to which append_metrics() adds.
  void start_metrics(const std::vector<StepStats>& history, int batch);
  /// The run has begun: the folder stays whatever comes.
  void append_metrics(const StepStats& stats, int batch);
  /// 8 columns of the fixed z.
  void write_sheet(std::int64_t step, const std::vector<Image>& tiles);

  /// Calls `save`, which writes a checkpoint or the model, unless the folder is another by now. Throws Error.
  template <class Save>
  std::filesystem::path saved(Save save) {
    lock_->check();
    std::filesystem::path file = save();
    made_.keep();
    metrics_.flush();  // what is still refused was told
    return file;
  }

 private:
  std::filesystem::path place(const char* name);

  std::filesystem::path folder_;
  Links links_;
  std::optional<RunLock> lock_;
  MadeFiles made_;  // goes before the lock does
  MetricsFile metrics_;
};

/// The options of the run in `folder`, from its options.json. Throws Error when there is none, or when it is
/// a link that leads out of the folder.
TrainOptions read_run_options(const std::filesystem::path& folder, Links links = Links::kStay);
/// Empty where it cannot be read.
std::vector<OptionChange> read_run_changes(const std::filesystem::path& folder, Links links);

}  // namespace core

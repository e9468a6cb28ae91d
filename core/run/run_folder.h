#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "core/run/run_lock.h"
#include "core/run/trainer.h"

namespace core {

inline constexpr const char* kOptionsFile = "options.json";

/// What a run leaves beside its checkpoints: options.json, data.json, metrics.csv, samples/step-NNNNNN.png,
/// model.safetensors. Holds run.lock.
class RunFolder {
 public:
  /// Creates the folder and takes the lock; throws Error when it cannot.
  explicit RunFolder(std::filesystem::path folder);
  /// A folder made for this run goes when the run never began, or when its last save failed and it holds no
  /// checkpoint, sheet or model.
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  std::filesystem::path checkpoints() const { return folder_ / "checkpoints"; }

  std::filesystem::path model() const { return folder_ / "model.safetensors"; }

  void write_options(const TrainOptions& options) const;
  void write_data(const DataSummary& data, const TrainOptions& options, const std::string& sha256) const;
  /// A metrics.csv with exactly these rows, to which append_metrics() adds.
  void start_metrics(const std::vector<StepStats>& history, int batch);
  void append_metrics(const StepStats& stats, int batch);
  /// 8 columns of the fixed z.
  void write_sheet(std::int64_t step, const std::vector<Image>& tiles) const;

  /// Calls `save`, which writes a checkpoint or the model.
  template <class Save>
  std::filesystem::path saved(Save save) {
    worthless_ = true;
    std::filesystem::path file = save();
    worthless_ = false;
    return file;
  }

 private:
  RunFolder(std::filesystem::path folder, bool created);

  std::filesystem::path folder_;
  bool created_;           // by this run
  bool worthless_ = true;  // no step yet, or the last save failed
  std::optional<RunLock> lock_;
  std::ofstream metrics_;
};

/// The options of the run in `folder`, from its options.json. Throws Error when there is none.
TrainOptions read_run_options(const std::filesystem::path& folder);

}  // namespace core

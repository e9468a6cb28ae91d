#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/session/engine.h"

namespace core {

// Workers to window: each arrives, each becomes a log line, many a toast.

struct ModelOpened {
  FrozenModelPtr model;
};

/// Comes behind ModelOpened: Snapshot::made_by has the curves of the run that made the model, if there are
/// any.
struct RunRecordRead {
  std::string problem;  // why they are missing or end early, for the log; empty = nothing is wrong
};

/// The opened model was replaced by itself with other statistics, settings or a discriminator; what is worked
/// on stays. Null when another model was opened meanwhile.
struct ModelChanged {
  FrozenModelPtr model;
  std::string words;  // what changed, for the log
};

struct ModelVerified {
  std::shared_ptr<const ModelReport> report;
};

struct ModelConverted {
  ConvertResult result;
};

struct FigureWritten {
  ExportResult result;
};

struct CheckpointSaved {
  std::filesystem::path path;
  std::int64_t step = 0;
};

struct TrainingStarted {
  TrainOptions options;
};

struct TrainingEnded {
  std::int64_t step = 0;
  std::filesystem::path model;
};

struct ForgetFitted {
  std::shared_ptr<const ForgetFit> fit;
};

struct NearestFound {
  std::shared_ptr<const NearestResult> result;
};

struct DiversityMeasured {
  DiversityResult result;
};

struct ImageOpened {
  std::filesystem::path file;
  Image image;
};

struct DataSampled {
  std::string data;
  std::vector<Image> images;
};

struct Failed {
  std::string title;
  std::string message;
  std::string details;
};

struct JobCancelled {
  std::string title;
};

using Event = std::variant<ModelOpened, RunRecordRead, ModelChanged, ModelVerified, ModelConverted,
                           FigureWritten, CheckpointSaved, TrainingStarted, TrainingEnded, ForgetFitted,
                           NearestFound, DiversityMeasured, ImageOpened, DataSampled, Failed, JobCancelled>;

}  // namespace core

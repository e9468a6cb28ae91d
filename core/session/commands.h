#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/session/engine.h"

namespace core {

// ---- Window to workers: each is executed, none is lost.

/// Opens a model file, a folder of .npy files or a bundled model. A file that holds only a discriminator
/// joins the opened generator.
struct LoadModel {
  std::string name_or_file;
};

/// Another prior or label for the shown model.
struct ChangeModel {
  ModelSettings settings;
};

struct VerifyModel {
  ModelSource source;
};

struct ConvertModel {
  ConvertRequest request;
};

struct StartTraining {
  TrainOptions options;
  bool resume = false;
};

struct PauseTraining {};

struct ContinueTraining {};

struct StopTraining {};  // saves a checkpoint and the model, then Idle

struct SaveCheckpoint {};

struct FollowLive {
  bool follow = true;
};  // every workspace shows the newest snapshot of the net in training

struct WriteFigure {
  ExportRequest request;
};

struct FitForget {
  FitRequest request;
};

struct FindNearest {
  NearestRequest request;
};

struct MeasureDiversity {
  DiversityRequest request;
};

struct OpenImage {
  std::filesystem::path file;
};

struct LookAtData {
  std::string data;
  int count = 24;
  std::uint64_t seed = 1;
};

struct CancelJob {
  std::uint64_t job = 0;
};

using Command = std::variant<LoadModel, ChangeModel, VerifyModel, ConvertModel, StartTraining, PauseTraining,
                             ContinueTraining, StopTraining, SaveCheckpoint, FollowLive, WriteFigure,
                             FitForget, FindNearest, MeasureDiversity, OpenImage, LookAtData, CancelJob>;

// ---- Workers to window: each arrives, each becomes a log line, many a toast.

struct ModelOpened {
  FrozenModelPtr model;
};

/// The opened model was replaced by itself with other statistics, settings or a discriminator; what is worked
/// on stays. Null when another model was opened meanwhile.
struct ModelChanged {
  FrozenModelPtr model;
  std::vector<BatchNormMode> modes_before;
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

using Event = std::variant<ModelOpened, ModelChanged, ModelVerified, ModelConverted, FigureWritten,
                           CheckpointSaved, TrainingStarted, TrainingEnded, ForgetFitted, NearestFound,
                           DiversityMeasured, ImageOpened, DataSampled, Failed, JobCancelled>;

}  // namespace core

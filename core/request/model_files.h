#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/image/image.h"
#include "core/model/batch_norm_mode.h"
#include "core/model/model_source.h"
#include "core/model/tensor_facts.h"
#include "core/request/task_kind.h"

namespace core {

/// What a model file was found to be.
struct ModelReport {
  std::string file, format, words;
  std::string layout;
  std::vector<TensorFacts> tensors;  // NaN and infinity counted
  std::int64_t values = 0;
  bool has_batch_norm = true;                           // of any net
  std::string statistics;                               // the file's: "running", "population" or "none"
  Prior prior = Prior::kGaussian;                       // of the samples' z
  std::optional<InnerActivation> guessed_activation{};  // of the generator, where the file does not say it
  std::optional<Prior> statistics_prior{};  // the file's statistics are for this one, not for `prior`
  bool gathered = false;  // the samples are made with gathered ones: the file has none, or spoiled ones
  bool statistics_spoiled = false;  // the file's give pictures far from a batch's
  /// Mean absolute pixel difference (0..1) between pictures by the file's statistics, or where it has none by
  /// gathered ones, and by those of a batch of 256; absent without a generator with BatchNorm that could be
  /// run. Infinite and NaN as core::statistics_effect says.
  std::optional<double> statistics_difference;
  double pixel_mean = 0, pixel_deviation = 0;  // of 64 samples, 0..1
  double sample_difference = 0;       // mean absolute pixel difference between two samples: 0 = all the same
  std::vector<std::string> problems;  // empty: the model is sound
  Image samples;                      // 64 of them as a sheet; empty where none could be drawn
  std::filesystem::path sheet;        // the file it was written to, where one was asked for
};

/// Tensors, NaN and infinity, statistics, 64 samples. A file that cannot be opened fails; what is wrong with
/// one that can stands in the report.
struct VerifyRequest {
  ModelSource source;
  std::filesystem::path sheet{};  // where the samples are written as a sheet; empty = nowhere

  using Result = ModelReport;
  static constexpr TaskKind kTask{"verify", "The model was not verified"};
  JobTitle title() const;
  Json json() const;
  static VerifyRequest read(const Json& json, const ReadContext& context);
};

struct ConvertResult {
  std::filesystem::path path;
  std::string format;                // "PyTorch .pth" ...
  std::string words;                 // what is in it
  std::vector<std::string> notes{};  // what was changed or could not be kept, one short line each
};

enum class ConvertNets { kAll, kGenerator, kDiscriminator };

/// Writes the model in another format, completely or not at all. OUT decides the format: .safetensors, .pth
/// or .pt, .onnx, a folder name ending in .npy, else a Hugging Face folder.
struct ConvertRequest {
  ModelSource source;
  std::filesystem::path out;
  std::optional<ConvertNets> nets{};  // absent: what the format is usually given
  bool half = false;                  // weights of convolutions and linear layers in fp16
  /// BatchNorm statistics to write: kRunning = the file's, kPopulation = gathered ones. Absent: the file's
  /// where it has any, except that a format which folds them in (ONNX) gets gathered ones where they are
  /// spoiled.
  std::optional<BatchNormMode> statistics{};

  using Result = ConvertResult;
  static constexpr TaskKind kTask{"convert", "The model was not written"};
  JobTitle title() const;
  Json json() const;
  static ConvertRequest read(const Json& json, const ReadContext& context);
};

/// Throws UsageError where what is made of a model would replace it, also behind links.
void check_keeps_source(const ConvertRequest& request);

}  // namespace core

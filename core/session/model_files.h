#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/session/model_source.h"

namespace core {

/// One tensor of a weights file.
struct TensorFacts {
  std::string name;
  std::string type;  // "F32"
  std::vector<std::int64_t> shape;
  std::int64_t non_finite = 0;  // values that are NaN or infinite
};

/// What a model file was found to be.
struct ModelReport {
  std::string file, format, words;
  std::string layout;
  std::vector<TensorFacts> tensors;  // as they stand in the file
  std::int64_t values = 0;
  /// ModelInfo::statistics_difference; absent where the file has no running statistics.
  std::optional<double> statistics_difference;
  double pixel_mean = 0, pixel_deviation = 0;  // of 64 samples, 0..1
  double sample_difference = 0;       // mean absolute pixel difference between two samples: 0 = all the same
  std::vector<std::string> problems;  // empty: the model is sound
  std::filesystem::path sheet;        // 64 samples, where one was asked for
};

enum class ConvertNets { kAll, kGenerator, kDiscriminator };

/// OUT decides the format: .safetensors, .pth or .pt, .onnx, a folder name ending in .npy, else a Hugging
/// Face folder.
struct ConvertRequest {
  ModelSource source;
  std::filesystem::path out;
  std::optional<ConvertNets> nets{};  // absent: what the format is usually given
  bool half = false;                  // weights of convolutions and linear layers in fp16
};

struct ConvertResult {
  std::filesystem::path path;
  std::string format;  // "PyTorch .pth" ...
  std::string words;   // what is in it and what was left out
};

}  // namespace core

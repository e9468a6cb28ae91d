#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/engine/model/arrays.h"
#include "core/engine/model/frozen.h"
#include "core/engine/model/network.h"

namespace engine {

/// Nets of one model file (formats.md 1.2). `generator` is "G." or, alone, without a prefix; `ema` is
/// "G_ema."; `discriminator` is "D.".
struct ModelNets {
  Generator generator{nullptr};  // raw
  Generator ema{nullptr};
  Discriminator discriminator{nullptr};

  const Generator& best() const { return ema.is_empty() ? generator : ema; }
};

struct ModelRecord {
  core::Prior prior = core::Prior::kGaussian;
  BufferKind statistics = BufferKind::kPopulation;  // of the generators
  std::int64_t step = 0;
  std::map<std::string, std::string> metadata;  // further keys: recipe, data_sha256, licence, program ...
};

/// Writes the non-empty nets atomically; `half` stores weights of convolutions and linear layers in fp16,
/// BatchNorm stays fp32.
void save_model(const std::filesystem::path& file, const ModelNets& nets, const ModelRecord& record,
                bool half);

struct LoadedModel {
  LayoutSpec spec;
  ModelNets nets;
  ModelRecord record;
  core::ModelInfo info;  // name, sha256, prior, weights, step, metadata
};

/// Strict: every expected tensor with its shape and nothing else. Throws core::Error naming the first few
/// that are missing, extra or wrong.
LoadedModel load_model(const std::filesystem::path& file, const at::Device& device);
/// load_model and freeze in one.
core::FrozenModelPtr load_frozen(const std::filesystem::path& file, const at::Device& device);

}  // namespace engine

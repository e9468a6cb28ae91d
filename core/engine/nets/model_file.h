#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "core/engine/nets/arrays.h"
#include "core/engine/nets/frozen.h"
#include "core/engine/nets/network.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/model_metadata.h"

namespace engine {

/// Nets of one model file (docs/formats.md: Model files). `generator` is "G." or, alone, without a prefix;
/// `ema` is "G_ema."; `discriminator` is "D.".
struct ModelNets {
  Generator generator{nullptr};  // raw
  Generator ema{nullptr};
  Discriminator discriminator{nullptr};

  const Generator& best() const { return ema.is_empty() ? generator : ema; }

  /// Of any of them; at least one must be there.
  const nets::LayoutSpec& spec() const { return best().is_empty() ? discriminator->spec() : best()->spec(); }
};

struct ModelRecord {
  core::Prior prior = core::Prior::kGaussian;
  BufferKind statistics = BufferKind::kPopulation;  // of the generators
  std::int64_t step = 0;
  std::map<std::string, std::string> metadata;  // further keys: recipe, data_sha256, licence, program ...
};

/// What "bn_stats" says: "running", "population" or "none".
const char* statistics_name(BufferKind kind);

/// The nets that are there under "G.", "G_ema." and "D.", with the metadata of a model file. `half` as in
/// save_model.
io::WeightsFile prefixed_weights(const ModelNets& nets, const ModelRecord& record, bool half);
/// Writes the non-empty nets atomically; `half` stores weights of convolutions and linear layers in fp16,
/// BatchNorm stays fp32.
void save_model(const std::filesystem::path& file, const ModelNets& nets, const ModelRecord& record,
                bool half);

struct LoadedModel {
  nets::LayoutSpec spec;
  ModelNets nets;  // on the CPU or `device`
  ModelRecord record;
  bool discriminator_has_statistics = true;
  nets::SourceTensors source;  // of a chain
  std::set<std::string>
      renamed;  // of "G", "G_ema" and "D" those of a stranger's whose names are not the file's
  std::map<std::string, io::DType> types;  // of the file's arrays, by their names with "G.", "G_ema." or "D."
  core::ModelInfo info;                    // name, sha256, prior, weights, step, words, format, metadata
};

/// Nets and record of such a file. Strict: every expected tensor with its shape and nothing else. Throws
/// core::Error naming the first few that are missing, extra or wrong.
LoadedModel load_model_file(const io::WeightsFile& file, const std::string& where);
/// The nets whose tensors stand in `file` under "G.", "G_ema." and "D.", as strictly.
ModelNets nets_of(const io::WeightsFile& file, const nets::LayoutSpec& spec, const std::string& where);

}  // namespace engine

#pragma once

#include <filesystem>
#include <string>

#include "core/engine/nets/network.h"
#include "core/io/arrays/named_array.h"
#include "core/model/model_facts.h"

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

/// The nets that are there under "G.", "G_ema." and "D.", with the metadata of a model file: those of
/// `facts`, as recipe, data_sha256, licence, program, beside prior, statistics, step and sizes. `half` as in
/// save_model.
io::WeightsFile prefixed_weights(const ModelNets& nets, const core::ModelFacts& facts, bool half);
/// Takes a lone generator's prefix off its arrays' names, unless they would then begin as names in our own
/// files do.
void drop_prefix(io::WeightsFile& generator, const std::string& prefix);
/// Writes the non-empty nets atomically; `half` stores weights of convolutions and linear layers in fp16,
/// BatchNorm stays fp32.
void save_model(const std::filesystem::path& file, const ModelNets& nets, const core::ModelFacts& facts,
                bool half);

}  // namespace engine

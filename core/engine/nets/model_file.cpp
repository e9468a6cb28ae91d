#include "core/engine/nets/model_file.h"

#include <torch/utils.h>

#include <charconv>

#include "core/engine/nets/arrays.h"
#include "core/engine/nets/tensors.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

constexpr const char* kGeneratorPrefix = "G.";
constexpr const char* kEmaPrefix = "G_ema.";
constexpr const char* kDiscriminatorPrefix = "D.";

std::string number_text(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::map<std::string, std::string> metadata_of(const nets::LayoutSpec& spec, const ModelNets& nets,
                                               const core::ModelFacts& facts) {
  std::map<std::string, std::string> metadata = facts.metadata;
  metadata["format"] = "pt";
  metadata["layout"] = spec.layout;
  metadata["size"] = std::to_string(spec.size);
  metadata["channels"] = std::to_string(spec.channels);
  metadata["nz"] = std::to_string(spec.nz);
  metadata["ngf"] = std::to_string(spec.ngf);
  metadata["ndf"] = std::to_string(spec.ndf);
  metadata["prior"] = core::prior_name(facts.prior);
  metadata["weights"] = nets.ema.is_empty() ? "raw" : "ema";
  metadata["bn_stats"] = core::statistics_kind_name(facts.statistics);
  metadata["bn_eps"] = number_text(spec.bn_eps);
  metadata["step"] = std::to_string(facts.step);
  nets::write_chain(spec, metadata);
  return metadata;
}

}  // namespace

io::WeightsFile prefixed_weights(const ModelNets& nets, const core::ModelFacts& facts, bool half) {
  io::WeightsFile weights;
  weights.metadata = metadata_of(nets.spec(), nets, facts);
  if (!nets.generator.is_empty()) append_arrays(weights, *nets.generator, kGeneratorPrefix, half);
  if (!nets.ema.is_empty()) append_arrays(weights, *nets.ema, kEmaPrefix, half);
  if (!nets.discriminator.is_empty()) append_arrays(weights, *nets.discriminator, kDiscriminatorPrefix, half);
  return weights;
}

void drop_prefix(io::WeightsFile& generator, const std::string& prefix) {
  for (const io::NamedArray& array : generator.arrays) {
    const std::string name = array.name.substr(prefix.size());
    for (const char* ours : {kGeneratorPrefix, kEmaPrefix, kDiscriminatorPrefix})
      if (name.starts_with(ours)) return;
  }
  for (io::NamedArray& array : generator.arrays) array.name.erase(0, prefix.size());
}

void save_model(const std::filesystem::path& file, const ModelNets& nets, const core::ModelFacts& facts,
                bool half) {
  translated("cannot save the model", [&] {
    io::WeightsFile weights = prefixed_weights(nets, facts, half);
    // A generator alone goes without prefix, so a discriminator alone must not.
    if (nets.generator.is_empty() != nets.ema.is_empty() && nets.discriminator.is_empty())
      drop_prefix(weights, nets.ema.is_empty() ? kGeneratorPrefix : kEmaPrefix);
    io::write_safetensors(weights, file);
  });
}

}  // namespace engine

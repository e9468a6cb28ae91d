#include "core/engine/nets/model_file.h"

#include <torch/utils.h>

#include <charconv>

#include "core/base/error.h"
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
                                               const ModelRecord& record) {
  std::map<std::string, std::string> metadata = record.metadata;
  metadata["format"] = "pt";
  metadata["layout"] = spec.layout;
  metadata["size"] = std::to_string(spec.size);
  metadata["channels"] = std::to_string(spec.channels);
  metadata["nz"] = std::to_string(spec.nz);
  metadata["ngf"] = std::to_string(spec.ngf);
  metadata["ndf"] = std::to_string(spec.ndf);
  metadata["prior"] = core::prior_name(record.prior);
  metadata["weights"] = nets.ema.is_empty() ? "raw" : "ema";
  metadata["bn_stats"] = statistics_name(record.statistics);
  metadata["bn_eps"] = number_text(spec.bn_eps);
  metadata["step"] = std::to_string(record.step);
  nets::write_chain(spec, metadata);
  return metadata;
}

std::string value_of(const io::WeightsFile& file, const std::string& key, const std::string& where) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) {
    throw core::Error("not a ganscope model file", where, "its metadata has no \"" + key + "\"");
  }
  return found->second;
}

[[noreturn]] void refuse_value(const std::string& key, const std::string& value, const std::string& where) {
  throw core::Error("unreadable model file", where,
                    "metadata \"" + key + "\" is \"" + value.substr(0, 40) + "\"");
}

ModelRecord record_of(const io::WeightsFile& file, const std::string& where) {
  ModelRecord record;
  record.metadata = file.metadata;
  const std::string prior = value_of(file, "prior", where);
  const auto parsed = core::parse_prior(prior);
  if (!parsed) refuse_value("prior", prior, where);
  record.prior = *parsed;

  const std::string statistics = value_of(file, "bn_stats", where);
  bool known = false;
  for (BufferKind kind : {BufferKind::kRunning, BufferKind::kPopulation, BufferKind::kNone}) {
    if (statistics != statistics_name(kind)) continue;
    record.statistics = kind;
    known = true;
  }
  if (!known) refuse_value("bn_stats", statistics, where);

  const std::string step = value_of(file, "step", where);
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), record.step);
  if (error != std::errc() || end != step.data() + step.size() || record.step < 0)
    refuse_value("step", step, where);
  return record;
}

/// Which nets the names announce; a generator alone has no prefix.
struct Contents {
  std::string generator, ema, discriminator;  // prefixes
  bool has_generator = false, has_ema = false, has_discriminator = false;
};

Contents contents_of(const io::WeightsFile& file) {
  Contents contents{kGeneratorPrefix, kEmaPrefix, kDiscriminatorPrefix};
  for (const io::NamedArray& array : file.arrays) {
    contents.has_generator |= array.name.starts_with(kGeneratorPrefix);
    contents.has_ema |= array.name.starts_with(kEmaPrefix);
    contents.has_discriminator |= array.name.starts_with(kDiscriminatorPrefix);
  }
  if (!contents.has_generator && !contents.has_ema && !contents.has_discriminator) {
    const bool is_ema = file.metadata.contains("weights") && file.metadata.at("weights") == "ema";
    (is_ema ? contents.ema : contents.generator).clear();
    (is_ema ? contents.has_ema : contents.has_generator) = true;
  }
  return contents;
}

}  // namespace

const char* statistics_name(BufferKind kind) {
  switch (kind) {
    case BufferKind::kRunning:
      return "running";
    case BufferKind::kPopulation:
      return "population";
    case BufferKind::kNone:
      return "none";
  }
  return "none";
}

ModelNets nets_of(const io::WeightsFile& file, const nets::LayoutSpec& spec, const std::string& where) {
  const Contents contents = contents_of(file);
  ArrayCheck checked(file);
  if (contents.has_generator) checked.expect(nets::generator_stages(spec), contents.generator);
  if (contents.has_ema) checked.expect(nets::generator_stages(spec), contents.ema);
  if (contents.has_discriminator) checked.expect(nets::discriminator_stages(spec), contents.discriminator);
  checked.finish(where);

  ModelNets nets;
  const auto restored = [&](auto net, const std::string& prefix) {
    restore_arrays(file, *net, prefix, where);
    return net;
  };
  if (contents.has_generator) nets.generator = restored(Generator(spec), contents.generator);
  if (contents.has_ema) nets.ema = restored(Generator(spec), contents.ema);
  if (contents.has_discriminator) nets.discriminator = restored(Discriminator(spec), contents.discriminator);
  return nets;
}

io::WeightsFile prefixed_weights(const ModelNets& nets, const ModelRecord& record, bool half) {
  io::WeightsFile weights;
  weights.metadata = metadata_of(nets.spec(), nets, record);
  if (!nets.generator.is_empty()) append_arrays(weights, *nets.generator, kGeneratorPrefix, half);
  if (!nets.ema.is_empty()) append_arrays(weights, *nets.ema, kEmaPrefix, half);
  if (!nets.discriminator.is_empty()) append_arrays(weights, *nets.discriminator, kDiscriminatorPrefix, half);
  return weights;
}

void save_model(const std::filesystem::path& file, const ModelNets& nets, const ModelRecord& record,
                bool half) {
  translated("cannot save the model", [&] {
    io::WeightsFile weights = prefixed_weights(nets, record, half);
    // A generator alone goes without prefix, so a discriminator alone must not.
    if (nets.generator.is_empty() != nets.ema.is_empty() && nets.discriminator.is_empty()) {
      const std::string prefix = nets.ema.is_empty() ? kGeneratorPrefix : kEmaPrefix;
      for (io::NamedArray& array : weights.arrays) array.name.erase(0, prefix.size());
    }
    io::write_safetensors(weights, file);
  });
}

LoadedModel load_model_file(const io::WeightsFile& file, const std::string& where) {
  return translated("cannot load the model", [&] {
    LoadedModel loaded;
    loaded.spec = nets::layout_spec(file.metadata, where);
    loaded.record = record_of(file, where);
    if (loaded.spec.layout == nets::kChainLayout)
      loaded.source = nets::read_source_tensors(file.metadata, loaded.spec, where);
    loaded.nets = nets_of(file, loaded.spec, where);
    loaded.discriminator_has_statistics = loaded.record.statistics != BufferKind::kNone;
    loaded.info.prior = loaded.record.prior;
    loaded.info.prior_is_guess = file.metadata.contains(nets::kPriorGuess);
    loaded.info.activation_is_guess = file.metadata.contains(nets::kActivationGuess);
    loaded.info.weights = loaded.nets.ema.is_empty() ? "raw" : "ema";
    loaded.info.step = loaded.record.step;
    loaded.info.metadata = file.metadata;
    const Contents contents = contents_of(file);
    for (const io::NamedArray& array : file.arrays) {
      const bool prefixed = array.name.starts_with(kGeneratorPrefix) || array.name.starts_with(kEmaPrefix) ||
                            array.name.starts_with(kDiscriminatorPrefix);
      const char* missing = prefixed ? "" : contents.has_ema ? kEmaPrefix : kGeneratorPrefix;
      loaded.types[missing + array.name] = array.type;
    }
    return loaded;
  });
}

}  // namespace engine

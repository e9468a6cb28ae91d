#include "core/engine/convert/portable_weights.h"

#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/model/open_model.h"
#include "core/engine/model/statistics.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

/// Statistics of every net that has none; from then on the file may say "population".
void gather_missing(LoadedModel& model, const core::Progress& progress) {
  const core::Prior prior = model.info.prior;
  ModelNets& nets = model.nets;
  GatherOptions options = kThoroughGathering;
  options.label = model.info.label;
  if (model.record.statistics == BufferKind::kNone && !nets.best().is_empty()) {
    for (Generator* g : {&nets.generator, &nets.ema}) {
      if (!g->is_empty()) gather_population_statistics(*g, prior, options, progress);
    }
    model.record.statistics = BufferKind::kPopulation;
  }
  if (model.discriminator_has_statistics || nets.discriminator.is_empty()) return;
  if (nets.best().is_empty())
    throw core::Error("the discriminator carries no BatchNorm statistics", model.info.name,
                      "give its generator as well: they are gathered on its pictures");
  Generator g = nets.best();
  gather_discriminator_statistics(nets.discriminator, g, prior, options);
}

bool is_narrow(io::DType type) {
  return type == io::DType::kF16 || type == io::DType::kBF16;
}

/// The array as the file had it, where that loses nothing.
void restore_type(io::NamedArray& array, const std::map<std::string, io::DType>& types) {
  const auto found = types.find(array.name);
  if (found == types.end() || !is_narrow(found->second) || array.type != io::DType::kF32) return;
  const at::Tensor wide = to_tensor(array);
  const at::Tensor narrow = wide.to(found->second == io::DType::kF16 ? at::kHalf : at::kBFloat16);
  if (narrow.to(at::kFloat).equal(wide)) array = to_array(array.name, narrow);
}

}  // namespace

PortableWeights PortableWeights::open(const core::ModelSource& source, bool half, const at::Device& device,
                                      const core::Progress& progress) {
  PortableWeights result;
  result.model_ = open_model(source, device);
  LoadedModel& model = result.model_;
  const bool foreign = !model.info.words.empty();
  if (foreign) model.record.metadata.clear();
  gather_missing(model, progress);
  if (foreign) {
    model.record.metadata["source_format"] = model.info.format;
    model.record.metadata["source_sha256"] = model.info.sha256;
  }
  result.all_ = prefixed_weights(model.nets, model.record, half);
  if (half) return result;
  for (io::NamedArray& array : result.all_.arrays) restore_type(array, model.types);
  return result;
}

std::string PortableWeights::prefix_of(Nets net) const {
  if (net == Nets::kGenerator && !has_generator())
    throw core::UsageError("the model has no generator", model_.info.name, "--net discriminator");
  if (net == Nets::kDiscriminator && !has_discriminator())
    throw core::UsageError("the model has no discriminator", model_.info.name, "--net generator");
  return net == Nets::kDiscriminator ? "D." : generator_prefix();
}

const io::NamedArray& PortableWeights::array(const std::string& name) const {
  const io::NamedArray* found = all_.find(name);
  if (!found) throw core::Error("a tensor is missing", name);
  return *found;
}

io::WeightsFile PortableWeights::selected(Nets nets) const {
  if (nets == Nets::kAll && has_generator() &&
      (has_discriminator() || (!model_.nets.ema.is_empty() && !model_.nets.generator.is_empty())))
    return all_;
  Nets net = nets;
  if (nets == Nets::kAll) net = has_generator() ? Nets::kGenerator : Nets::kDiscriminator;
  const std::string prefix = prefix_of(net);
  io::WeightsFile file;
  file.metadata = all_.metadata;
  for (const io::NamedArray& one : all_.arrays) {
    if (!one.name.starts_with(prefix)) continue;
    file.arrays.push_back(one);
    if (net == Nets::kGenerator) file.arrays.back().name = one.name.substr(prefix.size());
  }
  return file;
}

io::WeightsFile PortableWeights::module_order(Nets net) const {
  const std::string prefix = prefix_of(net);
  io::WeightsFile file;
  const auto add = [&](const std::string& name) {
    file.arrays.push_back(array(prefix + name));
    file.arrays.back().name = name;
  };
  const LayoutSpec& spec = model_.spec;
  for (const StageLayout& stage :
       net == Nets::kDiscriminator ? discriminator_stages(spec) : generator_stages(spec)) {
    add(stage.module + ".weight");
    if (stage.bias) add(stage.module + ".bias");
    if (stage.norm.empty()) continue;
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var", ".num_batches_tracked"})
      add(stage.norm + part);
  }
  return file;
}

}  // namespace engine

#include "core/engine/convert/portable_weights.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/engine/nets/arrays.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"
#include "core/model/doubtful_statistics.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/model_metadata.h"
#include "core/nets/layouts/source_tensors.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

void check_choice(const LoadedModel& model, const std::optional<core::BatchNormMode>& choice) {
  if (choice == core::BatchNormMode::kBatch)
    throw core::UsageError("a batch's own BatchNorm statistics cannot be written", model.info.name,
                           "choose running or population");
  if (choice == core::BatchNormMode::kRunning && model.info.statistics != core::StatisticsKind::kRunning)
    throw core::UsageError("the file has no running BatchNorm statistics", model.info.name,
                           "choose population");
}

/// Gives the generators the statistics that are to be written, and says what was done or is wrong with them.
std::string settle_generators(LoadedModel& model, const PortableOptions& options,
                              const core::Progress& progress) {
  ModelNets& nets = model.nets;
  if (nets.best().is_empty()) return {};
  check_choice(model, options.statistics);
  core::StatisticsKind& own = model.info.statistics;
  if (own == core::StatisticsKind::kPopulation || !has_batch_norm(nets::generator_stages(model.spec)))
    return {};
  const bool none = own == core::StatisticsKind::kNone;
  std::string spoiled;
  if (!none && core::is_from_elsewhere(model.info)) {
    const double difference = statistics_difference(nets.best(), model.info.prior, model.info.label);
    if (!(difference <= kFarFromBatch)) spoiled = core::statistics_words(difference);
  }
  const bool folded_spoiled = options.folded && !options.statistics && !spoiled.empty();
  if (!none && !folded_spoiled && options.statistics != core::BatchNormMode::kPopulation)
    return spoiled.empty() ? spoiled : spoiled + "; they were kept (bn: population writes gathered ones)";
  for (Generator* g : {&nets.generator, &nets.ema}) {
    if (!g->is_empty())
      gather_population_statistics(*g, model.info.prior, thorough_gathering(model.info.label), progress);
  }
  own = core::StatisticsKind::kPopulation;
  const std::string gathered = "BatchNorm statistics gathered over 8,192 z were written";
  if (none) return gathered + ": the file has none" + (model.info.source.prior ? " for this prior" : "");
  if (folded_spoiled)
    return spoiled + "; those folded in were gathered over 8,192 z (bn: running takes the file's)";
  return gathered;
}

/// `spoiled`: the generator keeps statistics that spoil its pictures.
void gather_for_discriminator(LoadedModel& model, bool spoiled) {
  ModelNets& nets = model.nets;
  if (model.info.discriminator_statistics || nets.discriminator.is_empty()) return;
  if (nets.best().is_empty())
    throw core::Error("the discriminator carries no BatchNorm statistics", model.info.name,
                      "give its generator as well: they are gathered on its pictures");
  Generator g = spoiled ? deep_copy(nets.best()) : nets.best();
  if (spoiled) gather_population_statistics(g, model.info.prior, thorough_gathering(model.info.label));
  gather_discriminator_statistics(nets.discriminator, g, model.info.prior,
                                  thorough_gathering(model.info.label));
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

bool is_statistic(const std::string& name) {
  return name.ends_with(".running_mean") || name.ends_with(".running_var");
}

/// What the written file says beside sizes and statistics: of a stranger's metadata the licence alone, since
/// other keys may mean anything, and of every model whether its prior and activation are only guesses.
core::ModelFacts facts_to_write(const LoadedModel& model) {
  core::ModelFacts facts = model.info;
  std::map<std::string, std::string>& metadata = facts.metadata;
  if (!model.info.words.empty()) {
    metadata = {{"source_format", model.info.format}, {"source_sha256", model.info.sha256}};
    for (const char* key : {"license", "licence"}) {
      const auto found = model.info.metadata.find(key);
      if (found != model.info.metadata.end()) metadata["licence"] = found->second;
    }
  }
  nets::write_source_tensors(model.source, metadata);
  metadata.erase(nets::kPriorGuess);
  if (model.info.prior_is_guess) metadata[nets::kPriorGuess] = "yes";
  metadata.erase(nets::kActivationGuess);
  if (model.info.activation_is_guess) metadata[nets::kActivationGuess] = "yes";
  return facts;
}

/// Whether the file holds statistics of its generator, be it for another prior or activation.
bool holds_generator_statistics(const core::ModelFacts& facts) {
  const auto said = facts.metadata.find("bn_stats");
  return facts.statistics != core::StatisticsKind::kNone ||
         (said != facts.metadata.end() && said->second != "none");
}

}  // namespace

PortableWeights PortableWeights::open(const core::ModelSource& source, const PortableOptions& options,
                                      const at::Device& device, const core::Progress& progress) {
  PortableWeights result;
  result.model_ = open_model(source, device);
  LoadedModel& model = result.model_;
  const bool keeps_g = holds_generator_statistics(model.info), keeps_d = model.info.discriminator_statistics;
  result.statistics_note_ = settle_generators(model, options, progress);
  const bool spoiled =
      model.info.statistics == core::StatisticsKind::kRunning && !result.statistics_note_.empty();
  gather_for_discriminator(model, spoiled);
  result.find_added("G", keeps_g, options);
  result.find_added("G_ema", keeps_g, options);
  result.find_added("D", keeps_d, options);
  result.all_ = prefixed_weights(model.nets, facts_to_write(model), options.half);
  if (options.half) return result;
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

void PortableWeights::find_added(const std::string& net, bool keeps_statistics,
                                 const PortableOptions& options) {
  const auto found = model_.source.find(net);
  if (found == model_.source.end()) return;
  const std::vector<std::string>& held = found->second;
  const bool asked = options.statistics == core::BatchNormMode::kPopulation && net != "D";
  for (const std::string& name : nets::tensor_names(nets::stages_of(model_.spec, net))) {
    if (std::find(held.begin(), held.end(), name) != held.end()) continue;
    const bool kept = is_statistic(name) && keeps_statistics;
    if (kept) with_new_statistics_.insert(net);
    if (!kept && !(is_statistic(name) && asked)) added_.insert(net + "." + name);
  }
}

bool PortableWeights::adds_statistics() const {
  return std::any_of(added_.begin(), added_.end(), [&](const std::string& name) {
    return name.starts_with(generator_prefix()) && is_statistic(name);
  });
}

io::WeightsFile PortableWeights::selected(Nets nets, bool with_added) const {
  const bool several =
      has_discriminator() || (!model_.nets.ema.is_empty() && !model_.nets.generator.is_empty());
  const bool everything = nets == Nets::kAll && has_generator() && several;
  Nets net = nets;
  if (nets == Nets::kAll) net = has_generator() ? Nets::kGenerator : Nets::kDiscriminator;
  const std::string prefix = everything ? "" : prefix_of(net);
  const bool alone = !everything && net == Nets::kGenerator;
  io::WeightsFile file;
  file.metadata = all_.metadata;
  for (const io::NamedArray& one : all_.arrays) {
    if (!one.name.starts_with(prefix) || (!with_added && added_.contains(one.name))) continue;
    file.arrays.push_back(one);
    // An owner's names go out as they are. For our own files drop_prefix() below keeps names apart from
    // prefixes.
    if (alone && !with_added) file.arrays.back().name.erase(0, prefix.size());
  }
  if (alone && with_added) drop_prefix(file, prefix);
  return file;
}

io::WeightsFile PortableWeights::module_order(Nets net) const {
  const std::string prefix = prefix_of(net), key = prefix.substr(0, prefix.size() - 1);
  std::vector<std::string> names;
  if (const auto found = model_.source.find(key); found != model_.source.end()) names = found->second;
  for (std::string& name : nets::tensor_names(nets::stages_of(model_.spec, key))) {
    const bool listed = std::find(names.begin(), names.end(), name) != names.end();
    if (!listed && !added_.contains(prefix + name)) names.push_back(std::move(name));
  }
  io::WeightsFile file;
  file.kind = io::WeightsKind::kPth;
  for (std::string& name : names) {
    file.arrays.push_back(array(prefix + name));
    file.arrays.back().name = std::move(name);
  }
  return file;
}

}  // namespace engine

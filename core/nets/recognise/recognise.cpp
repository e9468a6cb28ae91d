#include "core/nets/recognise/recognise.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"
#include "core/nets/layouts/model_metadata.h"
#include "core/nets/recognise/file_tensors.h"
#include "core/nets/recognise/recognise_arrays.h"
#include "core/nets/recognise/recognise_layout.h"
#include "core/nets/recognise/recognise_nets.h"
#include "core/nets/recognise/recognise_own.h"
#include "core/nets/recognise/recognise_source.h"
#include "core/nets/recognise/recognise_words.h"

namespace nets {
namespace {

/// The generator and discriminator of a file after strides and sizes are chosen so that both fit each other.
struct SettledNets {
  const SettledChain* generator = nullptr;
  std::optional<SettledChain> discriminator;
  std::string left_out;  // why there is no discriminator
};

SettledNets settle_nets(const ChosenNets& nets) {
  SettledNets settled;
  const std::optional<NetReading>& leading = nets.generator ? nets.generator : nets.ema;
  if (!leading) {
    settled.discriminator = nets.discriminator->settled.front();
    return settled;
  }
  settled.generator = &leading->settled.front();
  if (!nets.discriminator) return settled;
  const FoundChain& chain = *nets.discriminator->chain;
  const bool same_labels = chain.classes == 0 || chain.classes == leading->chain->classes;
  for (const SettledChain& generator : leading->settled) {
    if (chain.inputs != generator.stages.back().out.channels || !same_labels) continue;
    const std::vector<SettledChain> fitting = settled_discriminators(chain, generator.size);
    if (fitting.empty()) continue;
    settled.generator = &generator;
    settled.discriminator = fitting.front();
    return settled;
  }
  if (!same_labels) {
    settled.left_out = "it reads labels that the generator does not";
    return settled;
  }
  settled.left_out = "it does not read the generator's images of " + std::to_string(settled.generator->size) +
                     " pixels and " + std::to_string(settled.generator->stages.back().out.channels) +
                     " channels";
  return settled;
}

/// The stages under the file's names of their layers, where that kind of file has its owner's.
std::vector<StageLayout> stages_of(const SettledChain& settled, const NetReading& reading,
                                   const io::WeightsFile& file) {
  std::vector<StageLayout> stages = settled.stages;
  if (file.kind != io::WeightsKind::kTorch7 && !is_authors_set(file))
    name_like_source(stages, *reading.chain, owner_prefix(reading.net, file));
  return stages;
}

LayoutSpec spec_of(const ChosenNets& nets, const SettledNets& settled, const io::WeightsFile& file,
                   std::optional<core::InnerActivation> activation) {
  LayoutSpec chain;
  chain.layout = kChainLayout;
  if (settled.discriminator) {
    chain.discriminator = stages_of(*settled.discriminator, *nets.discriminator, file);
    chain.size = settled.discriminator->size;
    chain.channels = nets.discriminator->chain->inputs;
    chain.classes = nets.discriminator->chain->classes;
  }
  if (settled.generator) {
    const NetReading& leading = nets.generator ? *nets.generator : *nets.ema;
    const FoundChain& generator = *leading.chain;
    chain.generator = stages_of(*settled.generator, leading, file);
    if (activation) set_inner_activation(chain.generator, *activation);
    chain.size = settled.generator->size;
    chain.channels = chain.generator.back().out.channels;
    chain.nz = generator.inputs;
    chain.classes = generator.classes;
  }
  return as_named_layout(std::move(chain));
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

/// The metadata's count of steps, else of epochs; 0 where two of a kind differ.
std::int64_t step_of(const std::map<std::string, std::string>& metadata) {
  for (const std::set<std::string>& keys : {std::set<std::string>{"step", "steps", "global_step"},
                                            {"iteration", "iterations", "iter", "iters"},
                                            {"epoch", "epochs"}}) {
    std::set<std::int64_t> values;
    for (const auto& [name, text] : metadata) {
      const auto value = whole_number(text);
      if (value && keys.contains(name)) values.insert(*value);
    }
    if (values.size() == 1) return *values.begin();
    if (values.size() > 1) return 0;
  }
  return 0;
}

/// The authors' 32 x 32 release is called "gaussian", everything else of theirs is uniform; everyone else
/// draws from N(0, 1).
core::Prior guessed_prior(const LayoutSpec& spec, bool authors_set) {
  const bool svhn = layout_of(spec).authors && spec.size == 32 && spec.nz == 100;
  return authors_set && !svhn ? core::Prior::kUniform : core::Prior::kGaussian;
}

void set_prior(const io::WeightsFile& file, bool authors_set, Recognised& model) {
  model.prior = guessed_prior(model.spec, authors_set);
  model.prior_is_guess = true;
  const auto found = file.metadata.find("prior");
  if (found == file.metadata.end()) return;
  const auto said = core::parse_prior(found->second == "normal" ? "gaussian" : found->second);
  if (!said) return;
  model.prior = *said;
  model.prior_is_guess = file.metadata.contains(kPriorGuess);
}

/// Whether what follows a layer before the generator's last had to be guessed.
bool guesses_activation(const ChosenNets& nets) {
  const std::optional<NetReading>& leading = nets.generator ? nets.generator : nets.ema;
  if (!leading) return false;
  const std::vector<FoundLink>& links = leading->chain->links;
  return std::any_of(links.begin(), links.end() - 1, [](const FoundLink& link) { return !link.activation; });
}

void add_arrays(const ChosenNets& nets, Recognised& model) {
  bool generator_statistics = true;
  const auto append = [&](const std::string& key, const NetReading& reading, bool& statistics) {
    const bool generates = reading.is_generator();
    const auto stages = generates ? generator_stages(model.spec) : discriminator_stages(model.spec);
    AppendedChain appended = append_chain(model.weights, key + ".", stages, *reading.chain);
    statistics &= appended.statistics;
    if (appended.renamed) model.renamed.insert(key);
    const bool own_names = stages.front().module == kFirstStage && appended.renamed;
    if (model.spec.layout == kChainLayout && !own_names) model.source[key] = std::move(appended.held);
  };
  if (nets.generator) append("G", *nets.generator, generator_statistics);
  if (nets.ema) append("G_ema", *nets.ema, generator_statistics);
  if (model.has_discriminator) append("D", *nets.discriminator, model.discriminator_statistics);
  model.statistics = generator_statistics ? core::StatisticsKind::kRunning : core::StatisticsKind::kNone;
}

/// Throws unless there are nets to open, each once.
void check_choice(const ChosenNets& nets, const io::WeightsFile& file, const std::string& where) {
  if (nets.ambiguous) {
    const std::string both = "\"" + nets.failed[0].net.key + "\" and \"" + nets.failed[1].net.key + "\"";
    NetReading reading = nets.failed[1];
    reading.problem =
        std::string("two ") + (reading.is_generator() ? "generators" : "discriminators") + ", " + both;
    refuse_tensors(file, where, &reading);
  }
  const auto failed = [&](auto... roles) -> const NetReading* {
    const auto found = std::find_if(nets.failed.begin(), nets.failed.end(), [&](const NetReading& reading) {
      return ((reading.net.role == roles) || ...);
    });
    return found == nets.failed.end() ? nullptr : &*found;
  };
  if (const NetReading* generator = failed(NetRole::kGenerator, NetRole::kEma))
    refuse_tensors(file, where, generator);
  if (nets.generator || nets.ema) return;
  if (const NetReading* discriminator = failed(NetRole::kDiscriminator))
    refuse_tensors(file, where, discriminator);
  if (!nets.discriminator) {
    const auto largest = std::max_element(
        nets.failed.begin(), nets.failed.end(),
        [](const auto& a, const auto& b) { return a.net.modules.size() < b.net.modules.size(); });
    refuse_tensors(file, where, largest == nets.failed.end() ? nullptr : &*largest);
  }
}

void check_ema(const ChosenNets& nets, const io::WeightsFile& file, const std::string& where) {
  if (!nets.generator || !nets.ema) return;
  const auto shapes = [](const NetReading& reading) {
    std::vector<std::tuple<StageKind, std::vector<std::int64_t>, bool, std::int64_t>> list;
    for (const StageLayout& stage : reading.chain->stages)
      list.emplace_back(stage.kind, stage.shape, stage.bias, stage.features);
    return list;
  };
  if (shapes(*nets.generator) == shapes(*nets.ema)) return;
  NetReading reading = *nets.ema;
  reading.problem = "the EMA generator \"" + reading.net.key + "\" has other layers than the generator";
  refuse_tensors(file, where, &reading);
}

RecognisedAs recognised_as(const ChosenNets& nets, const SettledNets& settled, const io::WeightsFile& file) {
  RecognisedAs as;
  as.rule = settled.generator ? settled.generator->rule : settled.discriminator->rule;
  as.kind = file.kind;
  as.authors_set = is_authors_set(file);
  as.left_out = settled.left_out;
  const std::optional<NetReading>& leading = nets.generator ? nets.generator
                                             : nets.ema     ? nets.ema
                                                            : nets.discriminator;
  as.pytorch_gan = is_pytorch_gan(leading->net);
  for (const NetReading& reading : nets.failed) {
    if (reading.net.role == NetRole::kDiscriminator) as.left_out = reading.problem;
  }
  return as;
}

Recognised assembled(const ChosenNets& nets, const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation) {
  check_choice(nets, file, where);
  check_ema(nets, file, where);
  const SettledNets settled = settle_nets(nets);
  const RecognisedAs as = recognised_as(nets, settled, file);
  Recognised model;
  model.spec = spec_of(nets, settled, file, activation);
  model.has_generator = nets.generator.has_value();
  model.has_ema = nets.ema.has_value();
  model.has_discriminator = settled.discriminator.has_value();
  model.weights.kind = file.kind;
  add_arrays(nets, model);
  set_prior(file, as.authors_set, model);
  model.activation_is_guess = !activation && guesses_activation(nets);
  model.step = step_of(file.metadata);
  model.words = words_of(model, as);
  check(model.spec);
  return model;
}

/// A file that others wrote, or of a kind that only carries what we said.
Recognised from_elsewhere(const io::WeightsFile& file, const std::string& where,
                          std::optional<core::InnerActivation> activation) {
  if (std::optional<Recognised> carried = carried_model(file, where, activation)) {
    set_prior(file, false, *carried);
    carried->step = step_of(file.metadata);
    return *std::move(carried);
  }
  const bool authors = is_authors_set(file);
  const io::WeightsFile converted = authors ? as_pytorch_arrays(file) : io::WeightsFile{};
  const ChosenNets nets = chosen_nets(authors ? converted : file);
  try {
    return assembled(nets, file, where, activation);
  } catch (const core::Error& error) {
    if (error.where() == where) throw;
    throw core::UnknownTensors(kUnknownTensors, where, error.what(), tensors_of(file));
  }
}

}  // namespace

Recognised recognise(const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation) {
  Recognised model =
      is_model_file(file) ? own_model(file, where, activation) : from_elsewhere(file, where, activation);
  model.format = file.format();
  model.metadata = file.metadata;
  model.activation = inner_activation(model.spec);
  return model;
}

}  // namespace nets

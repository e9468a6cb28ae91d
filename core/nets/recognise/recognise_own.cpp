#include "core/nets/recognise/recognise_own.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/nets/layouts/array_check.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"
#include "core/nets/layouts/model_metadata.h"
#include "core/nets/layouts/source_tensors.h"
#include "core/nets/recognise/recognise_layout.h"
#include "core/nets/recognise/recognise_words.h"

namespace nets {
namespace {

constexpr const char *kGenerator = "G.", *kEma = "G_ema.", *kDiscriminator = "D.";

std::string value_or_nothing(const io::WeightsFile& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  return found == file.metadata.end() ? "" : found->second;
}

std::string value_of(const io::WeightsFile& file, const std::string& key, const std::string& where) {
  if (!file.metadata.contains(key))
    throw core::Error("not a ganscope model file", where, "its metadata has no \"" + key + "\"");
  return file.metadata.at(key);
}

[[noreturn]] void refuse_value(const std::string& key, const std::string& value, const std::string& where) {
  throw core::Error("unreadable model file", where,
                    "metadata \"" + key + "\" is \"" + value.substr(0, 40) + "\"");
}

void read_facts(const io::WeightsFile& file, const std::string& where, core::ModelFacts& facts) {
  const std::string prior = value_of(file, "prior", where);
  const auto parsed = core::parse_prior(prior);
  if (!parsed) refuse_value("prior", prior, where);
  facts.prior = *parsed;

  const std::string kind = value_of(file, "bn_stats", where);
  const auto statistics = core::parse_statistics_kind(kind);
  if (!statistics) refuse_value("bn_stats", kind, where);
  facts.statistics = *statistics;

  const std::string step = value_of(file, "step", where);
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), facts.step);
  if (error != std::errc() || end != step.data() + step.size() || facts.step < 0)
    refuse_value("step", step, where);
  facts.prior_is_guess = file.metadata.contains(kPriorGuess);
}

bool has_prefix(const io::WeightsFile& file, const std::string& prefix) {
  return std::any_of(file.arrays.begin(), file.arrays.end(),
                     [&](const io::NamedArray& array) { return array.name.starts_with(prefix); });
}

/// Which nets the names announce, and their arrays with prefixes; a net alone may have none. Throws
/// core::Error unless they are exactly those of the spec.
void take_nets(const io::WeightsFile& file, const std::string& where, Recognised& model) {
  const auto generator = generator_stages(model.spec), discriminator = discriminator_stages(model.spec);
  model.has_generator = has_prefix(file, kGenerator);
  model.has_ema = has_prefix(file, kEma);
  model.has_discriminator = has_prefix(file, kDiscriminator);
  std::string added;  // to the names of a net without a prefix
  if (!model.has_generator && !model.has_ema && !model.has_discriminator) {
    const bool ema = value_or_nothing(file, "weights") == "ema";
    added = generator.empty() ? kDiscriminator : ema ? kEma : kGenerator;
    (generator.empty() ? model.has_discriminator : ema ? model.has_ema : model.has_generator) = true;
  }
  const auto in_file = [&](const char* prefix) { return added.empty() ? prefix : ""; };
  ArrayCheck check(file);
  if (model.has_generator) check.expect(generator, in_file(kGenerator));
  if (model.has_ema) check.expect(generator, in_file(kEma));
  if (model.has_discriminator) check.expect(discriminator, in_file(kDiscriminator));
  check.finish(where);
  model.weights.kind = file.kind;
  model.weights.arrays = file.arrays;
  for (io::NamedArray& array : model.weights.arrays) array.name.insert(0, added);
}

/// Sets the activation that was asked for, whatever the file says. Population statistics were gathered with
/// the file's own and do not fit another.
void set_activation(std::optional<core::InnerActivation> activation, bool gathered, Recognised& model) {
  if (!activation) return;
  model.activation_is_guess = false;
  LayoutSpec other = with_inner_activation(model.spec, *activation);
  if (other == model.spec) return;
  model.spec = std::move(other);
  if (gathered) model.statistics = core::StatisticsKind::kNone;
}

std::optional<LayoutSpec> described_spec(const io::WeightsFile& file, const std::string& where) {
  if (!find_layout(value_or_nothing(file, "layout"))) return std::nullopt;
  try {
    return layout_spec(file.metadata, where);
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

}  // namespace

Recognised own_model(const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation) {
  Recognised model;
  model.spec = layout_spec(file.metadata, where);
  read_facts(file, where, model);
  take_nets(file, where, model);
  if (model.spec.layout == kChainLayout)
    model.source = read_source_tensors(file.metadata, model.weights, model.spec, where);
  model.discriminator_statistics = model.statistics != core::StatisticsKind::kNone;
  model.activation_is_guess = file.metadata.contains(kActivationGuess);
  set_activation(activation, model.statistics == core::StatisticsKind::kPopulation, model);
  return model;
}

std::optional<Recognised> carried_model(const io::WeightsFile& file, const std::string& where,
                                        std::optional<core::InnerActivation> activation) {
  const std::optional<LayoutSpec> spec = described_spec(file, where);
  if (!spec) return std::nullopt;
  Recognised model;
  model.spec = *spec;
  try {
    take_nets(file, where, model);
  } catch (const core::Error&) {
    return std::nullopt;
  }
  const std::string said = value_or_nothing(file, "bn_stats");
  model.discriminator_statistics = said != "none";
  model.statistics = said != "none" ? core::StatisticsKind::kRunning : core::StatisticsKind::kNone;
  model.activation_is_guess = file.metadata.contains(kActivationGuess);
  set_activation(activation, said == "population", model);
  RecognisedAs as;
  as.rule = StrideRule::kInFile;
  as.kind = file.kind;
  model.words = words_of(model, as);
  return model;
}

}  // namespace nets

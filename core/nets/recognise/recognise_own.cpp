#include "core/nets/recognise/recognise_own.h"

#include <unordered_set>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"
#include "core/nets/layouts/model_metadata.h"
#include "core/nets/recognise/recognise_layout.h"
#include "core/nets/recognise/recognise_words.h"

namespace nets {
namespace {

std::string value_of(const io::WeightsFile& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  return found == file.metadata.end() ? "" : found->second;
}

std::optional<LayoutSpec> described_spec(const io::WeightsFile& file, const std::string& where) {
  const std::string layout = value_of(file, "layout");
  if (!find_layout(layout)) return std::nullopt;
  try {
    return layout_spec(file.metadata, where);
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

class OwnReader {
 public:
  OwnReader(const io::WeightsFile& file, Recognised& model) : file_(file), model_(model) {}

  /// Copies a net whose tensors stand under `prefix` to `to`; false where one is missing or has another
  /// shape.
  bool read(const std::vector<StageLayout>& stages, const std::string& prefix, const std::string& to);

  bool used_all() const { return used_.size() == file_.arrays.size(); }

 private:
  bool take(const std::string& name, const std::string& to, const std::vector<std::int64_t>& shape);

  const io::WeightsFile& file_;
  Recognised& model_;
  std::unordered_set<std::string> used_;
};

bool OwnReader::take(const std::string& name, const std::string& to, const std::vector<std::int64_t>& shape) {
  const io::NamedArray* array = file_.find(name);
  if (array == nullptr || array->shape != shape) return false;
  used_.insert(name);
  model_.weights.arrays.push_back(*array);
  model_.weights.arrays.back().name = to;
  return true;
}

bool OwnReader::read(const std::vector<StageLayout>& stages, const std::string& prefix,
                     const std::string& to) {
  bool whole = !stages.empty();
  for (const StageLayout& stage : stages) {
    const std::string module = stage.module + ".";
    whole = whole && take(prefix + module + "weight", to + module + "weight", stage.shape);
    if (stage.bias)
      whole = whole && take(prefix + module + "bias", to + module + "bias", {weight_outputs(stage)});
    if (stage.norm.empty()) continue;
    for (const char* leaf : {".weight", ".bias", ".running_mean", ".running_var"})
      whole = whole && take(prefix + stage.norm + leaf, to + stage.norm + leaf, {stage.features});
    const std::string tracked = stage.norm + ".num_batches_tracked";
    whole = whole && take(prefix + tracked, to + tracked, {});
  }
  return whole;
}

bool has_prefix(const io::WeightsFile& file, const std::string& prefix) {
  for (const io::NamedArray& array : file.arrays) {
    if (array.name.starts_with(prefix)) return true;
  }
  return false;
}

/// Which nets the names announce, read; false where one cannot be.
bool read_nets(const io::WeightsFile& file, Recognised& model) {
  OwnReader reader(file, model);
  const auto generator = generator_stages(model.spec), discriminator = discriminator_stages(model.spec);
  model.has_generator = has_prefix(file, "G.");
  model.has_ema = has_prefix(file, "G_ema.");
  model.has_discriminator = has_prefix(file, "D.");
  if (!model.has_generator && !model.has_ema && !model.has_discriminator) {
    const bool ema = value_of(file, "weights") == "ema";
    (generator.empty() ? model.has_discriminator : ema ? model.has_ema : model.has_generator) = true;
    const std::string to = generator.empty() ? "D." : ema ? "G_ema." : "G.";
    return reader.read(generator.empty() ? discriminator : generator, "", to) && reader.used_all();
  }
  bool whole = true;
  if (model.has_generator) whole = whole && reader.read(generator, "G.", "G.");
  if (model.has_ema) whole = whole && reader.read(generator, "G_ema.", "G_ema.");
  if (model.has_discriminator) whole = whole && reader.read(discriminator, "D.", "D.");
  return whole && reader.used_all();
}

}  // namespace

std::optional<Recognised> own_model(const io::WeightsFile& file, const std::string& where,
                                    std::optional<core::InnerActivation> activation) {
  const std::optional<LayoutSpec> spec = described_spec(file, where);
  if (!spec) return std::nullopt;
  Recognised model;
  model.spec = *spec;
  model.weights.kind = file.kind;
  model.weights.metadata = file.metadata;
  if (!read_nets(file, model)) return std::nullopt;
  const bool statistics = value_of(file, "bn_stats") != "none";
  model.generator_statistics = model.discriminator_statistics = statistics;
  model.activation_is_guess = !activation && file.metadata.contains(kActivationGuess);
  if (activation) {
    const LayoutSpec other = with_inner_activation(model.spec, *activation);
    // Gathered ones belong to the pictures of the activation in the file.
    if (!(other == model.spec) && value_of(file, "bn_stats") == "population")
      model.generator_statistics = false;
    model.spec = other;
  }
  RecognisedAs as;
  as.rule = StrideRule::kInFile;
  as.kind = file.kind;
  model.words = words_of(model, as);
  return model;
}

}  // namespace nets

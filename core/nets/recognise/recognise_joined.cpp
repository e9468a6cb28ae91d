#include <algorithm>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/recognise/recognise.h"
#include "core/nets/recognise/recognise_layout.h"

namespace nets {
namespace {

std::string size_text(const LayoutSpec& spec) {
  const std::string side = std::to_string(spec.size);
  return side + " x " + side + (spec.channels == 3 ? " colour" : " grey");
}

void check_fit(const Recognised& generator, const Recognised& discriminator, const std::string& where) {
  if (!generator.has_generator && !generator.has_ema)
    throw core::Error("the first of the two files holds no generator", where,
                      "one of the two must hold the generator");
  if (!discriminator.has_discriminator)
    throw core::Error("the second of the two files holds no discriminator", where,
                      "one of the two must hold the discriminator");
  const LayoutSpec &g = generator.spec, &d = discriminator.spec;
  if (g.size != d.size || g.channels != d.channels)
    throw core::Error("generator and discriminator do not fit", where,
                      "the generator makes " + size_text(g) + ", the discriminator reads " + size_text(d));
  if (d.classes != 0 && d.classes != g.classes)
    throw core::Error("generator and discriminator do not fit", where,
                      "the generator knows " + std::to_string(g.classes) + " classes, the discriminator " +
                          std::to_string(d.classes));
}

/// Moves the arrays of a net to another file under its stages' new names.
void move_arrays(io::WeightsFile& from, const std::string& prefix, const std::vector<StageLayout>& old_stages,
                 const std::vector<StageLayout>& new_stages, io::WeightsFile& to) {
  for (std::size_t index = 0; index < old_stages.size(); ++index) {
    const StageLayout &old_stage = old_stages[index], &new_stage = new_stages[index];
    for (io::NamedArray& array : from.arrays) {
      const std::size_t dot = array.name.rfind('.');
      const std::string module = array.name.substr(0, dot), leaf = array.name.substr(dot);
      const bool is_norm = !old_stage.norm.empty() && module == prefix + old_stage.norm;
      if (!is_norm && module != prefix + old_stage.module) continue;
      array.name = prefix + (is_norm ? new_stage.norm : new_stage.module) + leaf;
      to.arrays.push_back(std::move(array));
      array = {};
      array.name = ".";
    }
  }
}

std::string joined_words(const Recognised& generator, const Recognised& discriminator) {
  const auto words = [](const Recognised& model) {
    return model.words.empty() ? "ganscope's own file" : model.words;
  };
  return words(generator) + " | " + words(discriminator);
}

}  // namespace

Recognised joined(Recognised generator, Recognised discriminator, const std::string& where) {
  check_fit(generator, discriminator, where);
  LayoutSpec chain = as_chain(generator.spec);
  chain.discriminator = as_chain(discriminator.spec).discriminator;
  Recognised model;
  static_cast<core::ModelFacts&>(model) = generator;
  model.discriminator_statistics = discriminator.discriminator_statistics;
  model.words = joined_words(generator, discriminator);
  model.spec = as_named_layout(std::move(chain));
  model.has_generator = generator.has_generator;
  model.has_ema = generator.has_ema;
  model.has_discriminator = true;
  model.renamed = std::move(generator.renamed);
  model.renamed.erase("D");
  if (discriminator.renamed.contains("D")) model.renamed.insert("D");
  if (model.spec.layout == kChainLayout) {
    model.source = std::move(generator.source);
    model.source.erase("D");
    if (auto net = discriminator.source.extract("D")) model.source.insert(std::move(net));
  }
  model.weights.kind = generator.weights.kind;
  for (const char* prefix : {"G.", "G_ema."})
    move_arrays(generator.weights, prefix, generator_stages(generator.spec), generator_stages(model.spec),
                model.weights);
  move_arrays(discriminator.weights, "D.", discriminator_stages(discriminator.spec),
              discriminator_stages(model.spec), model.weights);
  check(model.spec);
  return model;
}

}  // namespace nets

#include "core/nets/recognise/recognise_layout.h"

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"

namespace nets {
namespace {

bool is_same(const StageLayout& a, const StageLayout& b) {
  const bool leaky = a.activation == Activation::kLeakyRelu;
  return a.kind == b.kind && a.shape == b.shape && a.norm.empty() == b.norm.empty() &&
         a.features == b.features && (a.kind == StageKind::kLinear || a.conv == b.conv) && a.out == b.out &&
         a.activation == b.activation && (!leaky || a.slope == b.slope) && a.bias == b.bias &&
         a.upsample == b.upsample && a.conditional == b.conditional;
}

bool are_same(const std::vector<StageLayout>& found, const std::vector<StageLayout>& known) {
  return found.empty() || std::equal(found.begin(), found.end(), known.begin(), known.end(), is_same);
}

/// The epsilon of every BatchNorm, if they agree.
std::optional<double> common_eps(const LayoutSpec& chain) {
  std::optional<double> eps;
  for (const auto* stages : {&chain.generator, &chain.discriminator}) {
    for (const StageLayout& stage : *stages) {
      if (stage.norm.empty()) continue;
      if (eps && *eps != stage.norm_eps) return std::nullopt;
      eps = stage.norm_eps;
    }
  }
  return eps ? eps : LayoutSpec{}.bn_eps;
}

std::optional<LayoutSpec> known_layout(const LayoutSpec& chain) {
  const std::optional<double> eps = common_eps(chain);
  if (!eps || chain.classes > 0) return std::nullopt;
  for (const LayoutKind* layout : layout_table()) {
    if (!layout->follows_from_sizes) continue;
    LayoutSpec spec = chain;
    spec.layout = layout->name;
    spec.bn_eps = *eps;
    spec.generator.clear();
    spec.discriminator.clear();
    try {
      check(spec);
    } catch (const core::UsageError&) {
      continue;
    }
    if (are_same(chain.generator, generator_stages(spec)) &&
        are_same(chain.discriminator, discriminator_stages(spec)))
      return spec;
  }
  return std::nullopt;
}

/// Gives stages without names those of our own; stages that have names keep them.
void name_stages(std::vector<StageLayout>& stages) {
  if (stages.empty() || !stages.front().module.empty()) return;
  for (std::size_t index = 0; index < stages.size(); ++index) {
    StageLayout& stage = stages[index];
    stage.module = "stages." + std::to_string(index + 1);
    if (!stage.norm.empty()) stage.norm = stage.module + ".bn";
  }
}

bool is_inner(const StageLayout& stage) {
  return stage.activation == Activation::kRelu || stage.activation == Activation::kLeakyRelu;
}

void set_widths(LayoutSpec& chain) {
  const bool generates = !chain.generator.empty(), discriminates = !chain.discriminator.empty();
  if (generates) {
    const StageLayout& image = chain.generator.back();
    chain.ngf = static_cast<int>(weight_inputs(image)) - (image.conditional ? chain.classes : 0);
  }
  if (discriminates) chain.ndf = static_cast<int>(weight_outputs(chain.discriminator.front()));
  if (!discriminates) chain.ndf = chain.ngf;
  if (!generates) chain.ngf = chain.ndf;
}

}  // namespace

LayoutSpec as_named_layout(LayoutSpec chain) {
  set_widths(chain);
  if (auto known = known_layout(chain)) return *known;
  chain.bn_eps = common_eps(chain).value_or(LayoutSpec{}.bn_eps);
  name_stages(chain.generator);
  name_stages(chain.discriminator);
  return chain;
}

LayoutSpec as_chain(const LayoutSpec& spec) {
  LayoutSpec chain = spec;
  chain.generator = generator_stages(spec);
  chain.discriminator = discriminator_stages(spec);
  chain.layout = kChainLayout;
  for (auto* stages : {&chain.generator, &chain.discriminator}) {
    for (StageLayout& stage : *stages) {
      if (!stage.norm.empty() && stage.norm_eps <= 0) stage.norm_eps = spec.bn_eps;
    }
  }
  return chain;
}

void set_inner_activation(std::vector<StageLayout>& generator, core::InnerActivation activation) {
  const bool leaky = activation == core::InnerActivation::kLeakyRelu;
  for (std::size_t index = 0; index + 1 < generator.size(); ++index) {
    StageLayout& stage = generator[index];
    if (!is_inner(stage)) continue;
    stage.activation = leaky ? Activation::kLeakyRelu : Activation::kRelu;
    stage.slope = StageLayout{}.slope;
  }
}

LayoutSpec with_inner_activation(const LayoutSpec& spec, core::InnerActivation activation) {
  LayoutSpec chain = as_chain(spec);
  const std::vector<StageLayout> before = chain.generator;
  set_inner_activation(chain.generator, activation);
  return chain.generator == before ? spec : chain;
}

core::InnerActivation inner_activation(const LayoutSpec& spec) {
  const std::vector<StageLayout> stages = generator_stages(spec);
  const auto first = std::find_if(stages.begin(), stages.end(), is_inner);
  const bool leaky = first != stages.end() && first->activation == Activation::kLeakyRelu;
  return leaky ? core::InnerActivation::kLeakyRelu : core::InnerActivation::kRelu;
}

}  // namespace nets

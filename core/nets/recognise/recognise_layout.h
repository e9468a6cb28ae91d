#pragma once

#include "core/nets/layouts/layout.h"

namespace nets {

/// `chain` (layout "chain", explicit stages of any names or none) as one of ours where its stages
/// are exactly theirs; else the same chain, a net without names with stages called "stages.1", their
/// BatchNorm "stages.1.bn". Fills in ngf, ndf and bn_eps, and every chain stage's norm_eps.
LayoutSpec as_named_layout(LayoutSpec chain);

/// The spec with its stages written out.
LayoutSpec as_chain(const LayoutSpec& spec);

/// Of a generator's stages but the last those with ReLU or LeakyReLU get `activation`.
void set_inner_activation(std::vector<StageLayout>& generator, core::InnerActivation activation);
/// `spec`, or where its generator has another activation inside, a chain of the same names with this one.
LayoutSpec with_inner_activation(const LayoutSpec& spec, core::InnerActivation activation);
/// Of the generator's first layer that has one of the two.
core::InnerActivation inner_activation(const LayoutSpec& spec);

}  // namespace nets

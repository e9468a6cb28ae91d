#pragma once

#include "core/engine/model/layout.h"

namespace engine {

/// `chain` (layout "chain", explicit stages of any names) as "classic" or "paper" where its stages are
/// exactly theirs; else the same chain with stages named "stages.1", their BatchNorm "stages.1.bn". Fills in
/// ngf, ndf and bn_eps, and every chain stage's norm_eps.
LayoutSpec as_named_layout(LayoutSpec chain);

/// The spec with its stages written out.
LayoutSpec as_chain(const LayoutSpec& spec);

}  // namespace engine

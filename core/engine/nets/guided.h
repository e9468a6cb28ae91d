#pragma once

#include <span>
#include <vector>

#include "core/engine/nets/folded.h"

namespace engine {

/// Guided backpropagation of the maximal response of each of `options.features` to each image [N, C, size,
/// size] (Springenberg 2014; paper section 6.2, figure 5): the response is the largest pre-activation of the
/// feature over its map; on the way back a gradient passes a LeakyReLU only where the pre-activation was
/// positive and the gradient is. BatchNorm's statistics stand still. images x features maps, image-major.
/// Throws core::Error for a block or feature that is not there.
std::vector<core::GuidedMap> guided_maps(const FoldedDiscriminator& d, const at::Tensor& images,
                                         const core::GuidedOptions& options, const at::Tensor& label = {});

}  // namespace engine

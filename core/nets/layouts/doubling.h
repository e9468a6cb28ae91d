#pragma once

#include <string>

#include "core/nets/layouts/layout.h"

namespace nets {

// What layouts share whose maps halve their side and double their number from block to block (LayoutSpec):
// everything between a stem and a head of their own. Legal specs only.

/// Where a stage's tensors stand.
struct StageNames {
  std::string module, norm;
};

core::SizePlan plan_of(const LayoutSpec& spec);
/// Maps of a block, counted from 1.
std::int64_t generator_width(const LayoutSpec& spec, int block);
std::int64_t discriminator_width(const LayoutSpec& spec, int block);

/// Block 2 or above: a transposed convolution with BatchNorm and ReLU.
StageLayout generator_block(const LayoutSpec& spec, int block, const ConvGeometry& conv, StageNames names);
/// The generator's last layer: a transposed convolution to the image, tanh.
StageLayout image_layer(const LayoutSpec& spec, const ConvGeometry& conv, std::string module);
/// A convolution with LeakyReLU 0.2, above block 1 with BatchNorm.
StageLayout discriminator_block(const LayoutSpec& spec, int block, const ConvGeometry& conv,
                                StageNames names);

/// Throws core::UsageError naming the first value that training does not allow, with the nearest legal sizes.
void check_doubling(const LayoutSpec& spec);

}  // namespace nets

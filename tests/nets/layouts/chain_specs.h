#pragma once

#include "core/nets/layouts/layout_chain.h"

namespace test {

/// 16 pixels: linear stem with bias, BatchNorm by channel without activation, enlarging convolutions with
/// biases, LeakyReLU.
nets::LayoutSpec upsampling_chain();

/// MNIST's conditional pair in small (paper section 8.1), 8 pixels: hidden layers of units, the label joined
/// everywhere, sigmoid.
nets::LayoutSpec conditional_chain();

/// 512 pixels from a few hundred weights: two maps a block, transposed convolutions from 4 pixels on.
nets::LayoutSpec large_chain();

}  // namespace test

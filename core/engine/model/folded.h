#pragma once

#include <vector>

#include "core/engine/model/network.h"
#include "core/engine/model/transposed_conv.h"
#include "core/session/frozen_model.h"

namespace engine {

/// Convolutions with BatchNorm's fixed statistics multiplied into weight and bias: one op a layer. Masks act
/// after the activation, so folding stays valid under them. Plain values, never written after making; any
/// number of threads may run one.
class FoldedGenerator {
 public:
  /// From G's running statistics.
  explicit FoldedGenerator(const Generator& g);

  /// z [N, nz] -> images in -1..1.
  at::Tensor images(const at::Tensor& z, const core::Masks& masks) const;
  /// After block `block` (1 = first), ReLU and mask.
  at::Tensor block(const at::Tensor& z, int block, const core::Masks& masks) const;

 private:
  core::BlockShape stem_;
  at::Tensor stem_weight_, stem_bias_;
  std::vector<TransposedConv> convolutions_;  // of blocks 2 .. n with ReLU, then to the image
};

/// D likewise.
class FoldedDiscriminator {
 public:
  explicit FoldedDiscriminator(const Discriminator& d);

  at::Tensor logits(const at::Tensor& images) const;
  /// Pre-activations (after BatchNorm, before LeakyReLU) of blocks 1 .. block.
  std::vector<at::Tensor> pre_activations(const at::Tensor& images, int block) const;
  /// Gradient of block `block`'s pre-activation -> gradient of its input, [N, ., 2 H, 2 W].
  at::Tensor backward(const at::Tensor& gradient, int block) const;

  int blocks() const { return static_cast<int>(weights_.size()); }

  int channels(int block) const {
    return static_cast<int>(weights_[static_cast<std::size_t>(block) - 1].size(0));
  }

 private:
  ConvGeometry conv_;
  std::vector<at::Tensor> weights_, biases_;
  at::Tensor head_;  // [units in channel-last order, 1]
};

/// G with the statistics of the very batch, moving nothing; the same taps and masks. With `only_first` the
/// image layer runs for the first z alone.
at::Tensor batch_statistics_images(const Generator& g, const at::Tensor& z, const core::Masks& masks,
                                   bool only_first);
at::Tensor batch_statistics_block(const Generator& g, const at::Tensor& z, int block,
                                  const core::Masks& masks);

}  // namespace engine

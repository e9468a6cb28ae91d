#pragma once

#include <vector>

#include "core/engine/nets/folded_stage.h"
#include "core/model/frozen_model.h"

namespace engine {

/// A generator's stages folded. Masks act after the activation, so folding stays valid under them. Plain
/// values, never written after making; any number of threads may run one. `label` as in joined().
class FoldedGenerator {
 public:
  /// From G's running statistics.
  explicit FoldedGenerator(const Generator& g);

  /// z [N, nz] -> images in -1..1.
  at::Tensor images(const at::Tensor& z, const core::Masks& masks, const at::Tensor& label = {}) const;
  /// After block `block` (1 = first), activation and mask.
  at::Tensor block(const at::Tensor& z, int block, const core::Masks& masks,
                   const at::Tensor& label = {}) const;

  const std::vector<FoldedStage>& stages() const { return stages_; }

 private:
  int classes_;
  std::vector<FoldedStage> stages_;  // n blocks, then the image layer
};

/// D likewise.
class FoldedDiscriminator {
 public:
  explicit FoldedDiscriminator(const Discriminator& d);

  at::Tensor logits(const at::Tensor& images, const at::Tensor& label = {}) const;
  /// Pre-activations (after BatchNorm, before LeakyReLU) of blocks 1 .. block.
  std::vector<at::Tensor> pre_activations(const at::Tensor& images, int block,
                                          const at::Tensor& label = {}) const;
  /// Gradient of block `block`'s pre-activation -> gradient of its input, the image for block 1.
  at::Tensor backward(const at::Tensor& gradient, int block) const;

  int blocks() const { return static_cast<int>(stages_.size()) - 1; }

  const nets::StageLayout& layout(int block) const {
    return stages_[static_cast<std::size_t>(block) - 1].layout();
  }

  int channels(int block) const { return layout(block).out.channels; }

 private:
  int classes_, channels_;
  bool unit_range_;
  std::vector<FoldedStage> stages_;  // n blocks, then the head
};

/// G with the statistics of the very batch, moving nothing; the same taps and masks. With `only_first` the
/// image layer runs for the first z alone.
at::Tensor batch_statistics_images(const Generator& g, const at::Tensor& z, const core::Masks& masks,
                                   bool only_first, const at::Tensor& label = {});
at::Tensor batch_statistics_block(const Generator& g, const at::Tensor& z, int block,
                                  const core::Masks& masks, const at::Tensor& label = {});
/// The pictures of the last block's maps.
at::Tensor batch_statistics_pixels(const Generator& g, const at::Tensor& maps, const at::Tensor& label = {});

}  // namespace engine

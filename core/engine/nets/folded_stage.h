#pragma once

#include <optional>

#include "core/engine/nets/network.h"
#include "core/engine/nets/transposed_conv.h"

namespace engine {

/// One stage with BatchNorm's fixed statistics multiplied into weight and bias: one operator. Plain values,
/// never written after making; any number of threads may run one.
class FoldedStage {
 public:
  /// `side` is the height and width of its input. A generator's stages run often and for one image, so a
  /// transposed convolution is brought into oneDNN's own order once.
  FoldedStage(const Stage& stage, int side);

  /// x [N, C, H, W] (a z is C x 1 x 1), a conditional stage's label joined already -> before the activation.
  at::Tensor pre_activation(const at::Tensor& x) const;
  /// The same and the activation.
  at::Tensor operator()(const at::Tensor& x) const;
  /// Gradient of pre_activation's result -> gradient of its input, `input_channels` x `side` square, without
  /// a joined label's part.
  at::Tensor backward(const at::Tensor& gradient, std::int64_t input_channels) const;

  const nets::StageLayout& layout() const { return layout_; }

  /// Weight and bias as layers without BatchNorm have them, in the stage's own order; bias may be undefined.
  const at::Tensor& weight() const { return weight_; }

  const at::Tensor& bias() const { return bias_; }

 private:
  at::Tensor product(const at::Tensor& x) const;

  nets::StageLayout layout_;
  int side_;
  at::Tensor weight_, bias_;
  at::Tensor matrix_, matrix_bias_;  // [in, units channel-last]: stages that make maps out of one pixel
  std::optional<TransposedConv> transposed_;
};

}  // namespace engine

#include "core/engine/nets/folded_stage.h"

#include <torch/utils.h>

#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

struct Affine {
  at::Tensor scale, shift;
};

/// BatchNorm with fixed statistics as y = scale * x + shift.
Affine affine_of(const NormImpl& norm) {
  const at::Tensor scale = norm.weight / at::sqrt(norm.running_var + norm.eps);
  return {scale, norm.bias - norm.running_mean * scale};
}

/// One value per output of the stage's weight: BatchNorm by channel behind a linear stage is repeated over
/// its pixels.
at::Tensor per_output(const at::Tensor& values, const nets::StageLayout& layout) {
  return values.repeat_interleave(nets::weight_outputs(layout) / values.numel());
}

/// The last dimension of `x` from channel-first to channel-last units.
at::Tensor to_channel_last(const at::Tensor& x, const core::BlockShape& shape) {
  return x.reshape({-1, shape.channels, shape.height, shape.width}).permute({0, 2, 3, 1}).flatten(1);
}

bool is_single(const core::BlockShape& shape) {
  return shape.height == 1 && shape.width == 1;
}

}  // namespace

FoldedStage::FoldedStage(const Stage& stage, int side) : layout_(stage.layout), side_(side) {
  const torch::NoGradGuard no_grad;
  weight_ = stage.weight.detach().clone();
  if (stage.bias.defined()) bias_ = stage.bias.detach().clone();
  if (!stage.norm.is_empty()) {
    const Affine norm = affine_of(*stage.norm);
    const at::Tensor scale = per_output(norm.scale, layout_), shift = per_output(norm.shift, layout_);
    std::vector<std::int64_t> along(static_cast<std::size_t>(weight_.dim()), 1);
    along[layout_.kind == nets::StageKind::kTransposedConv ? 1 : 0] = -1;
    weight_ = weight_ * scale.view(along);
    bias_ = bias_.defined() ? bias_ * scale + shift : shift;
  }
  if (weight_.dim() == 4) weight_ = weight_.contiguous(at::MemoryFormat::ChannelsLast);

  const core::BlockShape& out = layout_.out;
  if (layout_.kind == nets::StageKind::kLinear && !is_single(out)) {
    matrix_ = to_channel_last(weight_.t(), out).contiguous();
    if (bias_.defined()) matrix_bias_ = to_channel_last(bias_.unsqueeze(0), out).view(-1);
  } else if (layout_.kind == nets::StageKind::kLinear) {
    matrix_ = weight_.t().contiguous();
    matrix_bias_ = bias_;
  } else if (layout_.kind == nets::StageKind::kTransposedConv && side == 1 && layout_.conv.padding == 0) {
    matrix_ = weight_.permute({0, 2, 3, 1}).reshape({weight_.size(0), -1}).contiguous();
    if (bias_.defined()) matrix_bias_ = bias_.repeat({std::int64_t{out.height} * out.width});
  } else if (layout_.kind == nets::StageKind::kTransposedConv) {
    transposed_.emplace(weight_, bias_, layout_.conv, side, layout_.activation == nets::Activation::kRelu);
  }
}

at::Tensor FoldedStage::product(const at::Tensor& x) const {
  const core::BlockShape& out = layout_.out;
  if (matrix_.defined()) {
    const at::Tensor rows = x.reshape({x.size(0), -1});
    const at::Tensor units =
        matrix_bias_.defined() ? at::addmm(matrix_bias_, rows, matrix_) : rows.mm(matrix_);
    return units.view({-1, out.height, out.width, out.channels}).permute({0, 3, 1, 2});
  }
  return at::conv2d(enlarged(layout_, x), weight_, bias_, layout_.conv.stride, layout_.conv.padding);
}

at::Tensor FoldedStage::pre_activation(const at::Tensor& x) const {
  if (!transposed_) return product(x);
  return at::conv_transpose2d(x, weight_, bias_, layout_.conv.stride, layout_.conv.padding,
                              layout_.conv.output_padding);
}

at::Tensor FoldedStage::operator()(const at::Tensor& x) const {
  if (!transposed_) return activated(layout_, product(x));
  const at::Tensor y = (*transposed_)(x);
  return layout_.activation == nets::Activation::kRelu ? y : activated(layout_, y);
}

at::Tensor FoldedStage::backward(const at::Tensor& gradient, std::int64_t input_channels) const {
  const std::int64_t count = gradient.size(0);
  if (layout_.kind == nets::StageKind::kLinear) {
    const at::Tensor units = gradient.reshape({count, -1}).mm(weight_);
    return units.narrow(1, 0, input_channels * side_ * side_).view({count, input_channels, side_, side_});
  }
  const nets::ConvGeometry& conv = layout_.conv;
  const std::int64_t left_over =
      side_ - ((gradient.size(2) - 1) * conv.stride - 2 * conv.padding + conv.kernel);
  return at::conv_transpose2d(gradient, weight_, {}, conv.stride, conv.padding, left_over)
      .narrow(1, 0, input_channels);
}

}  // namespace engine

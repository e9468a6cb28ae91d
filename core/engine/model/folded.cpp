#include "core/engine/model/folded.h"

#include <torch/utils.h>

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

/// Zeroes the dropped channels of block `block`, if any.
at::Tensor masked(const at::Tensor& x, int block, const core::Masks& masks) {
  const auto found = masks.dropped.find(block);
  if (found == masks.dropped.end() || found->second.empty()) return x;
  std::vector<std::int64_t> channels(found->second.begin(), found->second.end());
  return x.index_fill(1, at::tensor(channels, at::kLong).to(x.device()), 0);
}

/// Rows of `x` [., C * b * b] (any first dimension) from channel-first to channel-last units.
at::Tensor to_channel_last_units(const at::Tensor& x, const core::BlockShape& shape) {
  return x.view({-1, shape.channels, shape.height, shape.width})
      .permute({0, 2, 3, 1})
      .reshape({x.size(0), -1});
}

/// The stem's weight as [nz, b * b * C], units channel-last, whichever layout stored it.
at::Tensor stem_matrix(const at::Tensor& weight, const core::BlockShape& shape) {
  if (weight.dim() == 4) return weight.permute({0, 2, 3, 1}).reshape({weight.size(0), -1});
  return to_channel_last_units(weight.t().contiguous(), shape);
}

/// A per-channel or per-unit vector as one value per channel-last unit.
at::Tensor stem_vector(const at::Tensor& values, const core::BlockShape& shape) {
  if (values.numel() == shape.channels) return values.repeat({shape.height * shape.width});
  return to_channel_last_units(values.view({1, -1}), shape).view(-1);
}

at::Tensor as_maps(const at::Tensor& units, const core::BlockShape& shape) {
  return units.view({-1, shape.height, shape.width, shape.channels}).permute({0, 3, 1, 2});
}

/// BatchNorm by the batch's own statistics, without buffers.
at::Tensor batch_normalised(const NormImpl& norm, const at::Tensor& x) {
  return at::batch_norm(x, norm.weight, norm.bias, {}, {}, true, 0.0, norm.eps, true);
}

at::Tensor batch_statistics_stem(const Generator& g, const at::Tensor& z) {
  const core::BlockShape shape = generator_blocks(g->spec()).front();
  const Stage& stem = g->stages().front();
  if (stem.weight.dim() == 4)
    return batch_normalised(*stem.norm, as_maps(z.mm(stem_matrix(stem.weight, shape)), shape));
  return batch_normalised(*stem.norm, z.mm(stem.weight.t()))
      .view({-1, shape.channels, shape.height, shape.width})
      .contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

FoldedGenerator::FoldedGenerator(const Generator& g) : stem_(generator_blocks(g->spec()).front()) {
  const torch::NoGradGuard no_grad;
  const Stage& stem = g->stages().front();
  const Affine stem_norm = affine_of(*stem.norm);
  stem_weight_ = (stem_matrix(stem.weight, stem_) * stem_vector(stem_norm.scale, stem_)).contiguous();
  stem_bias_ = stem_vector(stem_norm.shift, stem_);

  const ConvGeometry geometry = conv_geometry(g->spec());
  int side = stem_.height;
  for (std::size_t index = 1; index < g->stages().size(); ++index, side *= 2) {
    const Stage& stage = g->stages()[index];
    if (stage.norm.is_empty()) {
      convolutions_.emplace_back(stage.weight.detach().clone(), at::Tensor(), geometry, side, false);
      continue;
    }
    const Affine norm = affine_of(*stage.norm);
    convolutions_.emplace_back(stage.weight * norm.scale.view({1, -1, 1, 1}), norm.shift, geometry, side,
                               true);
  }
}

at::Tensor FoldedGenerator::images(const at::Tensor& z, const core::Masks& masks) const {
  return convolutions_.back()(block(z, static_cast<int>(convolutions_.size()), masks)).tanh_();
}

at::Tensor FoldedGenerator::block(const at::Tensor& z, int block, const core::Masks& masks) const {
  at::Tensor x = masked(as_maps(at::addmm(stem_bias_, z, stem_weight_).relu_(), stem_), 1, masks);
  for (int index = 2; index <= block; ++index) {
    x = masked(convolutions_[static_cast<std::size_t>(index) - 2](x), index, masks);
  }
  return x;
}

FoldedDiscriminator::FoldedDiscriminator(const Discriminator& d) : conv_(conv_geometry(d->spec())) {
  const torch::NoGradGuard no_grad;
  for (std::size_t index = 0; index + 1 < d->stages().size(); ++index) {
    const Stage& stage = d->stages()[index];
    if (stage.norm.is_empty()) {
      weights_.push_back(stage.weight.clone());
      biases_.emplace_back();
      continue;
    }
    const Affine norm = affine_of(*stage.norm);
    weights_.push_back(
        (stage.weight * norm.scale.view({-1, 1, 1, 1})).contiguous(at::MemoryFormat::ChannelsLast));
    biases_.push_back(norm.shift);
  }
  const at::Tensor head = d->stages().back().weight;
  const core::BlockShape shape = discriminator_blocks(d->spec()).back();
  head_ = to_channel_last_units(head.contiguous().view({1, -1}), shape).t().contiguous();
}

at::Tensor FoldedDiscriminator::logits(const at::Tensor& images) const {
  const at::Tensor last = at::leaky_relu(pre_activations(images, blocks()).back(), kLeakySlope);
  return last.permute({0, 2, 3, 1}).reshape({images.size(0), -1}).mm(head_).view(-1);
}

std::vector<at::Tensor> FoldedDiscriminator::pre_activations(const at::Tensor& images, int block) const {
  std::vector<at::Tensor> found;
  at::Tensor x = images.contiguous(at::MemoryFormat::ChannelsLast);
  for (std::size_t index = 0; index < static_cast<std::size_t>(block); ++index) {
    found.push_back(at::conv2d(x, weights_[index], biases_[index], conv_.stride, conv_.padding));
    x = at::leaky_relu(found.back(), kLeakySlope);
  }
  return found;
}

at::Tensor FoldedDiscriminator::backward(const at::Tensor& gradient, int block) const {
  return at::conv_transpose2d(gradient, weights_[static_cast<std::size_t>(block) - 1], {}, conv_.stride,
                              conv_.padding, conv_.output_padding);
}

at::Tensor batch_statistics_block(const Generator& g, const at::Tensor& z, int block,
                                  const core::Masks& masks) {
  const ConvGeometry conv = conv_geometry(g->spec());
  at::Tensor x = masked(batch_statistics_stem(g, z).relu_(), 1, masks);
  for (int index = 1; index < block; ++index) {
    const Stage& stage = g->stages()[static_cast<std::size_t>(index)];
    x = at::conv_transpose2d(x, stage.weight, {}, conv.stride, conv.padding, conv.output_padding);
    x = masked(batch_normalised(*stage.norm, x).relu_(), index + 1, masks);
  }
  return x;
}

at::Tensor batch_statistics_images(const Generator& g, const at::Tensor& z, const core::Masks& masks,
                                   bool only_first) {
  const ConvGeometry conv = conv_geometry(g->spec());
  at::Tensor x = batch_statistics_block(g, z, static_cast<int>(g->stages().size()) - 1, masks);
  if (only_first) x = x.narrow(0, 0, 1);
  return at::conv_transpose2d(x, g->stages().back().weight, {}, conv.stride, conv.padding,
                              conv.output_padding)
      .tanh_();
}

}  // namespace engine

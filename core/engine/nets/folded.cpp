#include "core/engine/nets/folded.h"

#include <torch/utils.h>

namespace engine {
namespace {

/// Zeroes the dropped channels of block `block`, if any.
at::Tensor masked(const at::Tensor& x, int block, const core::Masks& masks) {
  const auto found = masks.dropped.find(block);
  if (found == masks.dropped.end() || found->second.empty()) return x;
  std::vector<std::int64_t> channels(found->second.begin(), found->second.end());
  return x.index_fill(1, at::tensor(channels, at::kLong).to(x.device()), 0);
}

std::vector<FoldedStage> folded(const std::vector<Stage>& stages, int side) {
  std::vector<FoldedStage> result;
  for (const Stage& stage : stages) {
    result.emplace_back(stage, side);
    side = stage.layout.out.height;
  }
  return result;
}

/// BatchNorm by the batch's own statistics, without buffers.
at::Tensor by_batch(Norm norm, const at::Tensor& x) {
  return at::batch_norm(x, norm->weight, norm->bias, {}, {}, true, 0.0, norm->eps, true);
}

}  // namespace

FoldedGenerator::FoldedGenerator(const Generator& g)
    : classes_(g->spec().classes), stages_(folded(g->stages(), 1)) {}

at::Tensor FoldedGenerator::images(const at::Tensor& z, const core::Masks& masks,
                                   const at::Tensor& label) const {
  const FoldedStage& last = stages_.back();
  const at::Tensor maps = block(z, static_cast<int>(stages_.size()) - 1, masks, label);
  return pixels(last.layout(), last(joined(last.layout(), maps, label, classes_)));
}

at::Tensor FoldedGenerator::block(const at::Tensor& z, int block, const core::Masks& masks,
                                  const at::Tensor& label) const {
  at::Tensor x = as_maps(z);
  for (int index = 1; index <= block; ++index) {
    const FoldedStage& stage = stages_[static_cast<std::size_t>(index) - 1];
    x = masked(stage(joined(stage.layout(), x, label, classes_)), index, masks);
  }
  return x;
}

FoldedDiscriminator::FoldedDiscriminator(const Discriminator& d)
    : classes_(d->spec().classes),
      channels_(d->spec().channels),
      unit_range_(nets::has_unit_range(d->spec())),
      stages_(folded(d->stages(), d->spec().size)) {}

at::Tensor FoldedDiscriminator::logits(const at::Tensor& images, const at::Tensor& label) const {
  const FoldedStage& head = stages_.back();
  const at::Tensor last = activated(layout(blocks()), pre_activations(images, blocks(), label).back());
  return head(joined(head.layout(), last, label, classes_)).reshape(-1);
}

std::vector<at::Tensor> FoldedDiscriminator::pre_activations(const at::Tensor& images, int block,
                                                             const at::Tensor& label) const {
  std::vector<at::Tensor> found;
  at::Tensor x = (unit_range_ ? (images + 1) / 2 : images).contiguous(at::MemoryFormat::ChannelsLast);
  for (std::size_t index = 0; index < static_cast<std::size_t>(block); ++index) {
    const FoldedStage& stage = stages_[index];
    found.push_back(stage.pre_activation(joined(stage.layout(), x, label, classes_)));
    x = activated(stage.layout(), found.back());
  }
  return found;
}

at::Tensor FoldedDiscriminator::backward(const at::Tensor& gradient, int block) const {
  const int below = block == 1 ? channels_ : channels(block - 1);
  return stages_[static_cast<std::size_t>(block) - 1].backward(gradient, below);
}

at::Tensor batch_statistics_block(const Generator& g, const at::Tensor& z, int block,
                                  const core::Masks& masks, const at::Tensor& label) {
  at::Tensor x = z;
  for (int index = 1; index <= block; ++index) {
    const Stage& stage = g->stages()[static_cast<std::size_t>(index) - 1];
    x = pre_activation(stage, joined(stage.layout, x, label, g->spec().classes), by_batch);
    x = masked(activated(stage.layout, x), index, masks);
  }
  return x;
}

at::Tensor batch_statistics_pixels(const Generator& g, const at::Tensor& maps, const at::Tensor& label) {
  const Stage& last = g->stages().back();
  const at::Tensor x = joined(last.layout, maps, label, g->spec().classes);
  return pixels(last.layout, activated(last.layout, pre_activation(last, x, by_batch)));
}

at::Tensor batch_statistics_images(const Generator& g, const at::Tensor& z, const core::Masks& masks,
                                   bool only_first, const at::Tensor& label) {
  const at::Tensor maps =
      batch_statistics_block(g, z, static_cast<int>(g->stages().size()) - 1, masks, label);
  if (!only_first) return batch_statistics_pixels(g, maps, label);
  return batch_statistics_pixels(g, maps.narrow(0, 0, 1), label.defined() ? label.narrow(0, 0, 1) : label);
}

}  // namespace engine

#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <functional>
#include <vector>

#include "core/nets/layouts/layout.h"

namespace engine {

/// BatchNorm over dimension 1 of [N, F] or [N, C, H, W], with PyTorch's five names.
struct NormImpl : torch::nn::Module {
  NormImpl(std::int64_t features, double eps);
  /// Normalises with batch statistics and moves the running ones by `momentum` when training; else with the
  /// running ones.
  at::Tensor forward(const at::Tensor& x, bool training, double momentum = 0.1);

  double eps;
  at::Tensor weight, bias, running_mean, running_var, num_batches_tracked;
};

TORCH_MODULE(Norm);

/// A weight with its bias and the BatchNorm behind it, where the layout has them. All alias what the module
/// registered.
struct Stage {
  nets::StageLayout layout;
  at::Tensor weight;
  at::Tensor bias;  // undefined: none
  Norm norm{nullptr};
};

/// Weight, bias and BatchNorm of one stage, no activation; `normalise` is called where it has BatchNorm. Rows
/// [N, units] or maps, a joined label included; one pixel comes out as a row.
at::Tensor pre_activation(const Stage& stage, const at::Tensor& x,
                          const std::function<at::Tensor(Norm, const at::Tensor&)>& normalise);
/// One pixel's rows [N, C] as maps [N, C, 1, 1]; maps stay what they are.
at::Tensor as_maps(const at::Tensor& x);
/// One-hot rows [count, classes] of one label.
at::Tensor one_hot(std::int64_t count, int label, int classes, const at::TensorOptions& options = {});
/// x joined with a one-hot label, [N, C + classes] or [N, C + classes, H, W], where the stage is conditional.
/// `label` is [N, classes]; undefined = class 0.
at::Tensor joined(const nets::StageLayout& layout, const at::Tensor& x, const at::Tensor& label, int classes);
/// x enlarged by nearest neighbour where the stage does that before its convolution.
at::Tensor enlarged(const nets::StageLayout& layout, const at::Tensor& x);
/// One activation.
at::Tensor activated(const nets::StageLayout& layout, const at::Tensor& x);
/// A tanh or sigmoid at a generator's end as pixels in -1..1.
at::Tensor pixels(const nets::StageLayout& layout, const at::Tensor& x);

/// z -> image. Weights are stored channels_last where 4-D, so that the stem is a plain matrix product whose
/// result already is channels_last.
class GeneratorImpl : public torch::nn::Module {
 public:
  explicit GeneratorImpl(const nets::LayoutSpec& spec);  // PyTorch-like zeros until initialise() or loading;
                                                         // throws UsageError like check()

  /// z [N, nz] or [N, nz, 1, 1] -> images [N, channels, size, size] in -1..1, channels_last. is_training()
  /// decides BatchNorm. `label` as in joined().
  at::Tensor forward(const at::Tensor& z, const at::Tensor& label = {});
  /// The same with batch statistics whatever is_training() says, moving the running ones by `momentum`.
  at::Tensor forward_batch_statistics(const at::Tensor& z, double momentum, const at::Tensor& label = {});
  /// Only moves the running statistics, and makes no picture for that.
  void move_statistics(const at::Tensor& z, double momentum, const at::Tensor& label = {});

  const nets::LayoutSpec& spec() const { return spec_; }

  const std::vector<Stage>& stages() const { return stages_; }

 private:
  /// The first `stages` of them.
  at::Tensor run(const at::Tensor& z, const at::Tensor& label, bool batch_statistics, double momentum,
                 std::size_t stages);

  nets::LayoutSpec spec_;
  std::vector<Stage> stages_;
};

TORCH_MODULE(Generator);

/// image -> logit.
class DiscriminatorImpl : public torch::nn::Module {
 public:
  explicit DiscriminatorImpl(const nets::LayoutSpec& spec);

  /// images [N, channels, size, size] in -1..1 -> logits [N]; D's probability is their sigmoid. `label` as in
  /// joined().
  at::Tensor forward(const at::Tensor& images, const at::Tensor& label = {});
  at::Tensor forward_batch_statistics(const at::Tensor& images, double momentum,
                                      const at::Tensor& label = {});

  const nets::LayoutSpec& spec() const { return spec_; }

  const std::vector<Stage>& stages() const { return stages_; }

 private:
  at::Tensor run(const at::Tensor& images, const at::Tensor& label, bool batch_statistics, double momentum);

  nets::LayoutSpec spec_;
  std::vector<Stage> stages_;
};

TORCH_MODULE(Discriminator);

/// Weights N(0, 0.02), BatchNorm gain N(1, 0.02), bias 0 (paper section 4; docs/paper.md: Training), running
/// statistics 0 and 1. Drawn on the CPU from `random` alone, in the order of the stages, so the start is the
/// same on every device.
void initialise(torch::nn::Module& net, const std::vector<Stage>& stages, at::Generator random);

inline void initialise(Generator& g, at::Generator random) {
  initialise(*g, g->stages(), random);
}

inline void initialise(Discriminator& d, at::Generator random) {
  initialise(*d, d->stages(), random);
}

/// Parameters and buffers by value, device and train/eval flag kept; parameters of the copy require no
/// gradient.
Generator deep_copy(const Generator& g);
Discriminator deep_copy(const Discriminator& d);
/// Copies all parameters and buffers of equal nets, without autograd.
void copy_state(const torch::nn::Module& from, torch::nn::Module& to);

}  // namespace engine

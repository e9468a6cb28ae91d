#include "core/engine/nets/network.h"

#include <torch/utils.h>

#include <span>
#include <sstream>

#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

/// The module at a dotted path below `root`, made where it is missing.
torch::nn::Module& module_at(torch::nn::Module& root, const std::string& path) {
  torch::nn::Module* module = &root;
  std::istringstream parts(path);
  for (std::string name; std::getline(parts, name, '.');) {
    const auto children = module->named_children();
    const auto* child = children.find(name);
    module =
        child ? child->get() : module->register_module(name, std::make_shared<torch::nn::Module>()).get();
  }
  return *module;
}

Stage make_stage(torch::nn::Module& root, const nets::StageLayout& layout, double eps) {
  const at::Tensor zeros = at::zeros(layout.shape);
  Stage stage;
  stage.layout = layout;
  stage.weight =
      module_at(root, layout.module)
          .register_parameter(
              "weight", layout.shape.size() == 4 ? zeros.contiguous(at::MemoryFormat::ChannelsLast) : zeros);
  if (layout.bias)
    stage.bias =
        module_at(root, layout.module).register_parameter("bias", at::zeros({nets::weight_outputs(layout)}));
  if (!layout.norm.empty()) {
    const std::size_t dot = layout.norm.rfind('.');
    const bool inside = dot != std::string::npos;
    stage.norm = module_at(root, inside ? layout.norm.substr(0, dot) : "")
                     .register_module(layout.norm.substr(inside ? dot + 1 : 0),
                                      Norm(layout.features, layout.norm_eps > 0 ? layout.norm_eps : eps));
  }
  return stage;
}

/// Rows of units, channel-last, from maps or rows of units.
at::Tensor channel_last_units(const at::Tensor& x) {
  return x.dim() == 2 ? x : x.permute({0, 2, 3, 1}).reshape({x.size(0), -1});
}

/// [N, units] with units channel-first as maps, channels_last; a single pixel stays a row.
at::Tensor maps_of_units(const at::Tensor& units, const core::BlockShape& out) {
  if (out.height == 1 && out.width == 1) return units;
  return units.view({-1, out.channels, out.height, out.width}).contiguous(at::MemoryFormat::ChannelsLast);
}

/// A stage whose input or output is one pixel, as a plain matrix product; rows in and maps out, or the
/// reverse.
at::Tensor as_matrix_product(const Stage& stage, const at::Tensor& x) {
  const at::Tensor& weight = stage.weight;
  const core::BlockShape& out = stage.layout.out;
  if (stage.layout.kind == nets::StageKind::kTransposedConv)
    return x.mm(weight.permute({0, 2, 3, 1}).reshape({weight.size(0), -1}))
        .view({-1, out.height, out.width, out.channels})
        .permute({0, 3, 1, 2});
  return channel_last_units(x).mm(weight.permute({0, 2, 3, 1}).reshape({weight.size(0), -1}).t());
}

/// The weight's product with x, without bias. One pixel in or out is a row, not a map.
at::Tensor multiplied(const Stage& stage, const at::Tensor& x) {
  const nets::StageLayout& layout = stage.layout;
  const nets::ConvGeometry& conv = layout.conv;
  const bool single = layout.out.height == 1 && layout.out.width == 1;
  if (layout.kind == nets::StageKind::kLinear) return x.reshape({x.size(0), -1}).mm(stage.weight.t());
  if (layout.kind == nets::StageKind::kTransposedConv) {
    if (x.dim() == 2 && conv.padding == 0 && conv.output_padding == 0) return as_matrix_product(stage, x);
    return at::conv_transpose2d(as_maps(x), stage.weight, {}, conv.stride, conv.padding, conv.output_padding);
  }
  if (single && conv.padding == 0 && x.dim() == 4 && x.size(2) == conv.kernel)
    return as_matrix_product(stage, x);
  const at::Tensor y = at::conv2d(enlarged(layout, as_maps(x)), stage.weight, {}, conv.stride, conv.padding);
  return single ? y.flatten(1) : y;
}

/// BatchNorm of a net in use: batch statistics move the running ones by `momentum`.
std::function<at::Tensor(Norm, const at::Tensor&)> running_norm(bool batch_statistics, double momentum) {
  return [=](Norm norm, const at::Tensor& x) { return norm->forward(x, batch_statistics, momentum); };
}

template <typename Net>
Net copy_of(const Net& net) {
  Net copy(net->spec());
  for (at::Tensor& parameter : copy->parameters()) {
    parameter.set_requires_grad(false);
  }
  copy->to(net->stages().front().weight.device());
  copy_state(*net, *copy);
  copy->train(net->is_training());
  return copy;
}

}  // namespace

at::Tensor pre_activation(const Stage& stage, const at::Tensor& x,
                          const std::function<at::Tensor(Norm, const at::Tensor&)>& normalise) {
  const nets::StageLayout& layout = stage.layout;
  const auto normalised = [&](const at::Tensor& y) {
    return stage.norm.is_empty() ? y : normalise(stage.norm, y);
  };
  at::Tensor y = multiplied(stage, x);
  if (stage.bias.defined()) y = y + (y.dim() == 2 ? stage.bias : stage.bias.view({-1, 1, 1}));
  if (layout.kind != nets::StageKind::kLinear) return normalised(y);
  if (layout.features != layout.out.channels) return maps_of_units(normalised(y), layout.out);
  return normalised(maps_of_units(y, layout.out));
}

at::Tensor as_maps(const at::Tensor& x) {
  return x.dim() == 2 ? x.unsqueeze(-1).unsqueeze(-1) : x;
}

at::Tensor one_hot(std::int64_t count, int label, int classes, const at::TensorOptions& options) {
  at::Tensor rows = at::zeros({count, classes}, options);
  rows.select(1, label).fill_(1);
  return rows;
}

at::Tensor enlarged(const nets::StageLayout& layout, const at::Tensor& x) {
  if (layout.upsample == 1) return x;
  return at::upsample_nearest2d(x, {x.size(2) * layout.upsample, x.size(3) * layout.upsample});
}

at::Tensor joined(const nets::StageLayout& layout, const at::Tensor& x, const at::Tensor& label,
                  int classes) {
  if (!layout.conditional) return x;
  at::Tensor y = label.defined() ? label : one_hot(x.size(0), 0, classes, x.options());
  if (layout.kind == nets::StageKind::kLinear) return at::cat({x.reshape({x.size(0), -1}), y}, 1);
  if (x.dim() == 4) y = y.unsqueeze(-1).unsqueeze(-1).expand({x.size(0), classes, x.size(2), x.size(3)});
  return at::cat({x, y}, 1);
}

at::Tensor activated(const nets::StageLayout& layout, const at::Tensor& x) {
  switch (layout.activation) {
    case nets::Activation::kRelu:
      return at::relu(x);
    case nets::Activation::kLeakyRelu:
      return at::leaky_relu(x, layout.slope);
    case nets::Activation::kTanh:
      return at::tanh(x);
    case nets::Activation::kSigmoid:
      return at::sigmoid(x);
    case nets::Activation::kNone:
      break;
  }
  return x;
}

at::Tensor pixels(const nets::StageLayout& layout, const at::Tensor& x) {
  return layout.activation == nets::Activation::kSigmoid ? x * 2 - 1 : x;
}

NormImpl::NormImpl(std::int64_t features, double eps) : eps(eps) {
  weight = register_parameter("weight", at::ones({features}));
  bias = register_parameter("bias", at::zeros({features}));
  running_mean = register_buffer("running_mean", at::zeros({features}));
  running_var = register_buffer("running_var", at::ones({features}));
  num_batches_tracked = register_buffer("num_batches_tracked", at::zeros({}, at::kLong));
}

at::Tensor NormImpl::forward(const at::Tensor& x, bool training, double momentum) {
  if (training) num_batches_tracked.add_(1);
  return at::batch_norm(x, weight, bias, running_mean, running_var, training, momentum, eps, true);
}

GeneratorImpl::GeneratorImpl(const nets::LayoutSpec& spec) : spec_(spec) {
  check(spec);
  for (const nets::StageLayout& layout : nets::generator_stages(spec)) {
    stages_.push_back(make_stage(*this, layout, spec.bn_eps));
  }
}

at::Tensor GeneratorImpl::forward(const at::Tensor& z, const at::Tensor& label) {
  return pixels(stages_.back().layout, run(z, label, is_training(), 0.1, stages_.size()));
}

at::Tensor GeneratorImpl::forward_batch_statistics(const at::Tensor& z, double momentum,
                                                   const at::Tensor& label) {
  return pixels(stages_.back().layout, run(z, label, true, momentum, stages_.size()));
}

void GeneratorImpl::move_statistics(const at::Tensor& z, double momentum, const at::Tensor& label) {
  std::size_t needed = stages_.size();
  while (needed > 0 && stages_[needed - 1].norm.is_empty()) --needed;
  run(z, label, true, momentum, needed);
}

at::Tensor GeneratorImpl::run(const at::Tensor& z, const at::Tensor& label, bool batch_statistics,
                              double momentum, std::size_t stages) {
  const auto normalise = running_norm(batch_statistics, momentum);
  at::Tensor x = z.reshape({z.size(0), spec_.nz});
  for (const Stage& stage : std::span(stages_).first(stages)) {
    x = joined(stage.layout, x, label, spec_.classes);
    x = activated(stage.layout, pre_activation(stage, x, normalise));
  }
  return x;
}

DiscriminatorImpl::DiscriminatorImpl(const nets::LayoutSpec& spec) : spec_(spec) {
  check(spec);
  for (const nets::StageLayout& layout : nets::discriminator_stages(spec)) {
    stages_.push_back(make_stage(*this, layout, spec.bn_eps));
  }
}

at::Tensor DiscriminatorImpl::forward(const at::Tensor& images, const at::Tensor& label) {
  return run(images, label, is_training(), 0.1);
}

at::Tensor DiscriminatorImpl::forward_batch_statistics(const at::Tensor& images, double momentum,
                                                       const at::Tensor& label) {
  return run(images, label, true, momentum);
}

at::Tensor DiscriminatorImpl::run(const at::Tensor& images, const at::Tensor& label, bool batch_statistics,
                                  double momentum) {
  at::Tensor x = nets::has_unit_range(spec_) ? (images + 1) / 2 : images;
  x = x.contiguous(at::MemoryFormat::ChannelsLast);
  const auto normalise = running_norm(batch_statistics, momentum);
  for (const Stage& stage : stages_) {
    x = joined(stage.layout, x, label, spec_.classes);
    x = activated(stage.layout, pre_activation(stage, x, normalise));
  }
  return x.view(-1);
}

void initialise(torch::nn::Module& net, const std::vector<Stage>& stages, at::Generator random) {
  const torch::NoGradGuard no_grad;
  const auto draw = [&random](const at::Tensor& into, double mean) {
    into.copy_(at::empty(into.sizes()).normal_(mean, 0.02, random));
  };
  for (const Stage& stage : stages) {
    draw(stage.weight, 0);
    if (stage.bias.defined()) stage.bias.zero_();
    if (!stage.norm.is_empty()) {
      draw(stage.norm->weight, 1);
      stage.norm->bias.zero_();
      stage.norm->running_mean.zero_();
      stage.norm->running_var.fill_(1);
      stage.norm->num_batches_tracked.zero_();
    }
  }
  net.zero_grad();
}

Generator deep_copy(const Generator& g) {
  return copy_of(g);
}

Discriminator deep_copy(const Discriminator& d) {
  return copy_of(d);
}

void copy_state(const torch::nn::Module& from, torch::nn::Module& to) {
  const torch::NoGradGuard no_grad;
  const auto copy_all = [](const auto& source, auto target) {
    for (std::size_t index = 0; index < source.size(); ++index) {
      target[index].copy_(source[index]);
    }
  };
  copy_all(from.parameters(), to.parameters());
  copy_all(from.buffers(), to.buffers());
}

}  // namespace engine

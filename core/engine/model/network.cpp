#include "core/engine/model/network.h"

#include <torch/utils.h>

#include <sstream>

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

Stage make_stage(torch::nn::Module& root, const StageLayout& layout, double eps) {
  const at::Tensor zeros = at::zeros(layout.shape);
  Stage stage;
  stage.weight =
      module_at(root, layout.module)
          .register_parameter(
              "weight", layout.shape.size() == 4 ? zeros.contiguous(at::MemoryFormat::ChannelsLast) : zeros);
  if (!layout.norm.empty()) {
    const std::size_t dot = layout.norm.rfind('.');
    stage.norm = module_at(root, layout.norm.substr(0, dot))
                     .register_module(layout.norm.substr(dot + 1), Norm(layout.features, eps));
  }
  return stage;
}

at::Tensor normalised(const Stage& stage, const at::Tensor& x, bool batch_statistics, double momentum) {
  return stage.norm.is_empty() ? x : Norm(stage.norm)->forward(x, batch_statistics, momentum);
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

GeneratorImpl::GeneratorImpl(const LayoutSpec& spec) : spec_(spec) {
  check(spec);
  for (const StageLayout& layout : generator_stages(spec)) {
    stages_.push_back(make_stage(*this, layout, spec.bn_eps));
  }
}

at::Tensor GeneratorImpl::forward(const at::Tensor& z) {
  return run(z, is_training(), 0.1);
}

at::Tensor GeneratorImpl::forward_batch_statistics(const at::Tensor& z, double momentum) {
  return run(z, true, momentum);
}

at::Tensor GeneratorImpl::run(const at::Tensor& z, bool batch_statistics, double momentum) {
  const core::BlockShape stem = generator_blocks(spec_).front();
  const ConvGeometry conv = conv_geometry(spec_);
  const at::Tensor flat = z.reshape({z.size(0), spec_.nz});
  const at::Tensor& weight = stages_.front().weight;
  at::Tensor x;
  if (weight.dim() == 4) {
    x = flat.mm(weight.permute({0, 2, 3, 1}).reshape({spec_.nz, -1}))
            .view({-1, stem.height, stem.width, stem.channels})
            .permute({0, 3, 1, 2});
    x = normalised(stages_.front(), x, batch_statistics, momentum);
  } else {
    x = normalised(stages_.front(), flat.mm(weight.t()), batch_statistics, momentum)
            .view({-1, stem.channels, stem.height, stem.width})
            .contiguous(at::MemoryFormat::ChannelsLast);
  }
  for (std::size_t index = 1; index < stages_.size(); ++index) {
    x = at::conv_transpose2d(at::relu(x), stages_[index].weight, {}, conv.stride, conv.padding,
                             conv.output_padding);
    x = normalised(stages_[index], x, batch_statistics, momentum);
  }
  return at::tanh(x);
}

DiscriminatorImpl::DiscriminatorImpl(const LayoutSpec& spec) : spec_(spec) {
  check(spec);
  for (const StageLayout& layout : discriminator_stages(spec)) {
    stages_.push_back(make_stage(*this, layout, spec.bn_eps));
  }
}

at::Tensor DiscriminatorImpl::forward(const at::Tensor& images) {
  return run(images, is_training(), 0.1);
}

at::Tensor DiscriminatorImpl::forward_batch_statistics(const at::Tensor& images, double momentum) {
  return run(images, true, momentum);
}

at::Tensor DiscriminatorImpl::run(const at::Tensor& images, bool batch_statistics, double momentum) {
  const ConvGeometry conv = conv_geometry(spec_);
  at::Tensor x = images.contiguous(at::MemoryFormat::ChannelsLast);
  for (std::size_t index = 0; index + 1 < stages_.size(); ++index) {
    x = at::conv2d(x, stages_[index].weight, {}, conv.stride, conv.padding);
    x = at::leaky_relu(normalised(stages_[index], x, batch_statistics, momentum), kLeakySlope);
  }
  const at::Tensor& head = stages_.back().weight;
  if (head.dim() == 2) return x.reshape({x.size(0), -1}).mm(head.t()).view(-1);
  const at::Tensor column = head.permute({0, 2, 3, 1}).reshape({1, -1}).t();
  return x.permute({0, 2, 3, 1}).reshape({x.size(0), -1}).mm(column).view(-1);
}

void initialise(torch::nn::Module& net, const std::vector<Stage>& stages, at::Generator random) {
  const torch::NoGradGuard no_grad;
  const auto draw = [&random](const at::Tensor& into, double mean) {
    into.copy_(at::empty(into.sizes()).normal_(mean, 0.02, random));
  };
  for (const Stage& stage : stages) {
    draw(stage.weight, 0);
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

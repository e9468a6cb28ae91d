#include "core/engine/train/fused_adam.h"

#include <torch/utils.h>

#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/engine/nets/arrays.h"
#include "core/run/step_count.h"

namespace engine {
namespace {

constexpr double kLargest = std::numeric_limits<float>::max();

void restore(const io::WeightsFile& file, const std::string& name, at::Tensor& into,
             const std::string& where) {
  const io::NamedArray* array = file.find(name);
  if (array == nullptr) throw core::Error("optimiser state is incomplete", where, "no array " + name);
  if (array->type != io::DType::kF32 || at::IntArrayRef(array->shape) != into.sizes()) {
    throw core::Error("optimiser state does not fit the net", where,
                      "array " + name + " has another shape or type");
  }
  into.copy_(to_tensor(*array));
}

/// Throws unless every value is finite and from `low` to `high`.
void check_range(const at::Tensor& values, const std::string& name, double low, double high,
                 const std::string& where) {
  if (at::logical_and(values >= low, values <= high).all().item<bool>()) return;
  throw core::Error("optimiser state is damaged", where,
                    "array " + name + " holds a number that is out of range");
}

}  // namespace

FusedAdam::FusedAdam(std::vector<at::Tensor> parameters, const AdamOptions& options)
    : options_(options), parameters_(std::move(parameters)) {
  for (const at::Tensor& parameter : parameters_) {
    first_moments_.push_back(at::zeros_like(parameter.detach()));
    second_moments_.push_back(at::zeros_like(parameter.detach()));
    step_counts_.push_back(at::zeros({}, parameter.options().dtype(at::kFloat).requires_grad(false)));
  }
}

void FusedAdam::step(double learning_rate) {
  at::NoGradGuard no_grad;
  std::vector<at::Tensor> gradients;
  gradients.reserve(parameters_.size());
  for (const at::Tensor& parameter : parameters_) gradients.push_back(parameter.grad());
  at::_foreach_add_(step_counts_, 1);
  at::_fused_adam_(parameters_, gradients, first_moments_, second_moments_, {}, step_counts_, learning_rate,
                   options_.beta1, options_.beta2, options_.weight_decay, options_.eps, false, false);
  reset_gradients();
}

void FusedAdam::reset_gradients() {
  for (at::Tensor& parameter : parameters_) parameter.mutable_grad() = at::Tensor();
}

void FusedAdam::append_arrays(io::WeightsFile& file, const std::string& prefix) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const std::string index = std::to_string(i);
    file.arrays.push_back(to_array(prefix + "m." + index, first_moments_[i]));
    file.arrays.push_back(to_array(prefix + "v." + index, second_moments_[i]));
    file.arrays.push_back(to_array(prefix + "t." + index, step_counts_[i]));
  }
}

void FusedAdam::restore_arrays(const io::WeightsFile& file, const std::string& prefix,
                               const std::string& where) {
  at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const std::string index = std::to_string(i);
    restore(file, prefix + "m." + index, first_moments_[i], where);
    restore(file, prefix + "v." + index, second_moments_[i], where);
    restore(file, prefix + "t." + index, step_counts_[i], where);
    check_range(first_moments_[i], prefix + "m." + index, -kLargest, kLargest, where);
    check_range(second_moments_[i], prefix + "v." + index, 0, kLargest, where);
    check_range(step_counts_[i], prefix + "t." + index, 0, core::kMostSteps, where);
  }
}

}  // namespace engine

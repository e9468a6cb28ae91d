#include "core/engine/nets/arrays.h"

#include <torch/utils.h>

#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

constexpr std::array<std::pair<io::DType, at::ScalarType>, 10> kTypes{{{io::DType::kBool, at::kBool},
                                                                       {io::DType::kU8, at::kByte},
                                                                       {io::DType::kI8, at::kChar},
                                                                       {io::DType::kI16, at::kShort},
                                                                       {io::DType::kI32, at::kInt},
                                                                       {io::DType::kI64, at::kLong},
                                                                       {io::DType::kF16, at::kHalf},
                                                                       {io::DType::kBF16, at::kBFloat16},
                                                                       {io::DType::kF32, at::kFloat},
                                                                       {io::DType::kF64, at::kDouble}}};

at::ScalarType scalar_type(io::DType type) {
  for (const auto& [ours, theirs] : kTypes) {
    if (ours == type) return theirs;
  }
  throw core::Error("unknown array type");
}

io::DType array_type(at::ScalarType type) {
  for (const auto& [ours, theirs] : kTypes) {
    if (theirs == type) return ours;
  }
  throw core::Error("tensors of this type cannot be stored", c10::toString(type));
}

std::string shape_text(at::IntArrayRef shape) {
  std::string text = "[";
  for (std::int64_t length : shape) {
    text += (text.size() > 1 ? ", " : "") + std::to_string(length);
  }
  return text + "]";
}

/// Calls `visit(name, tensor)` for every parameter and buffer.
template <typename Visit>
void for_each_tensor(const torch::nn::Module& net, const std::string& prefix, Visit&& visit) {
  for (const auto& item : net.named_parameters()) visit(prefix + item.key(), item.value());
  for (const auto& item : net.named_buffers()) visit(prefix + item.key(), item.value());
}

/// What stands against reading `array` into `tensor`.
std::optional<std::string> problem(const io::NamedArray* array, const std::string& name,
                                   const std::vector<std::int64_t>& shape, bool should_be_float) {
  if (!array) return "\"" + name + "\" is missing";
  if (array->shape != shape) {
    return "\"" + name + "\" is " + shape_text(array->shape) + " instead of " + shape_text(shape);
  }
  const bool is_float = at::isFloatingType(scalar_type(array->type));
  if (is_float != should_be_float) return "\"" + name + "\" has type " + io::dtype_name(array->type);
  return std::nullopt;
}

}  // namespace

io::NamedArray to_array(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor packed = tensor.detach().cpu().contiguous();
  io::NamedArray array;
  array.name = name;
  array.type = array_type(packed.scalar_type());
  array.shape = packed.sizes().vec();
  const auto* data = static_cast<const std::byte*>(packed.const_data_ptr());
  array.bytes.assign(data, data + packed.nbytes());
  return array;
}

at::Tensor to_tensor(const io::NamedArray& array) {
  at::Tensor tensor = at::empty(array.shape, scalar_type(array.type));
  if (tensor.nbytes() != array.bytes.size()) {
    throw core::Error("array with too few or too many bytes", array.name);
  }
  if (!array.bytes.empty()) std::memcpy(tensor.mutable_data_ptr(), array.bytes.data(), array.bytes.size());
  return tensor;
}

void append_arrays(io::WeightsFile& file, const torch::nn::Module& net, const std::string& prefix,
                   bool half) {
  for_each_tensor(net, prefix, [&](const std::string& name, const at::Tensor& tensor) {
    const bool shrink = half && tensor.dim() >= 2;  // BatchNorm's tensors are vectors
    file.arrays.push_back(to_array(name, shrink ? tensor.detach().to(at::kHalf) : tensor));
  });
}

void restore_arrays(const io::WeightsFile& file, torch::nn::Module& net, const std::string& prefix,
                    const std::string& where) {
  ArrayCheck check(file);
  check.expect(net, prefix);
  check.finish(where, true);
  const torch::NoGradGuard no_grad;
  for_each_tensor(net, prefix, [&](const std::string& name, const at::Tensor& tensor) {
    tensor.copy_(to_tensor(*file.find(name)));
  });
}

void ArrayCheck::expect_array(const std::string& name, const std::vector<std::int64_t>& shape,
                              bool is_float) {
  expected_.insert(name);
  if (auto found = problem(file_.find(name), name, shape, is_float)) problems_.push_back(std::move(*found));
}

void ArrayCheck::expect(const torch::nn::Module& net, const std::string& prefix) {
  for_each_tensor(net, prefix, [&](const std::string& name, const at::Tensor& tensor) {
    expect_array(name, tensor.sizes().vec(), tensor.is_floating_point());
  });
}

void ArrayCheck::expect(const std::vector<nets::StageLayout>& stages, const std::string& prefix) {
  for (const nets::StageLayout& stage : stages) {
    expect_array(prefix + stage.module + ".weight", stage.shape, true);
    if (stage.bias) expect_array(prefix + stage.module + ".bias", {nets::weight_outputs(stage)}, true);
    if (stage.norm.empty()) continue;
    for (const char* name : {".weight", ".bias", ".running_mean", ".running_var"}) {
      expect_array(prefix + stage.norm + name, {stage.features}, true);
    }
    expect_array(prefix + stage.norm + ".num_batches_tracked", {}, false);
  }
}

void ArrayCheck::finish(const std::string& where, bool allow_extra) const {
  std::vector<std::string> problems = problems_;
  if (!allow_extra) {
    for (const io::NamedArray& array : file_.arrays) {
      if (!expected_.contains(array.name))
        problems.push_back("\"" + array.name.substr(0, 80) + "\" does not belong there");
    }
  }
  if (problems.empty()) return;
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t index = 0; index < std::min(kShown, problems.size()); ++index) {
    text += (index > 0 ? "; " : "") + problems[index];
  }
  if (problems.size() > kShown) text += "; and " + std::to_string(problems.size() - kShown) + " more";
  throw core::Error("the tensors are not those of this layout", where, text);
}

}  // namespace engine

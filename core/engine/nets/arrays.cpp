#include "core/engine/nets/arrays.h"

#include <torch/utils.h>

#include <array>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/nets/layouts/array_check.h"

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

/// Calls `visit(name, tensor)` for every parameter and buffer.
template <typename Visit>
void for_each_tensor(const torch::nn::Module& net, const std::string& prefix, Visit&& visit) {
  for (const auto& item : net.named_parameters()) visit(prefix + item.key(), item.value());
  for (const auto& item : net.named_buffers()) visit(prefix + item.key(), item.value());
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
  nets::ArrayCheck check(file);
  for_each_tensor(net, prefix, [&](const std::string& name, const at::Tensor& tensor) {
    check.expect(name, tensor.sizes().vec(), tensor.is_floating_point());
  });
  check.finish(where, true);
  const torch::NoGradGuard no_grad;
  for_each_tensor(net, prefix, [&](const std::string& name, const at::Tensor& tensor) {
    tensor.copy_(to_tensor(*file.find(name)));
  });
}

}  // namespace engine

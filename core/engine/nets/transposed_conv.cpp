#include "core/engine/nets/transposed_conv.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <optional>
#include <string>

namespace engine {
namespace {

std::vector<std::int64_t> pair_of(int value) {
  return {value, value};
}

constexpr const char* kPack = "mkldnn::_reorder_convolution_transpose_weight";
constexpr const char* kRun = "mkldnn::_convolution_transpose_pointwise";

/// Calls an operator that is registered by name only. Throws c10::Error when this LibTorch has none or
/// declares it otherwise.
template <typename... Arguments>
at::Tensor call(const char* name, Arguments&&... arguments) {
  torch::jit::Stack stack;
  (stack.emplace_back(std::forward<Arguments>(arguments)), ...);
  c10::Dispatcher::singleton().findSchemaOrThrow(name, "").callBoxed(stack);
  return stack.at(0).toTensor();
}

at::Tensor pack(const at::Tensor& weight, const nets::ConvGeometry& g, int side) {
  return call(kPack, weight, pair_of(g.padding), pair_of(g.output_padding), pair_of(g.stride), pair_of(1),
              std::int64_t{1}, std::vector<std::int64_t>{1, weight.size(0), side, side});
}

at::Tensor run_packed(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias,
                      const nets::ConvGeometry& g, bool relu) {
  return call(kRun, x, packed, bias.defined() ? c10::IValue(bias) : c10::IValue(), pair_of(g.padding),
              pair_of(g.output_padding), pair_of(g.stride), pair_of(1), std::int64_t{1},
              std::string(relu ? "relu" : "none"), c10::List<std::optional<at::Scalar>>(), c10::IValue());
}

}  // namespace

TransposedConv::TransposedConv(const at::Tensor& weight, const at::Tensor& bias,
                               const nets::ConvGeometry& geometry, int side, bool relu)
    : weight_(weight.contiguous(at::MemoryFormat::ChannelsLast)),
      bias_(bias),
      geometry_(geometry),
      relu_(relu) {
  if (!weight.is_cpu()) return;
  try {
    packed_ = pack(weight_.contiguous(), geometry_, side);
    run_packed(at::zeros({1, weight.size(0), side, side}), packed_, bias_, geometry_, relu_);
    weight_ = at::Tensor();
  } catch (const c10::Error&) {
    packed_ = at::Tensor();  // both operators are outside LibTorch's public interface; the ordinary one
                             // always serves
  }
}

at::Tensor TransposedConv::operator()(const at::Tensor& x) const {
  if (packed_.defined()) return run_packed(x, packed_, bias_, geometry_, relu_);
  const at::Tensor y =
      at::conv_transpose2d(x, weight_, bias_, geometry_.stride, geometry_.padding, geometry_.output_padding);
  return relu_ ? y.relu() : y;
}

}  // namespace engine

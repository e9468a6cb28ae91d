#pragma once

#include <ATen/core/TensorBody.h>

#include "core/nets/layouts/layout.h"

namespace engine {

/// A transposed convolution whose weight never changes again. On the CPU the weight is brought into oneDNN's
/// own order once; LibTorch would do that anew in every call, which for one image costs more than the
/// convolution (measured, one thread, 1024 -> 512, 5x5, 4x4: 48 ms against 4). Where LibTorch lacks that
/// operator, and on other devices, the ordinary one runs. Const and shareable between threads.
class TransposedConv {
 public:
  /// weight [in, out, k, k]; bias [out] or undefined; inputs are `side` square.
  TransposedConv(const at::Tensor& weight, const at::Tensor& bias, const nets::ConvGeometry& geometry,
                 int side, bool relu);

  at::Tensor operator()(const at::Tensor& x) const;

 private:
  at::Tensor weight_, bias_, packed_;  // packed_ is undefined where the ordinary operator serves
  nets::ConvGeometry geometry_;
  bool relu_;
};

}  // namespace engine

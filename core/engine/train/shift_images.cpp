#include "core/engine/train/shift_images.h"

#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstdlib>

namespace engine {
namespace {

/// Part of an axis of `size` that stays inside when moved by `by`.
struct Overlap {
  std::int64_t from, to, length;
};

Overlap overlap(std::int64_t size, std::int64_t by) {
  return {std::max<std::int64_t>(0, -by), std::max<std::int64_t>(0, by),
          std::max<std::int64_t>(0, size - std::abs(by))};
}

at::Tensor moved(const at::Tensor& images, const std::vector<core::Shift>& shifts, int sign) {
  at::Tensor result = at::zeros_like(images);
  for (std::int64_t i = 0; i < images.size(0); ++i) {
    const core::Shift& shift = shifts[static_cast<std::size_t>(i)];
    const Overlap x = overlap(images.size(3), sign * shift.x);
    const Overlap y = overlap(images.size(2), sign * shift.y);
    result[i]
        .narrow(1, y.to, y.length)
        .narrow(2, x.to, x.length)
        .copy_(images[i].narrow(1, y.from, y.length).narrow(2, x.from, x.length));
  }
  return result;
}

/// The adjoint of a shift is the opposite shift.
struct ShiftFunction : torch::autograd::Function<ShiftFunction> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& images,
                            const std::vector<core::Shift>& shifts) {
    std::vector<std::int64_t> flat;
    for (const core::Shift& shift : shifts) {
      flat.push_back(shift.x);
      flat.push_back(shift.y);
    }
    context->saved_data["shifts"] = flat;
    return moved(images, shifts, 1);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const std::vector<std::int64_t> flat = context->saved_data["shifts"].toIntVector();
    std::vector<core::Shift> shifts(flat.size() / 2);
    for (std::size_t i = 0; i < shifts.size(); ++i) {
      shifts[i] = {static_cast<int>(flat[2 * i]), static_cast<int>(flat[2 * i + 1])};
    }
    return {moved(gradients[0], shifts, -1), at::Tensor()};
  }
};

}  // namespace

at::Tensor shift_images(const at::Tensor& images, const std::vector<core::Shift>& shifts) {
  return ShiftFunction::apply(images, shifts);
}

}  // namespace engine

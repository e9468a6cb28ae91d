#pragma once

#include <ATen/core/TensorBody.h>

#include <vector>

#include "core/run/step_random.h"

namespace engine {

/// Moves image i of [N, C, H, W] by shifts[i]; what comes in at the border is 0, the middle grey.
/// Differentiable with respect to the images, so that D can see shifted fakes in G's update as well (the
/// translation of DiffAugment, Zhao 2020).
at::Tensor shift_images(const at::Tensor& images, const std::vector<core::Shift>& shifts);

}  // namespace engine

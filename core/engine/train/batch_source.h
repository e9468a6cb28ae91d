#pragma once

#include <ATen/core/TensorBody.h>

#include "core/io/sources/packed_images.h"
#include "core/run/step_random.h"
#include "core/run/train_options.h"

namespace engine {

/// What one step feeds the nets; everything follows from (seed, step).
struct StepBatch {
  at::Tensor real;  // [N, C, H, W] in -1..1, channels_last, on the run's device, already shifted
  at::Tensor z;     // [N, nz]
  std::vector<core::Shift> fake_shifts;  // empty without shifts
};

/// Real images and latents of each step of a run. Worker only.
class BatchSource {
 public:
  /// `images` must outlive the source and have the size and channels of `options`.
  BatchSource(const io::PackedImages& images, const core::TrainOptions& options, at::Device device);

  StepBatch batch(std::int64_t step);

 private:
  at::Tensor real_images(std::int64_t step);

  const io::PackedImages& images_;
  const core::TrainOptions& options_;
  at::Device device_;
  core::DataOrder order_;
};

}  // namespace engine

#pragma once

#include <string>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/run/step_estimate.h"

namespace engine {

/// How fast training is, beside how fast this machine can be at that moment.
struct StepSpeed {
  double images_per_second = 0;  // median of the rounds
  double step_gflops = 0;        // useful work of the step a second
  double convolution_gflops =
      0;  // of one convolution 128 -> 256, 4x4, stride 2, on 64 images of 16x16, in the same rounds
  double share = 0;  // the one over the other, median of the rounds
  int threads = 0, rounds = 0;
};

/// Trains on noise for `rounds` rounds of `steps` steps, each beside a calibration convolution, after one
/// round that does not count. Only shapes, batch, thread count and device of `options` matter; nothing is
/// written.
StepSpeed measure_step(const core::TrainOptions& options, int rounds, int steps,
                       const core::Progress& progress);

/// Two steps on noise after one (in the paper's order: two) that does not count, with what else a run of
/// these options would have; for the calling thread, whose number of torch threads it fixes. Nothing is
/// written, no image is decoded. Throws core::Error when the data are not there or the nets do not fit into
/// memory, Cancelled within a step.
core::StepTime time_step(const core::TrainOptions& options, const core::Progress& progress);

/// Multiply-adds of one step per image, times two: what must be computed when D is frozen in G's update
/// (docs/promises.md: Before a training).
double flops_per_image(const core::TrainOptions& options);

core::Json to_json(const StepSpeed& speed, const core::TrainOptions& options);

}  // namespace engine

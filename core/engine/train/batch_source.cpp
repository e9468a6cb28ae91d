#include "core/engine/train/batch_source.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/engine/nets/statistics.h"
#include "core/engine/train/shift_images.h"

namespace engine {
namespace {

/// Copies rows of `size` pixels, each from right to left when `mirrored`.
void copy_rows(const std::uint8_t* from, std::uint8_t* to, std::int64_t rows, int size, bool mirrored) {
  for (std::int64_t row = 0; row < rows; ++row, from += size, to += size) {
    if (mirrored) {
      std::reverse_copy(from, from + size, to);
    } else {
      std::copy(from, from + size, to);
    }
  }
}

}  // namespace

BatchSource::BatchSource(const io::PackedImages& images, const core::TrainOptions& options, at::Device device)
    : images_(images), options_(options), device_(device), order_(options.seed, images.count()) {}

at::Tensor BatchSource::real_images(std::int64_t step) {
  const std::int64_t size = images_.size, channels = images_.channels;
  const std::int64_t bytes = channels * size * size;
  at::Tensor block = at::empty({options_.batch, channels, size, size}, at::kByte);
  core::CounterRandom flips = core::step_random(options_.seed, core::RandomUse::kFlips, step);
  for (std::int64_t i = 0; i < options_.batch; ++i) {
    const std::int64_t index = order_.image_at(step * options_.batch + i);
    const bool mirrored = options_.flip && flips.below(2) == 1;
    copy_rows(images_.pixels.data() + index * bytes, block.data_ptr<std::uint8_t>() + i * bytes,
              channels * size, images_.size, mirrored);
  }
  return block.to(device_).to(at::kFloat).div_(127.5).sub_(1).contiguous(at::MemoryFormat::ChannelsLast);
}

StepBatch BatchSource::batch(std::int64_t step) {
  StepBatch batch;
  core::CounterRandom latents = core::step_random(options_.seed, core::RandomUse::kLatents, step);
  batch.z = draw_latents(options_.prior, options_.nz, options_.batch, latents).to(device_);
  batch.real = real_images(step);
  if (options_.shift > 0) {
    core::CounterRandom random = core::step_random(options_.seed, core::RandomUse::kShifts, step);
    batch.real = shift_images(batch.real, core::draw_shifts(random, options_.batch, options_.shift));
    batch.fake_shifts = core::draw_shifts(random, options_.batch, options_.shift);
  }
  return batch;
}

}  // namespace engine

#include "core/run/step_estimate.h"

#include <algorithm>

#include "core/run/option_table.h"

namespace core {
namespace {

/// Images that D and G were updated with. Source: the run of the bundled `portraits` (20,000 images, its
/// recipe.json, seed 7). The sheet of the fixed z at step 500 (32,000 images) shows heads, hair and shirts in
/// all 64 squares, and only there its curve (assets/models/portraits/metrics.csv) leaves the floor: D(G(z))
/// is 0.02 over the first 16,000 images, 0.08 from 32,000 on.
constexpr std::int64_t kFirstPictureImages = 32000;

constexpr int kSmallestWidth = 32, kSmallestSize = 32;  // that are offered: below, little can be learned

int halved(int width) {
  return width > kSmallestWidth ? std::max(width / 2, kSmallestWidth) : width;
}

}  // namespace

TrainOptions step_part(const TrainOptions& options) {
  TrainOptions part;
  for_each_option([&](const TrainOption& option, auto member) {
    if (option.costs_time) part.*member = options.*member;
  });
  part.ema = options.ema > 0 ? 0.999 : 0;  // its value costs nothing, nor how far images are shifted
  part.shift = std::min(options.shift, 1);
  return part;
}

double epoch_seconds(const TrainOptions& options, const StepTime& time) {
  return time.seconds * static_cast<double>(time.images) / options.batch;
}

std::int64_t first_picture_steps(const TrainOptions& options) {
  const std::int64_t updates = (kFirstPictureImages + options.batch - 1) / options.batch;
  return options.alternate ? 2 * updates : updates;
}

std::uint64_t disk_bytes(const TrainOptions& options, const StepTime& time) {
  return (static_cast<std::uint64_t>(std::max(options.keep, 2)) + 1) * time.checkpoint_bytes;
}

std::optional<TrainOptions> smaller_nets(const TrainOptions& options, bool any_size) {
  if (!options.init.empty()) return std::nullopt;  // nets that start from a model have its sizes
  TrainOptions smaller = options;
  smaller.ngf = halved(options.ngf);
  smaller.ndf = halved(options.ndf);
  if (smaller != options) return smaller;
  smaller.size = options.size / 2;
  if (!any_size || smaller.size < kSmallestSize || !plan_size(smaller.size)) return std::nullopt;
  smaller.shift = std::min(options.shift, smaller.size / 2);
  return smaller;
}

}  // namespace core

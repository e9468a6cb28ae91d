#include "ui/workspaces/train/run_facts.h"

#include <algorithm>
#include <cmath>

#include "core/base/format.h"
#include "ui/look/tr_format.h"

namespace ui::train {
namespace {

constexpr const char* kUnknown = "–";
constexpr double kGuess = 5;  // seconds: a guide is not said to the second

double images_seen(const core::TrainSnapshot& train) {
  return static_cast<double>(train.latest.step) * train.options.batch;
}

}  // namespace

std::string kimg_text(const core::TrainSnapshot& train) {
  const std::string kimg = fmt::format("{:.0f}", images_seen(train) / 1000);
  if (!train.data || train.data->used <= 0) return tr_format("{} kimg", kimg);
  const double epoch = images_seen(train) / static_cast<double>(train.data->used);
  return tr_format("{} kimg · epoch {:.1f}", kimg, epoch);
}

double run_share(const core::TrainSnapshot& train) {
  if (train.phase == core::Phase::kStopping) return train.save_share;
  const core::TrainOptions& options = train.options;
  double share =
      options.steps > 0 ? static_cast<double>(train.latest.step) / static_cast<double>(options.steps) : 0;
  if (options.minutes > 0) share = std::max(share, train.seconds_spent / (options.minutes * 60));
  return std::clamp(share, 0.0, 1.0);
}

std::string run_progress_text(const core::TrainSnapshot& train) {
  const std::string percent = fmt::format("{:.0f}\u2009%", run_share(train) * 100);
  if (train.phase == core::Phase::kStopping)
    return train.save_share > 0 ? tr_format("saving the model: statistics, {}", percent)
                                : std::string(tr("ending the run"));
  const bool by_time = train.options.minutes > 0;
  const std::string whole =
      by_time ? tr_format("{} of {}", percent, core::short_duration(train.options.minutes * 60))
              : tr_format("{} of {} steps", percent, core::thousands(train.options.steps));
  if (train.seconds_left <= 0) return whole;
  return tr_format("{} · {} left", whole, core::short_duration(train.seconds_left));
}

std::string speed_text(const core::TrainSnapshot& train) {
  if (train.images_per_second <= 0) return kUnknown;
  return tr_format("{:.0f}\u2009img/s · {:.2f}\u2009s a step", train.images_per_second,
                   train.options.batch / train.images_per_second);
}

std::string epoch_text(const core::TrainSnapshot& train) {
  if (!train.data || train.images_per_second <= 0) return kUnknown;
  return verbatim(core::short_duration(static_cast<double>(train.data->used) / train.images_per_second));
}

std::string step_text(const core::TrainOptions& options, const core::StepTime& time) {
  return tr_format("{:.2f}\u2009s · {:.0f}\u2009img/s", time.seconds, options.batch / time.seconds);
}

std::string epoch_text(const core::TrainOptions& options, const core::StepTime& time) {
  return tr_format("{} for {} images", core::short_duration(core::epoch_seconds(options, time)),
                   core::thousands(time.images));
}

std::string first_picture_text(const core::TrainOptions& options, const core::StepTime& time) {
  const std::int64_t steps = core::first_picture_steps(options);
  if (options.steps < steps) return tr_format("not within {} steps", core::thousands(options.steps));
  const double seconds = std::ceil(static_cast<double>(steps) * time.seconds / kGuess) * kGuess;
  if (options.minutes > 0 && options.minutes * 60 < seconds)
    return tr_format("not within {}", core::short_duration(options.minutes * 60));
  return tr_format("after about {}", core::short_duration(seconds));
}

std::string bytes_text(std::uintmax_t bytes) {
  if (bytes < 1'000'000) return tr_format("{:.0f}\u2009kB", static_cast<double>(bytes) / 1e3);
  return tr_format("{:.1f}\u2009MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace ui::train

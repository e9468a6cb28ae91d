#include "core/run/step_history.h"

#include <algorithm>
#include <cmath>

#include "core/run/step_count.h"

namespace core {
namespace {

constexpr double kLargestNumber = 1e12;

bool plausible(double value, double low, double high) {
  return !std::isfinite(value) || (value >= low && value <= high);
}

}  // namespace

bool plausible(const StepStats& stats) {
  return stats.step >= 1 && stats.step <= kMostSteps &&
         plausible(stats.loss_d, -kLargestNumber, kLargestNumber) &&
         plausible(stats.loss_g, -kLargestNumber, kLargestNumber) && plausible(stats.d_real, 0, 1) &&
         plausible(stats.d_fake_before, 0, 1) && plausible(stats.d_fake_after, 0, 1) && stats.seconds >= 0 &&
         stats.seconds <= kLargestNumber;
}

StepHistory::StepHistory(std::size_t most) : most_(std::max<std::size_t>(most, 4)) {}

void StepHistory::add(const StepStats& stats) {
  newest_ = stats;
  if (added_++ % stride_ != 0) return;
  kept_.push_back(stats);
  if (kept_.size() < most_) return;
  for (std::size_t i = 0; 2 * i < kept_.size(); ++i) kept_[i] = kept_[2 * i];
  kept_.resize((kept_.size() + 1) / 2);
  stride_ *= 2;
}

std::shared_ptr<const std::vector<StepStats>> StepHistory::points() const {
  auto points = std::make_shared<std::vector<StepStats>>(kept_);
  if (added_ > 0 && (points->empty() || points->back().step != newest_.step)) points->push_back(newest_);
  return points;
}

}  // namespace core

#include "core/run/train_options.h"

#include <algorithm>
#include <type_traits>

#include "core/base/error.h"
#include "core/run/option_error.h"
#include "core/run/option_table.h"
#include "core/run/preset_table.h"

namespace core {
namespace {

constexpr int kSmallestSize = 16;
constexpr int kLargestSize = 256;

std::vector<int> legal_sizes() {
  std::vector<int> sizes;
  for (int size = kSmallestSize; size <= kLargestSize; ++size) {
    if (plan_size(size)) {
      sizes.push_back(size);
    }
  }
  return sizes;
}

bool is_choice(const TrainOption& option, const TrainOptions& options) {
  return option.choices.empty() || std::find(option.choices.begin(), option.choices.end(),
                                             option_text(options, option)) != option.choices.end();
}

/// True of everything that is no number.
template <class Value>
bool in_range(const TrainOption& option, const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>) {
    return !option.range || option.range->contains(static_cast<double>(value));
  }
  return true;
}

}  // namespace

std::vector<std::string> train_presets() {
  std::vector<std::string> names;
  for (const TrainPreset& preset : preset_table()) names.emplace_back(preset.name);
  return names;
}

TrainOptions preset_options(std::string_view preset) {
  std::string known;
  for (const TrainPreset& one : preset_table()) {
    known += (known.empty() ? "" : ", ") + std::string(one.name);
    if (one.name != preset) continue;
    TrainOptions options;
    options.preset = preset;
    one.apply(options);
    return options;
  }
  throw UsageError("no training preset is called " + std::string(preset), {}, "presets: " + known);
}

std::vector<SettingDifference> differences(const TrainOptions& base, const TrainOptions& now) {
  std::vector<SettingDifference> found;
  for_each_option([&](const TrainOption& option, auto member) {
    if (base.*member != now.*member)
      found.push_back({option.name, option_text(base, option), option_text(now, option)});
  });
  return found;
}

std::optional<SizePlan> plan_size(int size) {
  if (size < kSmallestSize || size > kLargestSize) {
    return std::nullopt;
  }
  SizePlan plan{size, 0};
  while (plan.base > 7 && plan.base % 2 == 0) {
    plan.base /= 2;
    ++plan.doublings;
  }
  return plan.base <= 7 ? std::optional(plan) : std::nullopt;
}

std::vector<int> nearest_legal_sizes(int size) {
  const std::vector<int> sizes = legal_sizes();
  const auto above = std::lower_bound(sizes.begin(), sizes.end(), size);
  std::vector<int> near;
  if (above != sizes.begin()) {
    near.push_back(*(above - 1));
  }
  if (above != sizes.end()) {
    near.push_back(*above);
  }
  return near;
}

void check(const TrainOptions& options) {
  for_each_option([&](const TrainOption& option, auto member) {
    if (option.rule) option.rule(options);
    if (!is_choice(option, options) || !in_range(option, options.*member))
      throw OptionError(option.name, option_text(options, option), allowed_text(option));
  });
}

}  // namespace core

#include "core/run/train_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/run/option_error.h"
#include "core/run/picture_count.h"

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

std::string text(const std::string& value) {
  return value;
}

std::string text(const std::filesystem::path& value) {
  return value.string();
}

std::string text(bool value) {
  return value ? "yes" : "no";
}

std::string text(Prior value) {
  return std::string(prior_name(value));
}

template <typename Number>
std::string text(Number value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

/// Calls `visit(name, member)` for every setting; the one list that differences() and its test go by.
template <typename Visit>
void for_each_setting(Visit&& visit) {
  visit("data", &TrainOptions::data);
  visit("data_count", &TrainOptions::data_count);
  visit("run", &TrainOptions::run);
  visit("preset", &TrainOptions::preset);
  visit("layout", &TrainOptions::layout);
  visit("size", &TrainOptions::size);
  visit("channels", &TrainOptions::channels);
  visit("nz", &TrainOptions::nz);
  visit("ngf", &TrainOptions::ngf);
  visit("ndf", &TrainOptions::ndf);
  visit("prior", &TrainOptions::prior);
  visit("batch", &TrainOptions::batch);
  visit("lr_g", &TrainOptions::lr_g);
  visit("lr_d", &TrainOptions::lr_d);
  visit("beta1", &TrainOptions::beta1);
  visit("beta2", &TrainOptions::beta2);
  visit("adam_eps", &TrainOptions::adam_eps);
  visit("weight_decay", &TrainOptions::weight_decay);
  visit("batch_norm_eps", &TrainOptions::batch_norm_eps);
  visit("alternate", &TrainOptions::alternate);
  visit("label_real", &TrainOptions::label_real);
  visit("ema", &TrainOptions::ema);
  visit("flip", &TrainOptions::flip);
  visit("shift", &TrainOptions::shift);
  visit("lr_decay_from", &TrainOptions::lr_decay_from);
  visit("init", &TrainOptions::init);
  visit("steps", &TrainOptions::steps);
  visit("minutes", &TrainOptions::minutes);
  visit("checkpoint_every", &TrainOptions::checkpoint_every);
  visit("keep", &TrainOptions::keep);
  visit("sample_every", &TrainOptions::sample_every);
  visit("seed", &TrainOptions::seed);
  visit("threads", &TrainOptions::threads);
  visit("device", &TrainOptions::device);
  visit("half", &TrainOptions::half);
}

void require(bool holds, const std::string& name, const std::string& value, const std::string& allowed) {
  if (!holds) {
    throw OptionError(name, value, allowed);
  }
}

/// Both ends belong to the range; NaN is outside every range.
template <typename Number>
void require_range(const char* name, Number value, Number low, Number high) {
  require(value >= low && value <= high, name, text(value), text(low) + " to " + text(high));
}

void check_shapes(const TrainOptions& o) {
  require(o.layout == "classic" || o.layout == "paper", "layout", o.layout, "classic, paper");
  if (!plan_size(o.size)) {
    std::string near;
    for (int size : nearest_legal_sizes(o.size)) {
      near += (near.empty() ? "" : " and ") + std::to_string(size);
    }
    throw UsageError("no layout makes images of size " + std::to_string(o.size), {},
                     "nearest legal sizes: " + near);
  }
  require(o.channels == 1 || o.channels == 3, "channels", text(o.channels), "1, 3");
  require_range("nz", o.nz, 1, 4096);
  require_range("ngf", o.ngf, 1, 512);
  require_range("ndf", o.ndf, 1, 512);
}

void check_recipe(const TrainOptions& o) {
  require_range("batch", o.batch, 2, 4096);  // BatchNorm has no statistics of one image
  require_range("lr_g", o.lr_g, 0.0, 1.0);
  require_range("lr_d", o.lr_d, 0.0, 1.0);
  require_range("beta1", o.beta1, 0.0, 0.99999);
  require_range("beta2", o.beta2, 0.0, 0.9999999);
  require_range("adam_eps", o.adam_eps, 1e-16, 1.0);
  require_range("weight_decay", o.weight_decay, 0.0, 1.0);
  require_range("batch_norm_eps", o.batch_norm_eps, 1e-12, 1.0);
  require_range("label_real", o.label_real, 0.5, 1.0);
  require_range("ema", o.ema, 0.0, 0.999999);
  require_range("shift", o.shift, 0, o.size / 2);
  require_range("lr_decay_from", o.lr_decay_from, 0.0, 1.0);
}

void check_run(const TrainOptions& o) {
  check_picture_count(o.data_count);
  require_range<std::int64_t>("steps", o.steps, 1, 1000000000);
  require_range("minutes", o.minutes, 0.0, 1e6);
  require_range("checkpoint_every", o.checkpoint_every, 1, 1000000000);
  require_range("keep", o.keep, 1, 100000);
  require_range("sample_every", o.sample_every, 1, 1000000000);
  require_range("threads", o.threads, 0, 1024);
}

}  // namespace

std::vector<std::string> train_presets() {
  return {"classic", "paper"};
}

TrainOptions preset_options(std::string_view preset) {
  TrainOptions options;
  options.preset = preset;
  if (preset == "classic") {
    return options;
  }
  if (preset == "paper") {
    options.layout = "paper";
    options.ngf = options.ndf = 128;
    options.prior = Prior::kUniform;
    options.batch = 128;
    options.weight_decay = 1e-5;
    options.batch_norm_eps = 1e-8;
    options.alternate = true;
    return options;
  }
  throw UsageError("no training preset is called " + std::string(preset), {}, "presets: classic, paper");
}

std::vector<SettingDifference> differences(const TrainOptions& base, const TrainOptions& now) {
  std::vector<SettingDifference> found;
  for_each_setting([&](const char* name, auto member) {
    if (base.*member != now.*member) {
      found.push_back({name, text(base.*member), text(now.*member)});
    }
  });
  return found;
}

bool may_change_on_resume(std::string_view setting) {
  constexpr std::array<std::string_view, 10> kMayChange = {
      "run",  "data",         "steps",   "minutes", "checkpoint_every",
      "keep", "sample_every", "threads", "device",  "half"};
  return std::find(kMayChange.begin(), kMayChange.end(), setting) != kMayChange.end();
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
  check_shapes(options);
  check_recipe(options);
  check_run(options);
}

}  // namespace core

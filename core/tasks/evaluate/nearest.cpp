#include "core/tasks/evaluate/nearest.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/base/error.h"
#include "core/base/median.h"
#include "core/image/resample.h"
#include "core/tasks/data/data_warnings.h"
#include "core/tasks/data/sample_data.h"
#include "core/tasks/work.h"

namespace tasks {
namespace {

constexpr int kSide = 32;
constexpr std::size_t kDimensions = std::size_t{kSide} * kSide;
constexpr std::int64_t kReference = 500;  // reals whose own nearest neighbour gives the yardstick

using Descriptor = std::vector<float>;

Descriptor describe(const core::Image& image) {
  const core::Image small = core::to_channels(core::resize(image, kSide, kSide), 1);
  Descriptor values(kDimensions);
  std::transform(small.pixels.begin(), small.pixels.end(), values.begin(),
                 [](std::uint8_t v) { return static_cast<float>(v) / 255.f; });
  return values;
}

double distance(const Descriptor& a, const Descriptor& b) {
  float sum = 0;
  for (std::size_t i = 0; i < kDimensions; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum / static_cast<float>(kDimensions));
}

struct Match {
  std::int64_t real = 0;
  double distance = 0;
  bool mirrored = false;
};

/// The reals in memory, each once more mirrored.
struct Index {
  std::vector<Descriptor> plain, mirrored;

  /// The `count` nearest, leaving out `except`.
  std::vector<Match> nearest(const Descriptor& query, std::size_t count, std::int64_t except = -1) const {
    std::vector<Match> matches;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (static_cast<std::int64_t>(i) == except) continue;
      const double direct = distance(query, plain[i]), flipped = distance(query, mirrored[i]);
      matches.push_back({static_cast<std::int64_t>(i), std::min(direct, flipped), flipped < direct});
    }
    count = std::min(count, matches.size());
    std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count), matches.end(),
                      [](const Match& a, const Match& b) { return a.distance < b.distance; });
    matches.resize(count);
    return matches;
  }
};

Index build(const io::PackedImages& reals, const core::Progress& progress) {
  Index index;
  for (std::int64_t i = 0; i < reals.count(); ++i) {
    if (i % 256 == 0) progress.at(i, reals.count(), "reals read");
    const core::Image image = reals.image(i);
    index.plain.push_back(describe(image));
    index.mirrored.push_back(describe(core::flip_horizontal(image)));
  }
  return index;
}

/// Sorted distances from some reals, evenly chosen, to their nearest other real.
std::vector<double> real_to_real(const Index& index, const core::Progress& progress) {
  const auto total = static_cast<std::int64_t>(index.plain.size());
  const std::int64_t stride = std::max<std::int64_t>(1, total / kReference);
  std::vector<double> distances;
  for (std::int64_t i = 0; i < total; i += stride) {
    progress.at(i, total, "reals compared");
    const std::vector<Match> match = index.nearest(index.plain[static_cast<std::size_t>(i)], 1, i);
    if (!match.empty()) distances.push_back(match.front().distance);
  }
  std::sort(distances.begin(), distances.end());
  return distances;
}

double share_below(const std::vector<double>& sorted, double value) {
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
  return sorted.empty() ? 0 : static_cast<double>(below) / static_cast<double>(sorted.size());
}

/// Of a picture's descriptor: how bright it is and how much its pixels differ.
struct Tone {
  double mean = 0, contrast = 0;
};

Tone tone_of(const Descriptor& values) {
  double sum = 0, squares = 0;
  for (const float value : values) {
    sum += value;
    squares += double{value} * value;
  }
  const double count = static_cast<double>(values.size()), mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

/// The 1st to the 99th percentile of some values; of few all of them.
struct MostValues {
  double low = 0, high = 0;

  explicit MostValues(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t left_out = values.size() / 100;
    low = values[left_out];
    high = values[values.size() - 1 - left_out];
  }

  bool contains(double value) const { return value >= low && value <= high; }
};

/// Samples that no real is like: darker, brighter, flatter or harsher than 99 % of them.
int count_unlike(const std::vector<Descriptor>& reals, const std::vector<core::Image>& samples) {
  std::vector<double> means, contrasts;
  for (const Descriptor& real : reals) {
    const Tone tone = tone_of(real);
    means.push_back(tone.mean);
    contrasts.push_back(tone.contrast);
  }
  const MostValues mean(std::move(means)), contrast(std::move(contrasts));
  return static_cast<int>(std::count_if(samples.begin(), samples.end(), [&](const core::Image& sample) {
    const Tone tone = tone_of(describe(sample));
    return !mean.contains(tone.mean) || !contrast.contains(tone.contrast);
  }));
}

}  // namespace

core::NearestResult nearest_reals(const io::PackedImages& reals, const std::vector<core::Image>& samples,
                                  int neighbours, const core::Progress& progress) {
  if (reals.count() < 2)
    throw core::Error("too few real images to compare with", std::to_string(reals.count()),
                      "two or more are needed");
  const Index index = build(reals, progress);
  const std::vector<double> yardstick = real_to_real(index, progress);
  core::NearestResult result;
  result.reals = reals.count();
  result.unlike = count_unlike(index.plain, samples);
  std::vector<double> nearest;
  for (const core::Image& sample : samples) {
    std::vector<core::Neighbour>& row = result.rows.emplace_back();
    for (const Match& match : index.nearest(describe(sample), static_cast<std::size_t>(neighbours)))
      row.push_back({reals.names[static_cast<std::size_t>(match.real)], reals.image(match.real),
                     match.distance, match.mirrored, share_below(yardstick, match.distance)});
    if (!row.empty()) nearest.push_back(row.front().distance);
  }
  const double real_median = core::median(yardstick);
  result.median_ratio = real_median > 0 ? core::median(nearest) / real_median : 0;
  return result;
}

core::NearestResult perform(const Work<core::NearestRequest>& work) {
  const core::NearestRequest& request = work.request;
  if (request.samples.empty())
    throw core::UsageError("no sample to compare", "nearest real images", "give one sample or more");
  const core::Image& first = request.samples.front();
  const io::PackedImages reals =
      reals_of(request.data, first.width, first.channels, request.limit, work.progress);
  core::NearestResult result = nearest_reals(reals, request.samples, request.neighbours, work.progress);
  result.left_out = left_out_line(reals);
  return result;
}

}  // namespace tasks

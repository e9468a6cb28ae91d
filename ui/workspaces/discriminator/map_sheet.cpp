#include "ui/workspaces/discriminator/map_sheet.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui::discriminator {
namespace {

constexpr double kRangeShare = 0.995;

MapStatistics statistics_of(const core::FeatureMaps& maps, int index) {
  const std::span<const float> values = maps.map(0, index);
  MapStatistics s;
  s.index = index;
  if (values.empty()) return s;
  double sum = 0, squares = 0;
  std::size_t above = 0, at = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    squares += static_cast<double>(values[i]) * values[i];
    if (values[i] > 0) ++above;
    if (values[i] > values[at]) at = i;
  }
  const double n = static_cast<double>(values.size());
  s.mean = sum / n;
  s.variance = std::max(0.0, squares / n - s.mean * s.mean);
  s.largest = values[at];
  s.active = static_cast<double>(above) / n;
  s.unit_x = static_cast<int>(at) % maps.width;
  s.unit_y = static_cast<int>(at) / maps.width;
  return s;
}

double key(const MapStatistics& s, MapOrder order) {
  switch (order) {
    case MapOrder::kVariance:
      return s.variance;
    case MapOrder::kMean:
      return s.mean;
    case MapOrder::kIndex:
      break;
  }
  return -s.index;
}

}  // namespace

std::vector<MapStatistics> map_statistics(const core::FeatureMaps& maps) {
  std::vector<MapStatistics> statistics;
  if (maps.count < 1) return statistics;
  for (int i = 0; i < maps.channels; ++i) statistics.push_back(statistics_of(maps, i));
  return statistics;
}

std::vector<int> sorted_maps(const std::vector<MapStatistics>& statistics, MapOrder order) {
  std::vector<int> places(statistics.size());
  std::iota(places.begin(), places.end(), 0);
  std::stable_sort(places.begin(), places.end(), [&](int a, int b) {
    const MapStatistics &x = statistics[static_cast<std::size_t>(a)],
                        &y = statistics[static_cast<std::size_t>(b)];
    if (x.dead() || y.dead()) return !x.dead() && y.dead();
    return key(x, order) > key(y, order);
  });
  return places;
}

int dead_count(const std::vector<MapStatistics>& statistics) {
  return static_cast<int>(
      std::count_if(statistics.begin(), statistics.end(), [](const MapStatistics& s) { return s.dead(); }));
}

double shared_high(const core::FeatureMaps& maps) {
  constexpr double kLeast = 1e-6;
  std::vector<float> values = maps.values;
  if (values.empty()) return kLeast;
  const auto place =
      values.begin() + static_cast<std::ptrdiff_t>(kRangeShare * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return std::max(static_cast<double>(*place), kLeast);
}

core::Image map_mosaic(const core::FeatureMaps& maps, double high, int columns) {
  if (maps.count < 1 || maps.channels < 1 || columns < 1) return {};
  const int rows = (maps.channels + columns - 1) / columns;
  core::Image image(columns * maps.width, rows * maps.height, 1);
  for (int map = 0; map < maps.channels; ++map) {
    const std::span<const float> values = maps.map(0, map);
    const int left = map % columns * maps.width, top = map / columns * maps.height;
    for (int y = 0; y < maps.height; ++y)
      for (int x = 0; x < maps.width; ++x) {
        const double share = values[static_cast<std::size_t>(y * maps.width + x)] / high;
        *image.at(left + x, top + y) =
            static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
      }
  }
  return image;
}

std::vector<double> activation_counts(const core::FeatureMaps& maps, int map, double high, int bins) {
  std::vector<double> counts(static_cast<std::size_t>(bins), 0.0);
  for (const float value : maps.map(0, map)) {
    const double place = std::clamp(value / high, 0.0, 1.0) * bins;
    counts[std::min(static_cast<std::size_t>(place), counts.size() - 1)] += 1;
  }
  return counts;
}

MapSheet make_map_sheet(const core::FeatureMaps& maps, int block) {
  MapSheet sheet;
  sheet.block = block;
  sheet.columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(maps.channels))));
  sheet.width = maps.width;
  sheet.height = maps.height;
  sheet.high = shared_high(maps);
  sheet.statistics = map_statistics(maps);
  sheet.mosaic = map_mosaic(maps, sheet.high, sheet.columns);
  return sheet;
}

}  // namespace ui::discriminator

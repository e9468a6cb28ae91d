#pragma once

#include <vector>

#include "core/image/image.h"
#include "core/model/frozen_model.h"

namespace ui::discriminator {

// All maps of one block for one image, as statistics and as one picture. Pure.

struct MapStatistics {
  int index = 0;
  double mean = 0, variance = 0, largest = 0;
  double active = 0;           // share of units above zero
  int unit_x = 0, unit_y = 0;  // of the largest

  bool dead() const { return largest <= 0; }  // on this image
};

enum class MapOrder { kVariance, kMean, kIndex };

/// One a map of the first image, by index.
std::vector<MapStatistics> map_statistics(const core::FeatureMaps& maps);
/// Places in `statistics`, largest first (kIndex: smallest); dead maps last, by index.
std::vector<int> sorted_maps(const std::vector<MapStatistics>& statistics, MapOrder order);
int dead_count(const std::vector<MapStatistics>& statistics);

/// Upper end of the range all maps share: their 99.5 % quantile, so that one unit does not darken the rest.
double shared_high(const core::FeatureMaps& maps);
/// The maps by index in `columns` columns without gaps, one grey channel: 0 and below black, `high` white.
core::Image map_mosaic(const core::FeatureMaps& maps, double high, int columns);

/// How often the units of a map take values in `bins` equal parts of 0..high; what lies outside counts at the
/// ends.
std::vector<double> activation_counts(const core::FeatureMaps& maps, int map, double high, int bins);

/// A block's maps ready to be drawn.
struct MapSheet {
  int block = 0;
  int columns = 1;            // of the mosaic
  int width = 0, height = 0;  // of one map
  double high = 0;            // upper end of the shared range
  std::vector<MapStatistics> statistics;
  core::Image mosaic;

  bool empty() const { return mosaic.empty(); }
};

MapSheet make_map_sheet(const core::FeatureMaps& maps, int block);

}  // namespace ui::discriminator

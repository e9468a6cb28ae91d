#pragma once

#include <string>
#include <vector>

#include "core/model/frozen_model.h"

namespace ui::discriminator {

// Which maps of which block of D are looked at. Pure.

/// 1 = first; block 0 of a document means the last convolution. 0 when there is no discriminator.
int resolved_block(int block, const core::ModelInfo& model);
/// Maps of a block counted from 1; 0 when there is no such block.
int channels_of(int block, const core::ModelInfo& model);
/// "h3".
std::string block_name(int block);

inline constexpr int kMostRows = 12;  // features looked at together: each costs two backward passes

/// Those below `channels`, without repetition, in their order, at most kMostRows.
std::vector<int> legal_features(const std::vector<int>& features, int channels);

struct FeatureChoice {
  std::vector<int> features;
  int selected = 0;  // row
};

/// The row above or below; beyond the ends all features move by one map, as far as there are maps.
FeatureChoice step_feature(FeatureChoice choice, int by, int channels);
/// With `feature` among them and selected: added at the end, in place of the selected one when it is full.
FeatureChoice with_feature(FeatureChoice choice, int feature);

}  // namespace ui::discriminator

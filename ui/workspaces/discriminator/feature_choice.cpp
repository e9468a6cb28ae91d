#include "ui/workspaces/discriminator/feature_choice.h"
#include "ui/look/tr.h"

#include <algorithm>

namespace ui::discriminator {

int resolved_block(int block, const core::ModelInfo& model) {
  const int blocks = static_cast<int>(model.discriminator_blocks.size());
  return block <= 0 || block > blocks ? blocks : block;
}

int channels_of(int block, const core::ModelInfo& model) {
  const bool there = block >= 1 && block <= static_cast<int>(model.discriminator_blocks.size());
  return there ? model.discriminator_blocks[static_cast<std::size_t>(block) - 1].channels : 0;
}

std::string block_name(int block) {
  return verbatim("h" + std::to_string(block));
}

std::vector<int> legal_features(const std::vector<int>& features, int channels) {
  std::vector<int> legal;
  for (const int feature : features)
    if (feature >= 0 && feature < channels && static_cast<int>(legal.size()) < kMostRows &&
        std::find(legal.begin(), legal.end(), feature) == legal.end())
      legal.push_back(feature);
  return legal;
}

FeatureChoice step_feature(FeatureChoice choice, int by, int channels) {
  if (choice.features.empty()) return choice;
  const int last = static_cast<int>(choice.features.size()) - 1, to = choice.selected + by;
  if (to >= 0 && to <= last) {
    choice.selected = to;
    return choice;
  }
  choice.selected = std::clamp(to, 0, last);
  const auto [low, high] = std::minmax_element(choice.features.begin(), choice.features.end());
  const int shift = by < 0 ? -1 : 1;
  if (*low + shift < 0 || *high + shift >= channels) return choice;
  for (int& feature : choice.features) feature += shift;
  return choice;
}

FeatureChoice with_feature(FeatureChoice choice, int feature) {
  const auto found = std::find(choice.features.begin(), choice.features.end(), feature);
  if (found != choice.features.end()) {
    choice.selected = static_cast<int>(found - choice.features.begin());
    return choice;
  }
  const int last = static_cast<int>(choice.features.size()) - 1;
  if (last + 1 < kMostRows) {
    choice.features.push_back(feature);
    choice.selected = last + 1;
  } else {
    choice.selected = std::clamp(choice.selected, 0, last);
    choice.features[static_cast<std::size_t>(choice.selected)] = feature;
  }
  return choice;
}

}  // namespace ui::discriminator

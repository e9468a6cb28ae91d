#include "ui/workspaces/discriminator/feature_choice.h"

#include <doctest/doctest.h>

namespace {

core::ModelInfo model() {
  core::ModelInfo info;
  info.discriminator_blocks = {{8, 32, 32}, {16, 16, 16}, {32, 8, 8}};
  return info;
}

}  // namespace

TEST_CASE("block 0 is the last convolution, blocks a model lacks as well") {
  CHECK(ui::discriminator::resolved_block(0, model()) == 3);
  CHECK(ui::discriminator::resolved_block(2, model()) == 2);
  CHECK(ui::discriminator::resolved_block(4, model()) == 3);
  CHECK(ui::discriminator::resolved_block(0, {}) == 0);
  CHECK(ui::discriminator::channels_of(2, model()) == 16);
  CHECK(ui::discriminator::channels_of(0, model()) == 0);
  CHECK(ui::discriminator::channels_of(4, model()) == 0);
}

TEST_CASE("features are kept once, within the block, at most as many as fit") {
  CHECK(ui::discriminator::legal_features({3, 9, 3, -1, 7, 8}, 8) == std::vector<int>{3, 7});
  std::vector<int> many;
  for (int i = 0; i < 40; ++i) many.push_back(i);
  CHECK(ui::discriminator::legal_features(many, 512).size() == ui::discriminator::kMostRows);
}

TEST_CASE("stepping moves the row, beyond the ends all features") {
  ui::discriminator::FeatureChoice choice{{4, 5, 6}, 1};
  choice = ui::discriminator::step_feature(choice, 1, 16);
  CHECK(choice.selected == 2);
  choice = ui::discriminator::step_feature(choice, 1, 16);
  CHECK(choice.selected == 2);
  CHECK(choice.features == std::vector<int>{5, 6, 7});
  choice = ui::discriminator::step_feature({{0, 9}, 0}, -1, 16);
  CHECK(choice.features == std::vector<int>{0, 9});
  choice = ui::discriminator::step_feature({{13, 15}, 1}, 1, 16);
  CHECK(choice.features == std::vector<int>{13, 15});
  CHECK(ui::discriminator::step_feature({{}, 0}, 1, 16).features.empty());
}

TEST_CASE("a map that is clicked joins the features, or is selected when it is there") {
  ui::discriminator::FeatureChoice choice = ui::discriminator::with_feature({{1, 2}, 0}, 7);
  CHECK(choice.features == std::vector<int>{1, 2, 7});
  CHECK(choice.selected == 2);
  choice = ui::discriminator::with_feature(choice, 1);
  CHECK(choice.features == std::vector<int>{1, 2, 7});
  CHECK(choice.selected == 0);
  ui::discriminator::FeatureChoice full{{}, 3};
  for (int i = 0; i < ui::discriminator::kMostRows; ++i) full.features.push_back(i);
  full = ui::discriminator::with_feature(full, 100);
  CHECK(full.features.size() == ui::discriminator::kMostRows);
  CHECK(full.features[3] == 100);
}

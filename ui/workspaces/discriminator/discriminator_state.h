#pragma once

#include <memory>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/widgets/change_counter.h"
#include "ui/workspaces/discriminator/feature_choice.h"
#include "ui/workspaces/discriminator/inspect_input.h"
#include "ui/workspaces/discriminator/map_sheet.h"

namespace ui::discriminator {

/// One feature of the chosen block: both attributions on one scale.
struct GuidedRow {
  int feature = 0;
  float learned_response = 0, random_response = 0;
  int unit_x = 0, unit_y = 0;  // of the learned response
  core::Image learned, random;
};

/// What the panels of Discriminator share besides document and snapshot.
struct DiscriminatorState {
  InspectInput input;
  int selected_row = 0;
  int selected_map = 0;
  MapOrder order = MapOrder::kVariance;

  std::vector<GuidedRow> rows;  // as many as are done, of the newest answer
  MapSheet maps;
  std::uint64_t version = 0;  // of `rows`; grows with every answer

  std::uint64_t maps_version() const { return maps_version_; }  // grows when `maps` changed

  /// Once a frame: takes the newest answer in and keeps the selection within it.
  void update(const Frame& frame);
  /// The features that are asked for: those of the document that the block has.
  std::vector<int> features(const Frame& frame) const;

 private:
  void take(const core::InspectPictures* pictures);

  ChangeCounter<core::InspectPictures> answers_;
  ChangeCounter<core::FeatureMaps> map_answers_;
  std::uint64_t maps_version_ = 0;
};

/// Why nothing can be looked into now, through tr(); null = it can.
const char* cannot_inspect(const Frame& frame);

}  // namespace ui::discriminator

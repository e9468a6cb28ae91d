#pragma once

#include <optional>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/workspaces/arithmetic/arithmetic_bins.h"

namespace ui::arithmetic {

/// What is under the cursor: keys act on it in the next frame. Owned by the workspace, filled in by its
/// panels.
struct ArithmeticState {
  std::vector<core::Exemplar> candidates;  // the thumbnail under the cursor, or the selection it belongs to
  std::optional<BinItem> item;
  std::optional<BinItem> carried;  // the exemplar of a bin that is being dragged

  /// Once a frame, before the panels fill it in anew.
  void begin_frame(const core::ArithmeticDocument& document);
};

/// Changes of bins with their history entry.
void put_into_bin(Frame& frame, core::BinId bin, const std::vector<core::Exemplar>& exemplars);
void take_out(Frame& frame, const BinItem& item);
/// Leaves for Explore with this z on its canvas; `from` says where it came from when it has no seed.
void show_in_explore(Frame& frame, const core::Exemplar& exemplar, core::Origin::Place from);
/// D(x) of tile `index`, "0.66"; empty without a discriminator or before it was computed.
std::string score_text(const core::SurfacePictures* pictures, int index);

/// The mark that the exemplar `item`, whose picture reaches from `min` to `max`, shows while a thumbnail is
/// dragged over its bin: dropped on the mark it takes the exemplar's place, and an exemplar of a bin trades
/// places with it. Anywhere else in the bin it is added.
void swap_mark(Frame& frame, const ArithmeticState& state, const BinItem& item, ImVec2 min, ImVec2 max);
/// Adds what was dropped on a bin; what came from another bin leaves that one.
void drop_into_bin(Frame& frame, const ArithmeticState& state, core::BinId bin,
                   const std::vector<core::Exemplar>& dropped);

}  // namespace ui::arithmetic

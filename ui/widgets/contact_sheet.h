#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "ui/frame/frame.h"
#include "ui/gl/texture_store.h"
#include "ui/look/theme.h"

namespace ui {

/// Looks of one tile; asked for visible tiles only.
struct SheetTile {
  std::optional<std::uint64_t> seed;  // carried when it is dragged
  std::string badge;                  // letter of a bin or number of a pin
  ImU32 color = 0;                    // border and ground of the badge; 0 = none
  std::string tooltip;                // "seed 36 · p58 · D 0.66"
};

struct ContactSheetOptions {
  core::Surface surface = core::Surface::kContactSheet;
  int count = 0;  // tiles, rendered or not
  float tile = metric::kThumbnail;
  float height = 0;  // logical pixels; 0 = the rest of the panel
  std::function<SheetTile(int)> describe;
  std::function<void(int index, ImVec2 min, ImVec2 max)> overlay;  // drawn over a tile (boxes), may be empty
};

/// Kept by the panel between frames.
struct ContactSheetState {
  std::set<int> selected;
  int cursor = -1;  // keyboard place
  int anchor = -1;
};

struct ContactSheetResult {
  std::optional<int> clicked, double_clicked, hovered;
  std::optional<int> entered;              // Enter on the keyboard place
  int first_visible = 0, end_visible = 0;  // half-open
};

/// Tiles in as many columns as fit, gaps of 4 px, scrolling, clipped to the visible rows. Arrows move, Enter
/// goes, Ctrl and Shift select, dragging takes the selection (payload kExemplarPayload).
ContactSheetResult contact_sheet(Frame& frame, const char* id, const ContactSheetOptions& options,
                                 ContactSheetState& state);

}  // namespace ui

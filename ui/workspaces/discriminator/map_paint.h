#pragma once

#include "ui/frame/frame.h"
#include "ui/workspaces/discriminator/map_sheet.h"

namespace ui::discriminator {

/// One map in viridis on the shared range, from `min`, `side` screen pixels wide.
void paint_map(Frame& frame, const MapSheet& sheet, std::uint64_t version, int map, float x, float y,
               float side);
/// The range as a vertical bar with its ends and middle; takes the rest of the line, `height` screen pixels.
void paint_range(Frame& frame, double high, float height);

}  // namespace ui::discriminator

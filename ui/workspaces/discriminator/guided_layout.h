#pragma once

namespace ui::discriminator {

/// Rows of "label, learned, random" in one or more columns.
struct GuidedLayout {
  int columns = 1, rows = 0;
  float side = 0;          // of a picture, screen pixels: a whole enlargement or a half, a third, ...
  float column_width = 0;  // label and both pictures with their gap
};

struct GuidedRoom {
  float width = 0, height = 0;  // screen pixels; height without the column headers
  float label = 0, gap = 0;     // label column, gap between pictures and between rows
  float between = 0;            // between columns
  int picture = 64;             // pixels of a picture
  float smallest = 0;           // sides below this scroll instead, either way
};

/// Side at which `count` square tiles of `picture` pixels, each with `below` pixels of text under it, fill a
/// width and height best without scrolling: a whole enlargement between `smallest` and `largest`; below that
/// the sheet scrolls.
float tile_side(int count, const GuidedRoom& room, float below, float largest);

/// The arrangement of `count` rows with the largest pictures; of equals the one with fewest columns. Where
/// that would leave more than half of the room empty, the pictures are the next size larger and scroll.
GuidedLayout guided_layout(int count, const GuidedRoom& room);

}  // namespace ui::discriminator

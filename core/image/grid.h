#pragma once

#include <cstdint>
#include <span>

#include "core/image/image.h"

namespace core {

struct GridOptions {
  int columns = 0;  // 0 = the most square arrangement
  int gap = 2;      // pixels between tiles and around the sheet
  int enlarge = 1;  // nearest-neighbour factor of every tile
  std::uint8_t background = 22;
};

/// Throws Error when a sheet of `count` tiles would be too large: before they are rendered. `count` from 1.
void check_grid(std::int64_t count, int tile_width, int tile_height, const GridOptions& options);
/// A contact sheet of images of one size, row by row.
Image make_grid(std::span<const Image> tiles, const GridOptions& options = {});
/// Puts `tile` into `sheet` with its upper left corner at (x, y); grey tiles become grey RGB; clipped to the
/// sheet.
void paste(Image& sheet, const Image& tile, int x, int y);

}  // namespace core

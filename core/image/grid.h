#pragma once

#include <cstdint>
#include <span>

#include "core/image/image.h"

namespace core {

struct TileShape {
  int width = 0, height = 0, channels = 3;
};

struct GridOptions {
  int columns = 0;  // 0 = the most square arrangement
  int gap = 2;      // pixels between tiles and around the sheet
  int enlarge = 1;  // nearest-neighbour factor of every tile
  std::uint8_t background = 22;
};

/// The ground of a sheet. Throws Error when no PNG could hold it: to be called before anything is rendered
/// for it.
Image blank_sheet(std::int64_t width, std::int64_t height, int channels, std::uint8_t background);
/// Throws the same Error for a contact sheet of `count` tiles, from 1, with the size and channels of `tile`.
void check_grid(std::int64_t count, const TileShape& tile, const GridOptions& options);
/// A contact sheet of images of one size, row by row.
Image make_grid(std::span<const Image> tiles, const GridOptions& options = {});
/// Puts `tile` into `sheet` with its upper left corner at (x, y); grey tiles become grey RGB; clipped to the
/// sheet.
void paste(Image& sheet, const Image& tile, int x, int y);

}  // namespace core

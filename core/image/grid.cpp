#include "core/image/grid.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/image/png.h"
#include "core/image/resample.h"

namespace core {
namespace {

std::string size_text(std::int64_t width, std::int64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

void check(std::span<const Image> tiles, const GridOptions& options) {
  if (tiles.empty() || tiles[0].empty()) throw Error("there are no images for a sheet");
  if (options.columns < 0 || options.gap < 0 || options.enlarge < 1) {
    throw Error("illegal layout of a sheet", {}, "columns and gap from 0, enlarge from 1");
  }
  for (const Image& tile : tiles) {
    if (tile.width == tiles[0].width && tile.height == tiles[0].height) continue;
    throw Error("the images of a sheet differ in size",
                size_text(tiles[0].width, tiles[0].height) + " and " + size_text(tile.width, tile.height));
  }
}

void check_size(std::int64_t width, std::int64_t height, int channels) {
  if (fits_png(width, height, channels)) return;
  throw Error("the sheet would be too large", size_text(width, height), "fewer images, or enlarge them less");
}

/// Where the tiles of a sheet stand.
struct Arrangement {
  std::int64_t columns, step_x, step_y, width, height;
};

Arrangement arranged(std::int64_t count, const TileShape& tile, const GridOptions& options) {
  const auto square = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(count))));
  Arrangement a{};
  a.columns = options.columns > 0 ? std::min<std::int64_t>(options.columns, count) : square;
  a.step_x = std::int64_t{tile.width} * options.enlarge + options.gap;
  a.step_y = std::int64_t{tile.height} * options.enlarge + options.gap;
  a.width = a.columns * a.step_x + options.gap;
  a.height = (count + a.columns - 1) / a.columns * a.step_y + options.gap;
  check_size(a.width, a.height, tile.channels);
  return a;
}

}  // namespace

Image blank_sheet(std::int64_t width, std::int64_t height, int channels, std::uint8_t background) {
  check_size(width, height, channels);
  return Image(static_cast<int>(width), static_cast<int>(height), channels, background);
}

void check_grid(std::int64_t count, const TileShape& tile, const GridOptions& options) {
  arranged(count, tile, options);
}

Image make_grid(std::span<const Image> tiles, const GridOptions& options) {
  check(tiles, options);
  const auto count = static_cast<std::int64_t>(tiles.size());
  const bool coloured =
      std::any_of(tiles.begin(), tiles.end(), [](const Image& t) { return t.channels == 3; });
  const int channels = coloured ? 3 : 1;
  const Arrangement a = arranged(count, {tiles[0].width, tiles[0].height, channels}, options);
  Image sheet = blank_sheet(a.width, a.height, channels, options.background);
  for (std::int64_t i = 0; i < count; ++i) {
    const int x = static_cast<int>(options.gap + i % a.columns * a.step_x);
    const int y = static_cast<int>(options.gap + i / a.columns * a.step_y);
    const Image& tile = tiles[static_cast<std::size_t>(i)];
    if (options.enlarge == 1) {
      paste(sheet, tile, x, y);
    } else {
      paste(sheet, enlarge_nearest(tile, options.enlarge), x, y);
    }
  }
  return sheet;
}

void paste(Image& sheet, const Image& tile, int x, int y) {
  if (tile.channels != sheet.channels) return paste(sheet, to_channels(tile, sheet.channels), x, y);
  const std::int64_t left = std::max<std::int64_t>(x, 0);
  const std::int64_t right = std::min<std::int64_t>(std::int64_t{x} + tile.width, sheet.width);
  const std::int64_t top = std::max<std::int64_t>(y, 0);
  const std::int64_t bottom = std::min<std::int64_t>(std::int64_t{y} + tile.height, sheet.height);
  if (left >= right) return;
  for (std::int64_t row = top; row < bottom; ++row) {
    const std::uint8_t* from = tile.at(static_cast<int>(left - x), static_cast<int>(row - y));
    std::copy_n(from, (right - left) * sheet.channels,
                sheet.at(static_cast<int>(left), static_cast<int>(row)));
  }
}

}  // namespace core

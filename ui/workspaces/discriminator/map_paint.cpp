#include "ui/workspaces/discriminator/map_paint.h"

#include <fmt/format.h>

#include "ui/gl/image_paint.h"
#include "ui/gl/texture_store.h"
#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui::discriminator {
namespace {

constexpr int kSteps = 128;
constexpr float kBar = 14;

core::Image ramp() {
  core::Image image(1, kSteps, 1);
  for (int y = 0; y < kSteps; ++y) *image.at(0, y) = static_cast<std::uint8_t>(255 - y * 255 / (kSteps - 1));
  return image;
}

}  // namespace

void paint_map(Frame& frame, const MapSheet& sheet, std::uint64_t version, int map, float x, float y,
               float side) {
  const TileTexture whole = frame.textures.image("discriminator.maps", version, sheet.mosaic);
  if (!whole) return;
  const float columns = static_cast<float>(sheet.columns),
              rows = static_cast<float>(sheet.mosaic.height / sheet.height);
  const float column = static_cast<float>(map % sheet.columns), row = static_cast<float>(map / sheet.columns);
  TileTexture tile = whole;
  tile.u0 = whole.u0 + (whole.u1 - whole.u0) * column / columns;
  tile.u1 = whole.u0 + (whole.u1 - whole.u0) * (column + 1) / columns;
  tile.v0 = whole.v0 + (whole.v1 - whole.v0) * row / rows;
  tile.v1 = whole.v0 + (whole.v1 - whole.v0) * (row + 1) / rows;
  tile.width = sheet.width;
  tile.height = sheet.height;
  ImagePaint(frame.textures, ImGui::GetWindowDrawList(), {.map = ColorMap::kViridis})
      .image(tile, {x, y}, {x + side, y + side});
}

void paint_range(Frame& frame, double high, float height) {
  const Theme& theme = frame.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = theme.px(kBar);
  const TileTexture bar = frame.textures.image("discriminator.ramp", 1, ramp());
  ImagePaint(frame.textures, ImGui::GetWindowDrawList(), {.map = ColorMap::kViridis})
      .image(bar, at, {at.x + width, at.y + height});
  const TextScope small(theme, TextSize::kSmall);
  for (const double share : {1.0, 0.5, 0.0}) {
    const float y = at.y + static_cast<float>(1 - share) * (height - ImGui::GetFontSize());
    draw_text({at.x + width + theme.px(6), y}, theme.text_dim, fmt::format("{:.2f}", high * share));
  }
  ImGui::Dummy({width, height});
}

}  // namespace ui::discriminator

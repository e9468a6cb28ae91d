#include "ui/gl/image_paint.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

/// Null where the renderer has no callbacks (tests without a window): nothing may be recorded then.
ImDrawCallback reset_callback() {
  return ImGui::GetPlatformIO().DrawCallback_ResetRenderState;
}

ImTextureRef reference(const TileTexture& tile) {
  return ImTextureRef(static_cast<ImTextureID>(tile.texture));
}

}  // namespace

ImagePaint::ImagePaint(TextureStore& textures, ImDrawList* draw_list, const PaintOptions& options)
    : textures_(textures), draw_list_(draw_list), options_(options), shaded_(reset_callback() != nullptr) {}

ImagePaint::~ImagePaint() {
  if (shaded_ && bound_) draw_list_->AddCallback(reset_callback());
}

void ImagePaint::bind(const TileTexture& tile, ImVec2 min, ImVec2 max) {
  using Sampling = ImagePrograms::Sampling;
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  const bool shrunken = (max.x - min.x) * scale.x < static_cast<float>(tile.width) ||
                        (max.y - min.y) * scale.y < static_cast<float>(tile.height);
  ImagePrograms::Picture want{&textures_.programs(),
                              Sampling::kNearest,
                              options_.map,
                              options_.low,
                              options_.high,
                              options_.alpha,
                              {}};
  if (shrunken || options_.linear) {
    want.sampling = shrunken ? Sampling::kShrunken : Sampling::kLinear;
    const auto first = [](float edge, float texels) { return static_cast<int>(std::lround(edge * texels)); };
    const float across = static_cast<float>(tile.width) / (tile.u1 - tile.u0);  // the whole texture
    const float down = static_cast<float>(tile.height) / (tile.v1 - tile.v0);
    want.inside[0] = first(tile.u0, across);
    want.inside[1] = first(tile.v0, down);
    want.inside[2] = want.inside[0] + tile.width - 1;
    want.inside[3] = want.inside[1] + tile.height - 1;
  }
  if (bound_ && bound_->sampling == want.sampling && std::ranges::equal(bound_->inside, want.inside)) return;
  bound_ = want;
  draw_list_->AddCallback(ImagePrograms::bind_picture, &want, sizeof want);
}

void ImagePaint::image(const TileTexture& tile, ImVec2 min, ImVec2 max) {
  if (!tile) return;
  if (shaded_) bind(tile, min, max);
  draw_list_->AddImage(reference(tile), min, max, {tile.u0, tile.v0}, {tile.u1, tile.v1});
}

void paint_difference(TextureStore& textures, ImDrawList* draw_list, const TileTexture& a,
                      const TileTexture& b, ImVec2 min, ImVec2 max, float gain) {
  if (!a || !b) return;
  const ImDrawCallback reset = reset_callback();
  if (reset) {
    ImagePrograms::Difference want{
        &textures.programs(), b.texture, {a.u0, a.v0, a.u1, a.v1}, {b.u0, b.v0, b.u1, b.v1}, gain};
    draw_list->AddCallback(ImagePrograms::bind_difference, &want, sizeof want);
  }
  draw_list->AddImage(reference(a), min, max, {a.u0, a.v0}, {a.u1, a.v1});
  if (reset) draw_list->AddCallback(reset);
}

void paint_box(TextureStore& textures, ImDrawList* draw_list, ImVec2 min, ImVec2 max, float scale,
               ImU32 color) {
  const float line = std::round(2 * scale), edge = std::round(scale);
  const float out = edge + line / 2;
  const ImVec2 outer_min{std::round(min.x - out), std::round(min.y - out)};
  const ImVec2 outer_max{std::round(max.x + out), std::round(max.y + out)};
  const ImDrawCallback reset = reset_callback();
  if (!reset) {
    draw_list->AddRect(min, max, color);
    return;
  }
  ImagePrograms::Box want{&textures.programs(), outer_max.x - outer_min.x, outer_max.y - outer_min.y, line,
                          edge};
  draw_list->AddCallback(ImagePrograms::bind_box, &want, sizeof want);
  draw_list->PrimReserve(6, 4);
  draw_list->PrimRectUV(outer_min, outer_max, {0, 0}, {want.width, want.height}, color);
  draw_list->AddCallback(reset);
}

}  // namespace ui

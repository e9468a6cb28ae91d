#include "ui/workspaces/discriminator/maps_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/discriminator/guided_layout.h"
#include "ui/workspaces/discriminator/guided_panel.h"
#include "ui/workspaces/discriminator/map_paint.h"

namespace ui::discriminator {
namespace {

constexpr float kSmallest = 40, kLargest = 128, kNumber = 16, kCaption = 24, kRange = 64;

}  // namespace

const char* FeatureMapsPanel::title() const {
  return tr("Feature maps");
}

void FeatureMapsPanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  core::DiscriminatorDocument& document = frame.document.discriminator;
  ToolRow row(theme);
  row.text(tr("Layer"));
  row.next(true);
  int block = resolved_block(document.maps_block, *frame.model());
  if (block_buttons(theme, row, *frame.model(), block)) {
    document.maps_block = block;
    state_.selected_map = 0;
    frame.out.remember(tr("Layer of the maps"));
  }
  row.next(true);
  row.text(tr("Sort"));
  row.next(true);
  const char* const orders[] = {tr("variance"), tr("mean"), tr("index")};
  int order = static_cast<int>(state_.order);
  if (combo(theme, "##sort", orders, order, 96)) state_.order = static_cast<MapOrder>(order);
  if (state_.maps.empty()) return;
  row.right();
  const int dead = dead_count(state_.maps.statistics);
  row.text(tr_format("{} maps, {} × {}", state_.maps.statistics.size(), state_.maps.width, state_.maps.height)
               .c_str());
  if (dead == 0) return;
  row.next(true);
  ImGui::AlignTextToFramePadding();
  text_colored(theme.warning, tr_format("{} dead", dead));
  tooltip(tr("Never above zero on this image; they stand last"));
}

void FeatureMapsPanel::pick(Frame& frame, int map) {
  state_.selected_map = map;
  if (!ImGui::GetIO().KeyShift) return;
  core::DiscriminatorDocument& document = frame.document.discriminator;
  const bool same = resolved_block(document.block, *frame.model()) == state_.maps.block;
  FeatureChoice choice{same ? state_.features(frame) : std::vector<int>{}, state_.selected_row};
  choice = with_feature(choice, map);
  document.block = state_.maps.block;
  document.features = choice.features;
  state_.selected_row = choice.selected;
  frame.out.remember(tr("Features"));
}

void FeatureMapsPanel::sheet(Frame& frame, float height) {
  const Theme& theme = frame.theme;
  const ChildScope child("##maps", {ImGui::GetContentRegionAvail().x - theme.px(kRange), height});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float gap = theme.px(metric::kGap);
  const GuidedRoom room{.width = ImGui::GetContentRegionAvail().x,
                        .height = height,
                        .gap = gap,
                        .picture = state_.maps.width,
                        .smallest = theme.px(kSmallest)};
  const float side =
      tile_side(static_cast<int>(state_.maps.statistics.size()), room, theme.px(kNumber), theme.px(kLargest));
  const float step_x = side + gap, step_y = side + theme.px(kNumber) + gap;
  const int columns = std::max(1, static_cast<int>((ImGui::GetContentRegionAvail().x + gap) / step_x));
  const std::vector<int> order = sorted_maps(state_.maps.statistics, state_.order);
  const TextScope axis(theme, TextSize::kAxis);
  for (int i = 0; i < static_cast<int>(order.size()); ++i) {
    const IdScope scope(i);
    const ImVec2 min{at.x + static_cast<float>(i % columns) * step_x,
                     at.y + static_cast<float>(i / columns) * step_y};
    ImGui::SetCursorScreenPos(min);
    const int map = order[static_cast<std::size_t>(i)];
    if (ImGui::InvisibleButton("##map", {side, side + theme.px(kNumber)})) pick(frame, map);
    if (!ImGui::IsItemVisible()) continue;
    const bool hovered = ImGui::IsItemHovered(), selected = map == state_.selected_map;
    paint_map(frame, state_.maps, state_.maps_version(), map, min.x, min.y, side);
    const ImVec2 max{min.x + side, min.y + side};
    if (selected || hovered) {
      // The frame stands round the map, on the panel's ground: over dark maps the light theme's accent could
      // not be seen.
      const float out = theme.px(1);
      ImGui::GetWindowDrawList()->AddRect({min.x - out, min.y - out}, {max.x + out, max.y + out},
                                          selected ? theme.accent : theme.text, 0, theme.px(2));
    }
    draw_text({min.x, max.y + theme.px(1)}, selected ? theme.text : theme.text_dim, std::to_string(map));
  }
}

void FeatureMapsPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  if (const char* why = cannot_inspect(frame)) {
    empty_state(theme, ICON_FA_TABLE_CELLS, tr("All maps of a layer for the image, on one range."), why);
    return;
  }
  tools(frame);
  if (state_.maps.empty()) {
    empty_state(theme, ICON_FA_TABLE_CELLS, tr("All maps of a layer for the image, on one range."),
                tr("They come with the first answer of D."));
    return;
  }
  const float height = std::max(ImGui::GetContentRegionAvail().y - theme.px(kCaption), theme.px(kSmallest));
  sheet(frame, height);
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  paint_range(frame, state_.maps.high, std::min(height, theme.px(260)));
  const TextScope small(theme, TextSize::kSmall);
  text_elided(theme.text_dim,
              tr("Activations of the image on the left, 0 to their 99.5 % quantile. Click a map to see "
                 "it large; Shift-click adds it to the features above."));
}

}  // namespace ui::discriminator

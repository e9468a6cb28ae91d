#include "ui/workspaces/discriminator/selected_map_panel.h"

#include <icons_font_awesome_6.h>

#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/plot.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/workspaces/discriminator/map_paint.h"

namespace ui::discriminator {
namespace {

constexpr int kBins = 24;

void facts(const Theme& theme, const MapSheet& sheet, const MapStatistics& map) {
  property_row(theme, tr("Map"),
               tr_format("{} of {}, layer {}", map.index, sheet.statistics.size(), block_name(sheet.block)));
  property_row(theme, tr("Mean, variance"), fmt::format("{:.2f}, {:.2f}", map.mean, map.variance));
  property_row(theme, tr("Active"), tr_format("{:.0f}\u2009% of units", map.active * 100),
               tr("Units above zero on this image"));
  property_row(theme, tr("Largest"), fmt::format("{:.2f}", map.largest));
  property_row(theme, tr("Found at"),
               tr_format("unit ({}, {}) of {} × {}", map.unit_x, map.unit_y, sheet.width, sheet.height));
}

/// How the map's units respond, on the range all maps share.
void histogram(const Frame& frame, const MapSheet& sheet, int map) {
  const core::InspectPictures* answer = frame.snapshot.inspect.get();
  if (!answer || !answer->maps || map >= answer->maps->channels) return;
  section_title(frame.theme, tr("Activations"), tr("of its units"));
  const std::vector<double> counts = activation_counts(*answer->maps, map, sheet.high, kBins);
  const Histogram shown[] = {{tr("units"), counts, frame.theme.curves[0]}};
  histogram_plot(frame.theme, "##activations", shown, 0, sheet.high, std::nullopt, 88);
}

}  // namespace

const char* SelectedMapPanel::title() const {
  return tr("Selected map");
}

void SelectedMapPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const MapSheet& sheet = state_.maps;
  if (cannot_inspect(frame) || sheet.empty()) {
    empty_state(theme, ICON_FA_MAGNIFYING_GLASS, tr("One map of the sheet, large."),
                tr("Click a map in Feature maps."));
    return;
  }
  const MapStatistics& map = sheet.statistics[static_cast<std::size_t>(state_.selected_map)];
  const float free = ImGui::GetContentRegionAvail().x, side = picture_side(free, sheet.width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  paint_map(frame, sheet, state_.maps_version(), map.index, at.x, at.y, side);
  ImGui::Dummy({side, side});
  gap(theme);
  facts(theme, sheet, map);
  if (map.dead()) status_line(theme, ICON_FA_TRIANGLE_EXCLAMATION, theme.warning, tr("dead on this image"));
  gap(theme);
  histogram(frame, sheet, map.index);
  gap(theme);
  core::DiscriminatorDocument& document = frame.document.discriminator;
  if (button(theme, tr("Attribute this map"),
             {.icon = ICON_FA_EYE,
              .tooltip = tr("Guided backpropagation of this map, among the features above"),
              .primary = true})) {
    const bool same = resolved_block(document.block, *frame.model()) == sheet.block;
    const FeatureChoice choice =
        with_feature({same ? state_.features(frame) : std::vector<int>{}, state_.selected_row}, map.index);
    document.block = sheet.block;
    document.features = choice.features;
    state_.selected_row = choice.selected;
    frame.out.remember(tr("Features"));
  }
}

}  // namespace ui::discriminator

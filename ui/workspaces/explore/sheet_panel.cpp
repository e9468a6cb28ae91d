#include "ui/workspaces/explore/sheet_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/explore_exports.h"

namespace ui::explore {
namespace {

constexpr std::array kTileSizes{48.0f, 64.0f, 96.0f, 128.0f};
constexpr float kWide = 330;  // logical pixels; narrower panels leave words out

float next_size(float now) {
  const auto larger = std::find_if(kTileSizes.begin(), kTileSizes.end(), [&](float s) { return s > now; });
  return larger == kTileSizes.end() ? kTileSizes.front() : *larger;
}

double probability(float logit) {
  return 1 / (1 + std::exp(-static_cast<double>(logit)));
}

}  // namespace

const char* SheetPanel::title() const {
  return tr("Contact sheet");
}

void SheetPanel::draw_tools(Frame& frame) {
  const Theme& theme = frame.theme;
  core::ExploreDocument& explore = frame.document.explore;
  const bool wide = ImGui::GetContentRegionAvail().x >= theme.px(kWide);
  ToolRow row(theme);
  if (wide) {
    row.text(tr("Seed"));
    row.next(true);
  }
  std::string range = seed_range_text({explore.sheet_seed, explore.sheet_count});
  if (text_field(theme, "##range", range, wide ? 76 : 68)) {
    if (const auto seeds = parse_seed_range(range, explore.sheet_count)) {
      explore.sheet_seed = seeds->first;
      explore.sheet_count = seeds->count;
      frame.out.remember(tr("Seeds of the sheet"));
    }
  }
  tooltip(tr("First and last seed, at most 1,000"));
  row.next();
  if (icon_button(theme, "##resample", ICON_FA_DICE, tr("Other seeds"))) {
    explore.sheet_seed = fresh_seed();
    frame.out.remember(tr("Seeds of the sheet"));
  }
  row.next(true);
  if (wide) {
    row.text(tr("Sort"));
    row.next(true);
  }
  const std::array labels{tr("seed"), verbatim("D(x)"), tr("percentile")};
  int sort = static_cast<int>(state_.sort);
  if (combo(theme, "##sort", labels, sort, 62, tr("What the pictures are sorted by")))
    state_.sort = static_cast<SheetSort>(sort);
  row.right();
  const char* size_tip = tr("Size of the thumbnails");
  const std::string size = tr_format("{:.0f} px##size", state_.sheet_tile);
  if (wide ? button(theme, size.c_str(), {.tooltip = size_tip})
           : icon_button(theme, "##size", ICON_FA_MAGNIFYING_GLASS, size_tip))
    state_.sheet_tile = next_size(state_.sheet_tile);
  row.next();
  const bool pressed = icon_button(theme, "##export", ICON_FA_FILE_EXPORT, tr("Export the sheet"));
  if (pressed) ImGui::OpenPopup("##exports");
  const PopupScope popup("##exports");
  if (!popup) return;
  if (ImGui::MenuItem(tr("Sheet as PNG")))
    export_figure(frame, sheet_export(frame.document, state_.sheet_order(frame)), "sheet");
  if (ImGui::MenuItem(tr("Copy as command")))
    copy_command(frame, sheet_export(frame.document, state_.sheet_order(frame)));
}

SheetTile SheetPanel::describe(const Frame& frame, int index) const {
  const SheetOrder& order = state_.sheet_order(frame);
  const auto i = static_cast<std::size_t>(index);
  SheetTile tile;
  tile.seed = order.seeds()[i];
  const auto& pins = frame.document.path.pins;
  const auto pin = std::find_if(pins.begin(), pins.end(),
                                [&](const core::Exemplar& one) { return one.seed == tile.seed; });
  if (pin != pins.end()) {
    tile.badge = std::to_string(pin - pins.begin() + 1);
    tile.color = frame.theme.accent;
  }
  const core::ModelInfo& model = *frame.model();
  tile.tooltip = fmt::format("{} {} · {}", tr("seed"), *tile.seed,
                             norm_percentile_text(model, core::norm(order.z()[i])));
  const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kContactSheet);
  const bool judged = pictures && i < pictures->logits.size() && std::isfinite(pictures->logits[i]);
  if (judged) tile.tooltip += fmt::format(" · {} {:.2f}", verbatim("D"), probability(pictures->logits[i]));
  return tile;
}

void SheetPanel::draw(Frame& frame) {
  if (const char* reason = needs_picture(frame)) {
    empty_state(frame.theme, ICON_FA_TABLE_CELLS, tr("Pictures of many seeds stand here."), reason);
    return;
  }
  draw_tools(frame);
  const SheetOrder& order = state_.sheet_order(frame);
  const int count = static_cast<int>(order.seeds().size());
  const ContactSheetResult result =
      contact_sheet(frame, "##sheet",
                    {.surface = core::Surface::kContactSheet,
                     .count = count,
                     .tile = state_.sheet_tile,
                     .describe = [&](int index) { return describe(frame, index); },
                     .overlay = {}},
                    state_.sheet);
  const auto chosen = result.entered ? result.entered : result.clicked;
  if (chosen && *chosen < count) visit_seed(frame, order.seeds()[static_cast<std::size_t>(*chosen)]);
  if (result.double_clicked && *result.double_clicked < count) {
    const auto i = static_cast<std::size_t>(*result.double_clicked);
    pin_exemplars(frame, {core::Exemplar{order.z()[i], order.seeds()[i]}});
  }
}

}  // namespace ui::explore

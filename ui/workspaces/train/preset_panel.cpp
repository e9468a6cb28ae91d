#include "ui/workspaces/train/preset_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/run/preset_table.h"
#include "core/run/recipe.h"
#include "ui/frame/training_control.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/train/setting_cell.h"
#include "ui/workspaces/train/train_settings.h"

namespace ui::train {
namespace {

constexpr float kNoteHeight = 28, kRefusalHeight = 84;  // below the table
constexpr float kFewestRows = 3;
constexpr float kWhole = 0.01f;  // of a row, that a whole one may be off

struct TableResult {
  bool changed = false;
  int rows_below = 0;  // to be scrolled to
};

/// Scrolls by whole rows, so that no row is cut at either edge; returns how many rows lie below.
int scroll_by_rows(float row) {
  const float scroll = ImGui::GetScrollY(), rows = scroll / row, wheel = ImGui::GetIO().MouseWheel;
  // The smallest step of a touchpad still scrolls to the next row.
  const float next = wheel < 0   ? std::ceil(rows - kWhole)
                     : wheel > 0 ? std::floor(rows + kWhole)
                                 : std::round(rows);
  const float whole = next * row;
  if (whole != scroll) ImGui::SetScrollY(whole);
  return static_cast<int>(std::lround((ImGui::GetScrollMaxY() - whole) / row));
}

TableResult settings_table(const Theme& theme, core::TrainOptions& options, const core::TrainOptions& preset,
                           bool locked, float below) {
  const auto differences = core::differences(preset, options);
  const float row = theme.px(metric::kTableRow);
  const float rows = std::floor((ImGui::GetContentRegionAvail().y - theme.px(below)) / row);
  const ChildScope child("##settings", {0, std::max(rows, kFewestRows) * row});
  TableResult result{false, scroll_by_rows(row)};
  Table table(theme, "##table", {{tr("Setting"), 0, false}, {tr("Preset"), 58, true}, {tr("Now"), 88, true}});
  if (!table) return result;
  for (const TrainSetting& setting : train_settings()) {
    const char* const label = setting.shown().label;
    const IdScope scope(label);
    const ImU32 color = differs(differences, setting) ? theme.accent : theme.text;
    table.row();
    table.cell(tr(label));
    tooltip(setting_tip(setting).c_str());
    table.cell(verbatim(setting_text(preset, setting)), theme.text_dim);
    if (locked)
      table.cell(verbatim(setting_text(options, setting)), color);
    else
      result.changed = setting_cell(theme, options, setting, color) || result.changed;
  }
  return result;
}

/// What cannot be trained with, and sizes that can.
bool refused(const Theme& theme, core::TrainOptions& options, const std::string& reason) {
  {
    const TextScope small(theme, TextSize::kSmall);
    status_line(theme, ICON_FA_CIRCLE_EXCLAMATION, theme.error, verbatim(reason).c_str());
  }
  if (core::plan_size(options.size)) return false;
  bool changed = false;
  for (const int size : core::nearest_legal_sizes(options.size)) {
    if (button(theme, tr_format("Use {}", size).c_str())) {
      options.size = size;
      changed = true;
    }
    ImGui::SameLine(0, theme.px(metric::kGap));
  }
  ImGui::NewLine();
  return changed;
}

}  // namespace

const char* TrainPresetPanel::title() const {
  return tr("Preset");
}

void TrainPresetPanel::choose(Frame& frame, core::TrainOptions& options) {
  const Theme& theme = frame.theme;
  const auto presets = core::preset_table();
  std::vector<const char*> labels;
  int chosen = 0;
  for (const core::TrainPreset& preset : presets) {
    if (options.preset == preset.name) chosen = static_cast<int>(labels.size());
    labels.push_back(tr(preset.words));
  }
  const float width =
      ImGui::GetContentRegionAvail().x - theme.px(metric::kGap) - button_width(theme, tr("Reset"));
  const bool other = combo(theme, "##preset", labels, chosen, width / theme.scale);
  ImGui::SameLine(0, theme.px(metric::kGap));
  const bool pure = core::recipe_differences(core::preset_of(options), options).empty();
  const bool reset = button(theme, tr("Reset"),
                            {.tooltip = tr("Every setting as in the preset"),
                             .disabled = pure ? tr("nothing differs from the preset") : nullptr});
  if (!other && !reset) return;
  options = core::with_preset(options, presets[static_cast<std::size_t>(chosen)].name);
  frame.out.remember(tr("Preset"));
}

void TrainPresetPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const bool locked = run_goes_on(frame.snapshot.train->phase);
  core::TrainOptions running = frame.snapshot.train->options;
  core::TrainOptions& options = locked ? running : frame.document.train.options;
  if (locked)
    section_title(theme, verbatim(options.preset).c_str(), tr("of the run, as it was started"));
  else
    choose(frame, options);
  gap(theme, metric::kGap);
  const core::TrainOptions preset = core::preset_of(options);
  const std::string reason = locked ? std::string() : refusal(options);
  const auto [edited, rows_below] =
      settings_table(theme, options, preset, locked, reason.empty() ? kNoteHeight : kRefusalHeight);
  bool changed = edited;
  if (!reason.empty()) {
    changed = refused(theme, options, reason) || changed;
  } else {
    const auto count = core::recipe_differences(preset, options).size();
    gap(theme, metric::kGap);
    text_dim(theme, count == 0   ? tr("as in the preset")
                    : count == 1 ? tr("1 setting differs from the preset")
                                 : tr_format("{} settings differ from the preset", count).c_str());
    if (rows_below > 0) {
      ImGui::SameLine(0, theme.px(metric::kGroupGap));
      text_right(theme, tr_format("{} more below", rows_below), theme.text_dim);
    }
  }
  if (changed) frame.out.remember(tr("Training setting"));
}

}  // namespace ui::train

#include "ui/workspaces/evaluate/nearest_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/evaluate/nearest_rows.h"

namespace ui::evaluate {
namespace {

constexpr float kFooter = 22;

/// What the open model learned from, as far as it is known: a procedural set can be drawn again at any time,
/// the data of a run are those it was started with.
std::string own_data(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return {};
  if (is_procedural(model->name)) return model->name;
  return model->sha256.empty() ? frame.snapshot.train->options.data : std::string();
}

}  // namespace

const char* NearestPanel::title() const {
  return tr("Nearest real images");
}

void NearestPanel::tools(Frame& frame, std::size_t page) {
  const Theme& theme = frame.theme;
  ToolRow row(theme);
  row.text(tr("Reals"));
  row.next(true);
  std::string& data = frame.document.evaluate.data;
  if (data_source_combo(frame, "##data", data, 148)) frame.out.remember(tr("Reals to compare with"));
  row.next();
  if (button(theme, tr("Find nearest"),
             {.icon = ICON_FA_PLAY,
              .tooltip = tr("For the canvas picture and the contact sheet"),
              .primary = true,
              .disabled = cannot_search(frame, state_)}))
    search(frame);
  if (!state_.nearest || state_.order.empty()) return;
  row.right();
  const std::size_t count = state_.order.size(), end = std::min(state_.first_row + page, count);
  row.text(tr_format("{}–{} of {}, closest first", state_.first_row + 1, end, count).c_str());
  row.next(true);
  if (icon_button(theme, "##back", ICON_FA_BACKWARD_STEP, tr("Samples closer to a real"),
                  {.disabled = state_.first_row == 0 ? tr("these are the closest") : nullptr}))
    state_.first_row -= std::min(state_.first_row, page);
  row.next();
  if (icon_button(theme, "##on", ICON_FA_FORWARD_STEP, tr("Samples further away"),
                  {.disabled = end == count ? tr("these are the last") : nullptr}))
    state_.first_row = end;
}

void NearestPanel::nothing_yet(Frame& frame) {
  const std::string& data = frame.document.evaluate.data;
  const char* what = tr("Samples beside the real images nearest to them.");
  const std::string own = own_data(frame);
  if (data.empty() && !own.empty()) {
    if (empty_state(frame.theme, ICON_FA_IMAGES, what,
                    tr("Choose the reals above, or take the model's own set."),
                    tr_format("Compare with {}", data_name(own)).c_str())) {
      frame.document.evaluate.data = own;
      frame.out.remember(tr("Reals to compare with"));
    }
  } else if (data.empty()) {
    if (empty_state(frame.theme, ICON_FA_IMAGES, what,
                    tr("Reals appear only where their folder or set is at hand: choose it above."),
                    tr("Choose folder")))
      frame.out.dialog = DialogKind::kFolder;
  } else if (!state_.at_hand) {
    const std::string gone = tr_format("{} is not at hand: reals cannot be shown.", data);
    if (empty_state(frame.theme, ICON_FA_FOLDER, gone.c_str(), tr("Choose where the images are now."),
                    tr("Choose folder")))
      frame.out.dialog = DialogKind::kFolder;
  } else {
    empty_state(frame.theme, ICON_FA_IMAGES, what,
                search_goes_on(frame)
                    ? tr("The search goes on; Jobs shows how far it is.")
                    : tr("Find nearest searches the reals for the canvas picture and the contact sheet."));
  }
}

void NearestPanel::draw(Frame& frame) {
  tools(frame, page_);
  if (!state_.nearest || state_.order.empty()) return nothing_yet(frame);
  const Theme& theme = frame.theme;
  const float height = ImGui::GetContentRegionAvail().y - theme.px(kFooter);
  page_ = nearest_rows(frame, state_, std::max(height, theme.px(kFooter)));
  const TextScope small(theme, TextSize::kSmall);
  text_colored(theme.text_dim,
               elide_end(tr("A copy would show a percentile below p1. Mirrored reals are searched as well."),
                         ImGui::GetContentRegionAvail().x));
}

}  // namespace ui::evaluate

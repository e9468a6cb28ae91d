#include "ui/workspaces/explore/comparison_panel.h"

#include <icons_font_awesome_6.h>

#include "ui/gl/image_canvas.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/comparison.h"
#include "ui/workspaces/explore/explore_actions.h"

namespace ui::explore {
namespace {

constexpr float kNumbers = 52, kCaption = 20;

}  // namespace

const char* ComparisonPanel::title() const {
  return tr("Comparison");
}

void ComparisonPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const char* reason = needs_picture(frame);
  if (!reason) reason = comparison_missing(frame, state_.compare_with);
  if (reason) {
    const char* button = needs_picture(frame) ? nullptr : tr("Pin this picture");
    if (empty_state(theme, ICON_FA_CLONE,
                    tr("The walk stands here beside the pixel cross-fade at the same t."), reason, button))
      pin_current(frame);
    return;
  }
  fill_surround(theme);
  CanvasOptions options;
  options.picture = canvas_picture(frame);
  options.other = other_picture(frame, state_);
  options.compare = Compare::kSide;
  const ImVec2 free = ImGui::GetContentRegionAvail();
  options.size = {free.x, free.y - theme.px(kNumbers + kCaption)};
  options.padding = {8, 8};
  const CanvasResult result = state_.comparison_canvas.draw(frame, "##comparison", options);
  const float shift = (free.x + theme.px(metric::kGroupGap)) / 2;
  draw_text({result.min.x, result.max.y + theme.px(2)}, theme.text, tr("Walk"));
  draw_text({result.min.x + shift, result.max.y + theme.px(2)}, theme.text,
            compare_label(state_.compare_with));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(kCaption - metric::kGap));
  comparison_numbers(frame, state_);
}

}  // namespace ui::explore

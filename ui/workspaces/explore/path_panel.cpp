#include "ui/workspaces/explore/path_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/drag_exemplar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/model_words.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/path_tools.h"

namespace ui::explore {

const char* PathPanel::title() const {
  return tr("Path");
}

std::string PathPanel::remark(const Frame& frame) const {
  const core::PathDocument& path = frame.document.path;
  const core::ModelInfo* model = frame.model();
  if (!model || path.pins.size() < 2) return {};
  double low = 1, high = 0;
  for (const core::Latent& z : state_.strip(path)) {
    const double norm = core::norm(z);
    low = low > high ? norm : std::min(low, norm);
    high = std::max(high, norm);
  }
  return tr_format("{} pins · {} · |z| {} – {} along the path", path.pins.size(),
                   core::interpolation_name(path.interpolation), norm_percentile_text(*model, low),
                   norm_percentile_text(*model, high));
}

void PathPanel::draw(Frame& frame) {
  if (const char* reason = needs_picture(frame)) {
    empty_state(frame.theme, ICON_FA_ROUTE, tr("The path through your pins stands here."), reason);
    return;
  }
  draw_path_tools(frame, state_, line_);
  if (!frame.document.path.pins.empty()) return line_.draw(frame, state_);
  if (empty_state(frame.theme, ICON_FA_THUMBTACK,
                  tr("No pins yet. Press P on a picture you like; two pins make a path."),
                  tr("A thumbnail dragged here from the contact sheet is a pin as well.")))
    pin_current(frame);
  const DragTargetScope target;
  if (!target) return;
  if (const auto dropped = accept_exemplars()) pin_exemplars(frame, exemplars_of(*dropped, frame.snapshot));
}

}  // namespace ui::explore

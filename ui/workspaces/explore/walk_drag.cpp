#include "ui/workspaces/explore/walk_drag.h"

#include "ui/look/tr.h"

namespace ui::explore {

void begin_walk(Frame& frame, ExploreState& state) {
  core::ExploreDocument& explore = frame.document.explore;
  frame.view.play.playing = false;
  state.walk.begin(explore, kept_norm(explore, frame.model()));
}

void walk_to(Frame& frame, ExploreState& state, core::PlanePoint moved) {
  core::ExploreDocument& explore = frame.document.explore;
  if (!state.walk.active() || explore.scale <= 0) return;
  state.walk.move(explore, moved.u / explore.scale, moved.v / explore.scale);
}

bool end_walk(Frame& frame, ExploreState& state) {
  if (!state.walk.active() || !state.walk.end()) return false;
  frame.view.settings.gesture_dragged = true;
  frame.out.remember(tr("Drag"));
  return true;
}

void drag_canvas(Frame& frame, ExploreState& state, const CanvasResult& canvas, float half_width) {
  DragWay& way = state.way;
  if (canvas.pressed) {
    begin_walk(frame, state);
    way = {};
    state.mark.reset();
    way.pressed_at = canvas.at;
  }
  if (!state.walk.active() || way.over_pad) return;
  // The frame of the release may carry the last part of the way.
  const ImVec2 step{canvas.drag.x - way.last.x, canvas.drag.y - way.last.y};
  if (step.x != 0 || step.y != 0) {
    const double factor = (ImGui::GetIO().KeyShift ? kFineDrag : 1.0f) / half_width;
    way.right += step.x * factor;
    way.up -= step.y * factor;
    way.last = canvas.drag;
    const double scale = frame.document.explore.scale;
    const core::PlanePoint moved{way.right * scale, way.up * scale};
    walk_to(frame, state, moved);
    state.mark = DragMark{way.pressed_at, canvas.at, moved, frame.document.explore.current.z};
  }
  if (!canvas.dragging && !end_walk(frame, state)) state.mark.reset();
}

}  // namespace ui::explore

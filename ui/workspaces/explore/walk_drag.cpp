#include "ui/workspaces/explore/walk_drag.h"

#include "ui/tr.h"
#include "ui/workspaces/explore/explore_moves.h"

namespace ui {

void begin_walk(Frame& frame, ExploreState& state) {
  core::ExploreDocument& explore = frame.document.explore;
  frame.view.play.playing = false;
  explore.origin = origin_words(explore);
  state.walk.begin(explore);
}

void walk_to(Frame& frame, ExploreState& state, core::PlanePoint moved) {
  core::ExploreDocument& explore = frame.document.explore;
  if (!state.walk.active() || explore.scale <= 0) return;
  state.walk.move(explore, moved.u / explore.scale, moved.v / explore.scale);
  const char* how = tr("then dragged");
  if (explore.origin.find(how) == std::string::npos) explore.origin += std::string(", ") + how;
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
  if (canvas.dragging) {
    const double factor = (ImGui::GetIO().KeyShift ? kFineDrag : 1.0f) / half_width;
    way.right += (canvas.drag.x - way.last.x) * factor;
    way.up -= (canvas.drag.y - way.last.y) * factor;
    way.last = canvas.drag;
    if (canvas.drag.x == 0 && canvas.drag.y == 0 && !state.mark) return;
    const double scale = frame.document.explore.scale;
    walk_to(frame, state, {way.right * scale, way.up * scale});
    state.mark = DragMark{
        way.pressed_at, canvas.at, {way.right * scale, way.up * scale}, frame.document.explore.current.z};
    return;
  }
  if (!end_walk(frame, state)) state.mark.reset();
}

}  // namespace ui

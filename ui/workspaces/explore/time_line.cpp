#include "ui/workspaces/explore/time_line.h"

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/drag_exemplar.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/pad_geometry.h"

namespace ui::explore {
namespace {

constexpr float kLabels = 80, kRuler = 18, kStrip = 64, kJumpLeast = 16, kJumpMost = 72;
constexpr float kFlag = 18;
constexpr float kMovedBy = 4;

}  // namespace

TimeLine::Place TimeLine::place(Frame& frame, int selected_pin) {
  const Theme& theme = frame.theme;
  Place place;
  place.path = frame.document.path.path();
  place.duration = core::duration_seconds(place.path);
  const ImVec2 at = ImGui::GetCursorScreenPos(), free = ImGui::GetContentRegionAvail();
  place.label = at.x;
  place.ruler = at.y - theme.px(metric::kPanelPadding);
  place.strip = place.ruler + theme.px(kRuler);
  place.jump = place.strip + theme.px(kStrip + 2);
  const float rest = at.y + free.y - place.jump;
  place.bottom = place.jump + std::clamp(rest, theme.px(kJumpLeast), theme.px(kJumpMost));
  const float margin = theme.px(kFlag / 2);
  place.axis =
      make_axis(at.x + theme.px(kLabels), free.x - theme.px(kLabels) - margin, place.duration, zoom_);
  const int pins = static_cast<int>(place.path.pins.size());
  const int flags = pins + (place.path.loop && pins > 1 ? 1 : 0);
  std::vector<core::PlanePoint> middles;
  for (int flag = 0; flag < flags; ++flag)
    middles.push_back({place.axis.x(flag * place.path.seconds_per_segment), 0});
  const std::vector<bool> room = labels_with_room(middles, theme.px(kFlag), selected_pin);
  for (int flag = 0; flag < flags; ++flag) {
    const auto i = static_cast<std::size_t>(flag);
    place.flags.push_back({static_cast<float>(middles[i].u), flag % pins, flag == pins, room[i]});
  }
  return place;
}

void TimeLine::draw(Frame& frame, ExploreState& state) {
  const Theme& theme = frame.theme;
  const Place at = place(frame, state.selected_pin);
  const TimeAxis& axis = at.axis;
  const float margin = theme.px(kFlag / 2);
  ImGui::SetCursorScreenPos({axis.left - margin, at.ruler});
  ImGui::InvisibleButton("##line", {axis.width + 2 * margin, at.jump - at.ruler},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  accept_thumbnails(frame, at);
  wheel(at);
  pointer(frame, state, at);
  flag_menu(frame, state);
  draw_labels(theme, at);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({axis.left - margin, at.ruler}, {axis.left + axis.width + margin, at.bottom}, true);
  draw_ruler(frame, at);
  draw_strip(frame, at);
  int peak = -1;
  draw_jumps(frame, state.jumps(frame), at.path, axis, at.jump, at.bottom, peak);
  draw_head(frame, at);
  draw_flags(frame, state, at);
  list->PopClipRect();
  if (peak >= 0) seek(frame, strip_seconds(at.path, peak), true);
}

void TimeLine::draw_labels(const Theme& theme, const Place& place) {
  draw_text({place.label, place.strip + theme.px(24)}, theme.text, tr("Path"));
  const TextScope small(theme, TextSize::kSmall);
  draw_text({place.label, place.jump}, theme.text, tr("Jump"));
  draw_text({place.label, place.jump + ImGui::GetFontSize() - theme.px(2)}, theme.text_dim, tr("× mean"));
}

void TimeLine::go_to_peak(Frame& frame, ExploreState& state) const {
  const JumpCurve& jumps = state.jumps(frame);
  if (!jumps.peaks().empty())
    seek(frame, strip_seconds(frame.document.path.path(), jumps.peaks().front()), true);
}

void TimeLine::wheel(const Place& place) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsItemHovered() || (io.MouseWheel == 0 && io.MouseWheelH == 0)) return;
  // ImGui reports a turn of the wheel with Shift as sideways.
  if (io.KeyCtrl)
    zoom_at(zoom_, place.axis, place.duration, io.MousePos.x, io.MouseWheel);
  else
    scroll(zoom_, place.axis, io.MouseWheel + io.MouseWheelH);
}

int TimeLine::flag_under(const Frame& frame, const Place& place, ImVec2 at) const {
  if (at.y >= place.strip) return -1;
  float nearest = frame.theme.px(kFlag) / 2;
  int found = -1;
  for (const Flag& flag : place.flags) {
    const float far = std::abs(at.x - flag.x);
    if (flag.again || far > nearest) continue;
    nearest = far;
    found = flag.pin;
  }
  return found;
}

void TimeLine::pointer(Frame& frame, ExploreState& state, const Place& place) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const int under = ImGui::IsItemHovered() ? flag_under(frame, place, mouse) : -1;
  if (under >= 0) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (under >= 0 && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
    flag_ = state.selected_pin = under;
    ImGui::OpenPopup("##pin");
  }
  if (ImGui::IsItemActivated() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    held_ = under >= 0 ? Held::kFlag : Held::kHead;
    flag_ = under;
    flag_moved_ = false;
    if (under >= 0) state.selected_pin = under;
  }
  if (held_ == Held::kNothing) return;
  const bool down = ImGui::IsItemActive();
  if (held_ == Held::kHead) seek(frame, place.axis.seconds(mouse.x), !down);
  if (held_ == Held::kFlag && down)
    flag_moved_ = flag_moved_ ||
                  std::abs(ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).x) > frame.theme.px(kMovedBy);
  if (down) return;
  if (held_ == Held::kFlag) drop_flag(frame, state, place);
  held_ = Held::kNothing;
  flag_moved_ = false;
}

void TimeLine::drop_flag(Frame& frame, ExploreState& state, const Place& place) {
  if (!flag_moved_) return visit_pin(frame, flag_);
  const bool copy = ImGui::GetIO().KeyCtrl;
  const int slot = slot_at(place.axis.seconds(ImGui::GetIO().MousePos.x), place.path.seconds_per_segment,
                           static_cast<int>(place.path.pins.size()));
  if (!move_pin(frame.document.path, flag_, slot, copy)) return;
  state.selected_pin = slot;
  frame.out.remember(copy ? tr("Copy pin") : tr("Move pin"));
}

void TimeLine::accept_thumbnails(Frame& frame, const Place& place) {
  const DragTargetScope target;
  if (!target) return;
  const auto dropped = accept_exemplars();
  if (!dropped) return;
  const double seconds = place.axis.seconds(ImGui::GetIO().MousePos.x);
  const int before = static_cast<int>(std::ceil(seconds / place.path.seconds_per_segment));
  const int count = static_cast<int>(place.path.pins.size());
  pin_exemplars(frame, exemplars_of(*dropped, frame.snapshot), std::clamp(before, 0, count));
}

void TimeLine::flag_menu(Frame& frame, ExploreState& state) {
  const PopupScope popup("##pin");
  if (!popup) return;
  if (ImGui::MenuItem(tr("Go there"))) visit_pin(frame, flag_);
  if (ImGui::MenuItem(tr("Copy behind it")) && move_pin(frame.document.path, flag_, flag_ + 1, true))
    frame.out.remember(tr("Copy pin"));
  if (ImGui::MenuItem(tr("Replace by the picture shown"))) {
    frame.document.path.pins[static_cast<std::size_t>(flag_)] = frame.document.explore.current;
    frame.out.remember(tr("Replace pin"));
  }
  ImGui::Separator();
  if (ImGui::MenuItem(tr("Remove"), verbatim("Del"))) delete_pin(frame, state, flag_);
}

}  // namespace ui::explore

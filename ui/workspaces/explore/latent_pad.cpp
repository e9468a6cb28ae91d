#include "ui/workspaces/explore/latent_pad.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/pad_geometry.h"
#include "ui/workspaces/explore/walk_drag.h"

namespace ui::explore {
namespace {

constexpr float kPinRadius = 9, kDotRadius = 4, kGrab = 12;
constexpr double kOuterRing = 0.95;

struct Ring {
  double share;
  const char* label;
};

constexpr std::array kRings{Ring{0.05, "p5"}, Ring{0.5, "p50"}, Ring{kOuterRing, "p95"}};

/// The pad on the screen.
struct View {
  ImVec2 min, max;
  double reach;  // z units from the middle to an edge

  float pixels_a_unit() const { return static_cast<float>((max.x - min.x) / 2 / reach); }

  ImVec2 middle() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }

  ImVec2 to_screen(core::PlanePoint at) const {
    return {middle().x + static_cast<float>(at.u) * pixels_a_unit(),
            middle().y - static_cast<float>(at.v) * pixels_a_unit()};
  }

  core::PlanePoint from_screen(ImVec2 at) const {
    return {(at.x - middle().x) / pixels_a_unit(), (middle().y - at.y) / pixels_a_unit()};
  }
};

bool near(ImVec2 a, ImVec2 b, float distance) {
  return std::hypot(a.x - b.x, a.y - b.y) <= distance;
}

std::vector<core::PlanePoint> places(const core::Plane& plane, const core::PathDocument& path) {
  std::vector<core::PlanePoint> found;
  for (const core::Exemplar& pin : path.pins) found.push_back(pad_place(plane, pin.z));
  return found;
}

struct Box {
  ImVec2 min, max;

  bool overlaps(const Box& other) const {
    return min.x < other.max.x && max.x > other.min.x && min.y < other.max.y && max.y > other.min.y;
  }
};

/// The path as it lies on the screen; pins without a number are dots.
struct PathOnPad {
  struct Pin {
    ImVec2 at;
    bool numbered;
  };

  std::vector<ImVec2> line;
  std::vector<Pin> pins;
};

PathOnPad path_on(const Frame& frame, ExploreState& state, const View& view) {
  const core::Plane& plane = frame.document.explore.plane;
  PathOnPad path;
  if (frame.document.path.pins.size() > 1)
    for (const core::Latent& z : state.strip(frame.document.path))
      path.line.push_back(view.to_screen(pad_place(plane, z)));
  const std::vector<core::PlanePoint> pins = places(plane, frame.document.path);
  const double apart = frame.theme.px(2 * kPinRadius) / view.pixels_a_unit();
  const std::vector<bool> numbered = labels_with_room(pins, apart, state.selected_pin);
  for (std::size_t i = 0; i < pins.size(); ++i) path.pins.push_back({view.to_screen(pins[i]), numbered[i]});
  return path;
}

/// Draws the label of a ring beside it; it is left out when every place is taken.
void label_ring(const Theme& theme, ImVec2 middle, float radius, const char* label, std::vector<Box>& taken) {
  const ImVec2 size{text_width(label), ImGui::GetFontSize()};
  const float beside = theme.px(4), line = theme.px(1);
  const float left = middle.x - size.x - beside;
  const std::array<ImVec2, 4> places{
      ImVec2{left, middle.y + radius - size.y - line}, ImVec2{left, middle.y - radius + line},
      ImVec2{left, middle.y + radius + line}, ImVec2{left, middle.y - radius - size.y - line}};
  for (const ImVec2& at : places) {
    const Box box{at, {at.x + size.x, at.y + size.y}};
    if (std::any_of(taken.begin(), taken.end(), [&](const Box& one) { return one.overlaps(box); })) continue;
    draw_text(at, theme.text_dim, verbatim(label));
    taken.push_back(box);
    return;
  }
}

void draw_rings(const Frame& frame, const View& view, const PathOnPad& path) {
  const Theme& theme = frame.theme;
  const core::ModelInfo& model = *frame.model();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 middle = view.middle();
  list->AddLine({view.min.x, middle.y}, {view.max.x, middle.y}, theme.grid, theme.px(1));
  list->AddLine({middle.x, view.min.y}, {middle.x, view.max.y}, theme.grid, theme.px(1));
  const TextScope small(theme, TextSize::kAxis);
  const ImVec2 u{view.max.x - theme.px(10), middle.y - ImGui::GetFontSize() - theme.px(1)};
  const ImVec2 v{middle.x + theme.px(5), view.min.y + theme.px(2)};
  std::vector<Box> taken;
  for (const ImVec2& axis : {u, v})
    taken.push_back({axis, {axis.x + theme.px(8), axis.y + ImGui::GetFontSize()}});
  const float radius = theme.px(kPinRadius);
  const auto take = [&](ImVec2 at, float around) {
    taken.push_back({{at.x - around, at.y - around}, {at.x + around, at.y + around}});
  };
  for (const ImVec2& at : path.line) take(at, theme.px(1));
  for (const PathOnPad::Pin& pin : path.pins) take(pin.at, pin.numbered ? radius : theme.px(kDotRadius));
  for (const Ring& ring : kRings) {
    const double norm = core::norm_at_percentile(model.prior, model.nz, ring.share);
    const auto units = ring_radius(frame.document.explore.plane, norm);
    if (!units) continue;
    const float pixels = static_cast<float>(*units) * view.pixels_a_unit();
    list->AddCircle(middle, pixels, theme.line, 64, theme.px(1));
    if (pixels >= theme.px(12)) label_ring(theme, middle, pixels, ring.label, taken);
  }
  draw_text(u, theme.text_dim, verbatim("u"));
  draw_text(v, theme.text_dim, verbatim("v"));
}

void draw_path(const Frame& frame, const ExploreState& state, const PathOnPad& path) {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!path.line.empty())
    list->AddPolyline(path.line.data(), static_cast<int>(path.line.size()), theme.accent, 1.5f * theme.scale);
  for (const PathOnPad::Pin& pin : path.pins)
    if (!pin.numbered) list->AddCircleFilled(pin.at, theme.px(kDotRadius - 1), theme.accent);
  const TextScope small(theme, TextSize::kAxis, Weight::kMedium);
  const float radius = theme.px(kPinRadius);
  for (std::size_t i = 0; i < path.pins.size(); ++i) {
    if (!path.pins[i].numbered) continue;
    const ImVec2 at = path.pins[i].at;
    list->AddCircleFilled(at, radius, theme.plot);
    list->AddCircle(at, radius, theme.accent, 0, theme.px(static_cast<int>(i) == state.selected_pin ? 2 : 1));
    draw_text_in({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, {0.5f, 0.5f}, theme.text,
                 std::to_string(i + 1));
  }
}

void draw_dot(Frame& frame, const ExploreState& state, const View& view) {
  const Theme& theme = frame.theme;
  const core::ExploreDocument& explore = frame.document.explore;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = view.to_screen(pad_place(explore.plane, explore.current.z));
  if (state.walk.active()) {
    const core::PlanePoint moved = state.walk.moved();
    const core::PlanePoint now = pad_place(explore.plane, explore.current.z);
    const auto start =
        state.way.over_pad ? state.way.pad_start : core::PlanePoint{now.u - moved.u, now.v - moved.v};
    list->AddLine(view.to_screen(start), at, theme.text_dim, theme.px(1));
  }
  list->AddCircleFilled(at, theme.px(kDotRadius), theme.accent);
  list->AddCircle(at, theme.px(kDotRadius + 1), theme.plot, 0, theme.px(1));
}

/// The pin that is nearest to the cursor, as pins may lie over one another.
int pin_under(const View& view, const std::vector<core::PlanePoint>& pins, ImVec2 mouse, float distance) {
  int found = -1;
  for (std::size_t i = 0; i < pins.size(); ++i) {
    const ImVec2 at = view.to_screen(pins[i]);
    if (!near(at, mouse, distance)) continue;
    distance = std::hypot(at.x - mouse.x, at.y - mouse.y);
    found = static_cast<int>(i);
  }
  return found;
}

void press(Frame& frame, ExploreState& state, const View& view) {
  core::ExploreDocument& explore = frame.document.explore;
  begin_walk(frame, state);
  state.mark.reset();
  state.way = {};
  state.way.over_pad = true;
  state.way.pad_reach = view.reach;
  state.way.start = place_on(explore.plane, explore.current.z, kept_norm(explore, frame.model()))
                        .value_or(core::PlanePoint{});
  state.way.pad_start = state.way.pad_at = pad_place(explore.plane, explore.current.z);
  // Beside the dot: it comes to the cursor.
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!near(view.to_screen(state.way.pad_at), mouse, frame.theme.px(kGrab)))
    state.way.pad_at = view.from_screen(mouse);
}

void drag(Frame& frame, ExploreState& state, const View& view) {
  const ImGuiIO& io = ImGui::GetIO();
  DragWay& way = state.way;
  const float factor = (io.KeyShift ? kFineDrag : 1.0f) / view.pixels_a_unit();
  way.pad_at.u += io.MouseDelta.x * factor;
  way.pad_at.v -= io.MouseDelta.y * factor;
  const core::ExploreDocument& explore = frame.document.explore;
  const core::PlanePoint to = offset_for(explore.plane, way.pad_at, kept_norm(explore, frame.model()));
  const core::PlanePoint moved{to.u - way.start.u, to.v - way.start.v};
  if (std::hypot(moved.u, moved.v) > 1e-6 * explore.scale) walk_to(frame, state, moved);
}

void pointer(Frame& frame, ExploreState& state, const View& view) {
  const std::vector<core::PlanePoint> pins = places(frame.document.explore.plane, frame.document.path);
  const ImGuiIO& io = ImGui::GetIO();
  const float radius = frame.theme.px(kPinRadius);
  const int under = pin_under(view, pins, io.MousePos, radius);
  if (ImGui::IsItemHovered() && under >= 0) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemActivated()) {
    state.way = {};
    state.way.pad_pin = under;
    if (under < 0) press(frame, state, view);
  }
  if (ImGui::IsItemActive() && state.way.pad_pin >= 0 && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    press(frame, state, view);
    state.way.pad_at = view.from_screen(io.MousePos);
  }
  if (ImGui::IsItemActive() && state.way.over_pad) drag(frame, state, view);
  if (!ImGui::IsItemDeactivated()) return;
  if (state.way.over_pad)
    end_walk(frame, state);
  else if (state.way.pad_pin >= 0)
    visit_pin(frame, state.way.pad_pin);
  state.way = {};
}

}  // namespace

void latent_pad(Frame& frame, ExploreState& state, float side) {
  const Theme& theme = frame.theme;
  ImGui::InvisibleButton("##pad", {side, side});
  const core::ExploreDocument& explore = frame.document.explore;
  const core::ModelInfo& model = *frame.model();
  std::vector<core::PlanePoint> shown = places(explore.plane, frame.document.path);
  shown.push_back(pad_place(explore.plane, explore.current.z));
  const double outer = core::norm_at_percentile(model.prior, model.nz, kOuterRing);
  View view{ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), pad_reach(explore.plane, outer, shown)};
  if (state.way.pad_reach > 0) view.reach = state.way.pad_reach;
  pointer(frame, state, view);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(view.min, view.max, theme.plot);
  list->AddRect(view.min, view.max, theme.line, 0, theme.px(1));
  list->PushClipRect(view.min, view.max, true);
  const PathOnPad path = path_on(frame, state, view);
  draw_rings(frame, view, path);
  draw_path(frame, state, path);
  draw_dot(frame, state, view);
  list->PopClipRect();
}

}  // namespace ui::explore

#include "ui/workspaces/explore/latent_pad.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/pad_geometry.h"
#include "ui/workspaces/explore/walk_drag.h"

namespace ui {
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

void draw_rings(const Frame& frame, const View& view) {
  const Theme& theme = frame.theme;
  const core::ModelInfo& model = *frame.model();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 middle = view.middle();
  list->AddLine({view.min.x, middle.y}, {view.max.x, middle.y}, theme.grid, theme.px(1));
  list->AddLine({middle.x, view.min.y}, {middle.x, view.max.y}, theme.grid, theme.px(1));
  const TextScope small(theme, TextSize::kAxis);
  float free_below = -1e9f;
  for (const Ring& ring : kRings) {
    const double norm = core::norm_at_percentile(model.prior, model.nz, ring.share);
    const auto radius = ring_radius(frame.document.explore.plane, norm);
    if (!radius) continue;
    const float pixels = static_cast<float>(*radius) * view.pixels_a_unit();
    list->AddCircle(middle, pixels, theme.line, 64, theme.px(1));
    const float y = middle.y + pixels - ImGui::GetFontSize() - theme.px(1);
    if (y < free_below || pixels < theme.px(12)) continue;
    draw_text({middle.x - text_width(ring.label) - theme.px(4), y}, theme.text_dim, verbatim(ring.label));
    free_below = y + ImGui::GetFontSize();
  }
  draw_text({view.max.x - theme.px(10), middle.y - ImGui::GetFontSize() - theme.px(1)}, theme.text_dim,
            verbatim("u"));
  draw_text({middle.x + theme.px(5), view.min.y + theme.px(2)}, theme.text_dim, verbatim("v"));
}

void draw_path(Frame& frame, ExploreState& state, const View& view) {
  const Theme& theme = frame.theme;
  const core::Plane& plane = frame.document.explore.plane;
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<ImVec2> line;
  if (frame.document.path.pins.size() > 1)
    for (const core::Latent& z : state.strip(frame.document.path))
      line.push_back(view.to_screen(pad_place(plane, z)));
  if (!line.empty())
    list->AddPolyline(line.data(), static_cast<int>(line.size()), theme.accent, 1.5f * theme.scale);
  const TextScope small(theme, TextSize::kAxis, Weight::kMedium);
  const std::vector<core::PlanePoint> pins = places(plane, frame.document.path);
  for (std::size_t i = 0; i < pins.size(); ++i) {
    const ImVec2 at = view.to_screen(pins[i]);
    const float radius = theme.px(kPinRadius);
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

int pin_under(const View& view, const std::vector<core::PlanePoint>& pins, ImVec2 mouse, float distance) {
  for (int i = static_cast<int>(pins.size()) - 1; i >= 0; --i)
    if (near(view.to_screen(pins[static_cast<std::size_t>(i)]), mouse, distance)) return i;
  return -1;
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
  draw_rings(frame, view);
  draw_path(frame, state, view);
  draw_dot(frame, state, view);
  list->PopClipRect();
}

}  // namespace ui

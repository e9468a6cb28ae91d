#include "ui/widgets/walk_gesture.h"

#include <algorithm>
#include <cmath>

#include "core/document/document_moves.h"
#include "core/latent/interpolate.h"
#include "ui/look/tr.h"

namespace ui {
namespace {

constexpr double kFine = 0.2;
// A latent counts as lying in the plane up to this distance, relative to its norm: its coordinates are
// floats.
constexpr double kInPlane = 1e-3;

}  // namespace

std::optional<core::PlanePoint> place_on(const core::Plane& plane, const core::Latent& z,
                                         std::optional<double> shell) {
  if (z.size() != plane.origin.size() || z.empty()) return std::nullopt;
  const double origin_u = core::dot(plane.origin, plane.u), origin_v = core::dot(plane.origin, plane.v);
  double scale = 1;
  if (shell) {
    // point_on() changed the norm of the point. The part of z at right angles to the plane tells by how much.
    core::Latent across = core::add(core::add(plane.origin, plane.u, -origin_u), plane.v, -origin_v);
    const double length = core::dot(across, across);
    if (length > 1e-12) scale = core::dot(z, across) / length;
    if (scale <= 0) return std::nullopt;
  }
  const core::PlanePoint at{core::dot(z, plane.u) / scale - origin_u,
                            core::dot(z, plane.v) / scale - origin_v};
  const core::Latent back = core::point_on(plane, at.u, at.v, shell);
  const double off = core::norm(core::add(back, z, -1.0));
  if (off > kInPlane * std::max(core::norm(z), 1e-6)) return std::nullopt;
  return at;
}

std::optional<double> kept_norm(const core::ExploreDocument& explore, const core::ModelInfo* model) {
  if (!model || !explore.keep_norm) return std::nullopt;
  return core::typical_norm(model->prior, model->nz);
}

void WalkGesture::begin(core::ExploreDocument& explore, std::optional<double> shell) {
  moved_ = {};
  shell_ = shell;
  if (explore.plane.u.size() != explore.current.z.size())
    explore.plane = core::random_plane(explore.current.z, 0);
  start_ = place_on(explore.plane, explore.current.z, shell_);
  if (start_) return;
  explore.plane.origin = explore.current.z;
  start_ = core::PlanePoint{};
}

void WalkGesture::move(core::ExploreDocument& explore, double right, double up) {
  if (!start_) return;
  moved_ = {right * explore.scale, up * explore.scale};
  core::change_z(explore, core::point_on(explore.plane, start_->u + moved_.u, start_->v + moved_.v, shell_),
                 core::ZChange::kDragged);
}

bool WalkGesture::end() {
  const bool walked = start_ && (moved_.u != 0 || moved_.v != 0);
  start_.reset();
  return walked;
}

void CanvasWalk::update(Frame& frame, const CanvasResult& canvas) {
  core::ExploreDocument& explore = frame.document.explore;
  if (canvas.pressed) {
    frame.view.play.playing = false;
    gesture_.begin(explore, kept_norm(explore, frame.model()));
    last_ = {};
    right_ = up_ = 0;
  }
  if (!gesture_.active()) return;
  const double half = std::max((canvas.max.x - canvas.min.x) / 2, 1.0f);
  const double factor = (ImGui::GetIO().KeyShift ? kFine : 1.0) / half;
  if (canvas.drag.x != last_.x || canvas.drag.y != last_.y) {
    right_ += (canvas.drag.x - last_.x) * factor;
    up_ -= (canvas.drag.y - last_.y) * factor;
    last_ = canvas.drag;
    gesture_.move(explore, right_, up_);
  }
  if (canvas.dragging || !gesture_.end()) return;
  frame.view.settings.gesture_dragged = true;
  frame.out.remember(tr("Drag"));
}

}  // namespace ui

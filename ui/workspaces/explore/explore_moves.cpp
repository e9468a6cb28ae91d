#include "ui/workspaces/explore/explore_moves.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "core/latent/path.h"
#include "ui/workspaces/explore/pad_geometry.h"

namespace ui::explore {
namespace {

constexpr std::uint64_t kSeeds = 100000;

}  // namespace

void go_to_seed(core::ExploreDocument& explore, const core::ModelInfo& model, std::uint64_t seed) {
  core::go_to(explore, core::seeded(model, seed), core::FromSeed{seed});
  explore.home = explore.current;
}

std::optional<int> pin_shown(const core::Document& document) {
  const auto& pins = document.path.pins;
  const auto found = std::find_if(pins.begin(), pins.end(), [&](const core::Exemplar& pin) {
    return pin.z == document.explore.current.z;
  });
  if (found == pins.end()) return std::nullopt;
  return static_cast<int>(found - pins.begin());
}

std::optional<double> moment_shown(const core::Document& document, double head) {
  if (document.path.pins.empty()) return std::nullopt;
  const core::Path path = document.path.path();
  if (core::latent_at(path, head) == document.explore.current.z) return head;
  const auto pin = pin_shown(document);
  if (!pin) return std::nullopt;
  // A pin may stand on the path twice; then the head says which of the two is meant.
  const core::PathPosition at = core::position_at(path, head);
  const int nearest = at.t < 0.5 ? at.from : at.to;
  const bool at_head = path.pins[static_cast<std::size_t>(nearest)] == document.explore.current.z &&
                       std::abs(at.t - std::round(at.t)) < 1e-6;
  return at_head ? head : *pin * path.seconds_per_segment;
}

void add_pin(core::PathDocument& path, core::Exemplar pin, int at) {
  const int count = static_cast<int>(path.pins.size());
  const int place = at < 0 ? count : std::min(at, count);
  path.pins.insert(path.pins.begin() + place, std::move(pin));
}

bool remove_pin(core::PathDocument& path, int pin) {
  if (pin < 0 || pin >= static_cast<int>(path.pins.size())) return false;
  path.pins.erase(path.pins.begin() + pin);
  return true;
}

bool move_pin(core::PathDocument& path, int from, int to, bool copy) {
  const int count = static_cast<int>(path.pins.size());
  if (from < 0 || from >= count) return false;
  to = std::clamp(to, 0, copy ? count : count - 1);
  if (from == to && !copy) return false;
  const core::Exemplar pin = path.pins[static_cast<std::size_t>(from)];
  if (!copy) path.pins.erase(path.pins.begin() + from);
  path.pins.insert(path.pins.begin() + to, pin);
  return true;
}

PlaneKind plane_kind(const core::Document& document, const core::Plane& chosen) {
  const core::Plane& plane = document.explore.plane;
  const auto& pins = document.path.pins;
  if (pins.size() >= 3 && is_plane_of(plane, pins[0].z, pins[1].z, pins[2].z)) return PlaneKind::kPins;
  const bool other = !chosen.u.empty() && chosen.u == plane.u && chosen.v == plane.v;
  return other ? PlaneKind::kOther : PlaneKind::kRandom;
}

std::uint64_t fresh_seed() {
  return std::random_device{}() % kSeeds;
}

}  // namespace ui::explore

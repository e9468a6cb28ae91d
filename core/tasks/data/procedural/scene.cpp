#include "core/tasks/data/procedural/scene.h"

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/run/procedural_sets.h"
#include "core/tasks/data/procedural/portraits.h"
#include "core/tasks/data/procedural/rooms.h"

namespace tasks {
namespace {

constexpr int kMinSize = 16;
constexpr int kMaxSize = 256;

}  // namespace

std::optional<SceneKind> parse_scene_kind(std::string_view name) {
  for (std::size_t i = 0; i < core::kProceduralSets.size(); ++i)
    if (name == core::kProceduralSets[i]) return static_cast<SceneKind>(i);
  return std::nullopt;
}

SceneKind required_scene_kind(const std::string& name) {
  const auto kind = parse_scene_kind(name);
  if (!kind) throw core::UsageError("unknown procedural set", name, scene_kind_words());
  return *kind;
}

std::string scene_kind_words() {
  return core::alternatives(
      std::vector<std::string>(core::kProceduralSets.begin(), core::kProceduralSets.end()));
}

std::string_view scene_kind_name(SceneKind kind) {
  return core::kProceduralSets[static_cast<std::size_t>(kind)];
}

std::span<const std::string_view> scene_labels(SceneKind kind) {
  return kind == SceneKind::kRooms ? procedural::room_labels() : procedural::portrait_labels();
}

std::span<const std::string_view> continuous_attributes(SceneKind kind) {
  return kind == SceneKind::kRooms ? procedural::room_continuous_attributes()
                                   : procedural::portrait_continuous_attributes();
}

Scene make_scene(SceneKind kind, int size, std::uint64_t seed) {
  if (size < kMinSize || size > kMaxSize) {
    throw core::UsageError("procedural pictures cannot have this size", std::to_string(size),
                           "choose a size from 16 to 256");
  }
  if (kind == SceneKind::kRooms) return procedural::render_room(procedural::draw_room_plan(seed), size);
  return procedural::render_portrait(procedural::draw_portrait_plan(seed), size);
}

}  // namespace tasks

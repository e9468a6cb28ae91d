#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/image/image.h"

namespace tasks {

/// A labelled thing in a scene; the box holds its visible part, in pixels, inside the image.
struct SceneObject {
  std::string label;
  int x, y, width, height;
};

/// A drawn picture with its ground truth. Attributes are 0 or 1, except the ones that
/// continuous_attributes() names, which lie in -1 .. 1. The order depends on the kind alone.
struct Scene {
  core::Image image;
  std::vector<SceneObject> objects;
  std::vector<std::pair<std::string, float>> attributes;
};

/// In the order of core::kProceduralSets. kRooms: bedrooms in perspective. kPortraits: heads and shoulders.
enum class SceneKind { kRooms, kPortraits };

/// "rooms" or "portraits"; nothing for any other name.
std::optional<SceneKind> parse_scene_kind(std::string_view name);
/// Throws core::UsageError, which says what there is, for any other name.
SceneKind required_scene_kind(const std::string& name);
/// "rooms or portraits".
std::string scene_kind_words();
std::string_view scene_kind_name(SceneKind kind);

/// Labels that make_scene can put into objects, in the order of their category numbers (from 1).
std::span<const std::string_view> scene_labels(SceneKind kind);
std::span<const std::string_view> continuous_attributes(SceneKind kind);

/// Draws one RGB picture, size x size, size in 16 .. 256; the same arguments give the same bytes, and the
/// same seed gives the same scene at every size. Any thread. Throws core::UsageError on another size.
Scene make_scene(SceneKind kind, int size, std::uint64_t seed);

}  // namespace tasks

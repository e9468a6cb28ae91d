#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/progress.h"
#include "core/tasks/data/procedural/scene.h"

namespace tasks {

/// Writes `count` (1 .. 1,000,000) scenes of the seeds seed, seed + 1, ... into the new folder out_dir:
///   NNNNNN.png        the pictures
///   annotations.json  COCO: images, annotations with bbox, categories
///   list_attr.txt     CelebA: count, names, then 1 or -1 per picture
///   attributes.csv    file, seed and the continuous attributes
/// All or nothing: the set grows in a hidden folder beside out_dir and takes its name at the end; after a
/// failure or core::Cancelled nothing is left. Throws core::UsageError for an illegal count or size,
/// core::Error when out_dir holds something already or cannot be written. Reports "images".
void make_scene_set(SceneKind kind, std::int64_t count, int size, std::uint64_t seed,
                    const std::filesystem::path& out_dir, const core::Progress& progress);

}  // namespace tasks

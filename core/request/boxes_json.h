#pragma once

#include <filesystem>
#include <string>

#include "core/request/requests.h"

namespace core {

/// Boxes as COCO JSON; the sample of seed 17 is the image `seed-17` (docs/formats.md: Boxes). `size` is the
/// samples' width and height in pixels, 0 where the file shall not say it.
std::string boxes_to_coco(const BoxesBySeed& boxes, int size);
/// The inverse, also of what labelling tools write: folders before the name, ids as text, boxes in the pixels
/// of a picture of another size, which the file says. Images without boxes are kept (they are samples without
/// the object). Throws Error with what is wrong and where.
BoxesBySeed boxes_from_coco(const std::string& text, const std::string& where, int size);
BoxesBySeed read_boxes(const std::filesystem::path& file, int size);

}  // namespace core

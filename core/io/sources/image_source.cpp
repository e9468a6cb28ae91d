#include "core/io/sources/image_source.h"

#include <new>
#include <utility>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/io/sources/planes.h"

namespace io {

void check(const ImageShape& shape) {
  if (shape.size < 1 || shape.size > kMaxPackedSize)
    throw core::UsageError("illegal image size", std::to_string(shape.size), "1 to 1024 pixels");
  if (shape.channels != 1 && shape.channels != 3)
    throw core::UsageError("illegal number of channels", std::to_string(shape.channels), "1 or 3");
}

PackedImages ImageSource::load(const ImageShape& shape, const core::Progress& progress) const {
  check(shape);
  try {
    PackedImages packed;
    packed.size = shape.size;
    packed.channels = shape.channels;
    packed.pixels.reserve(static_cast<std::size_t>(extent().images) * shape.channels * shape.size *
                          shape.size);
    packed.others = extent().others;
    for_each(
        shape,
        [&](const DecodedImage& decoded, std::string name) {
          packed.note(decoded.remark, name);
          packed.append(decoded.image, std::move(name));
        },
        [&](std::string reason) { packed.skipped.push_back(std::move(reason)); }, progress);
    packed.sha256 = content_sha256(packed);
    return packed;
  } catch (const std::bad_alloc&) {
    throw core::out_of_memory(
        static_cast<std::uint64_t>(extent().images) * shape.channels * shape.size * shape.size, where());
  }
}

void require_shape(const ImageSource& source, const ImageShape& wanted) {
  const std::optional<ImageShape> has = source.extent().shape;
  if (!has || *has == wanted) return;
  throw core::Error("the packed images are " + std::to_string(has->size) + " pixels square with " +
                        std::to_string(has->channels) + " channels",
                    source.where(),
                    "train at that size, or pack them again at " + std::to_string(wanted.size));
}

}  // namespace io

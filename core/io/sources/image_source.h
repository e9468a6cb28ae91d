#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/progress.h"
#include "core/io/images/decoded.h"
#include "core/io/sources/packed_images.h"

namespace io {

/// How images are wanted: centre squares of `size` (1 to 1024) pixels with 1 or 3 channels.
struct ImageShape {
  int size = 64, channels = 3;
  bool operator==(const ImageShape&) const = default;
};

/// What is known of a source before its images are read.
struct SourceExtent {
  std::int64_t images = 0;            // of a folder also those that will turn out to be unreadable
  std::optional<ImageShape> shape{};  // the one its images have; absent: any can be had
  std::int64_t others = 0;            // files beside the images that are none
};

/// Where images come from. tasks/data/image_sources.h lists the kinds; each has a file that opens it.
class ImageSource {
 public:
  using Use = std::function<void(const DecodedImage& decoded, std::string name)>;
  using Skip = std::function<void(std::string reason)>;

  virtual ~ImageSource() = default;

  /// What it was opened by, for messages.
  virtual std::string where() const = 0;
  /// Counts without decoding.
  virtual SourceExtent extent() const = 0;
  /// Calls `use` with one image after the other, in an order that is the same on every machine, and `skip`
  /// with "name: reason" for each that cannot be read; both on the calling thread. Holds few images at a
  /// time. Throws core::Error when none can be read or the source turns out to be damaged, core::UsageError
  /// for a shape that cannot be had, Cancelled.
  virtual void for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                        const core::Progress& progress) const = 0;
  /// All of them in memory.
  virtual PackedImages load(const ImageShape& shape, const core::Progress& progress) const;
};

/// Throws core::UsageError for a shape that no source has.
void check(const ImageShape& shape);
/// Throws core::Error with what to do unless the source has images of this shape.
void require_shape(const ImageSource& source, const ImageShape& wanted);

}  // namespace io

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/image/image.h"

namespace io {

/// What is odd about some of the images, told once.
struct ImageRemark {
  std::string text;   // io::remark
  std::string first;  // name of the first of them
  std::int64_t count = 0;
};

/// Images of one size in one block of memory, decoded once: what training reads (docs/formats.md: Packed
/// images).
struct PackedImages {
  int size = 0, channels = 3;
  std::vector<std::uint8_t> pixels;  // count x channels x size x size, planes R G B
  std::vector<std::string> names;    // one an image
  std::string sha256;                // over size, channels and pixels
  std::vector<std::string> skipped;  // "name: reason"
  // Known where the images were decoded; a packed file does not hold them.
  std::int64_t others = 0;           // files beside them that are no images
  std::vector<ImageRemark> remarks;  // one a text

  std::int64_t count() const { return static_cast<std::int64_t>(names.size()); }

  core::Image image(std::int64_t index) const;
  /// `image` must be size x size; channels are converted.
  void append(const core::Image& image, std::string name);
  /// Counts a remark about the image of this name; an empty one says nothing.
  void note(const std::string& remark, const std::string& name);
};

/// The hash of images that come one after the other.
class ContentHash {
 public:
  ContentHash(int size, int channels);
  /// Planes of one image or of several.
  void add(std::span<const std::uint8_t> pixels);
  std::string hex();  // 64 digits; once

 private:
  core::Sha256 hash_;
};

/// What `sha256` holds once all images are appended.
std::string content_sha256(const PackedImages& images);

}  // namespace io

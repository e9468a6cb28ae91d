#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace io {

/// Images of one size in one block of memory, decoded once: what training reads (docs/formats.md: Packed
/// images).
struct PackedImages {
  int size = 0, channels = 3;
  std::vector<std::uint8_t> pixels;  // count x channels x size x size, planes R G B
  std::vector<std::string> names;    // one an image
  std::string sha256;                // over size, channels and pixels
  std::vector<std::string> skipped;  // "name: reason"

  std::int64_t count() const { return static_cast<std::int64_t>(names.size()); }

  core::Image image(std::int64_t index) const;
  /// `image` must be size x size; channels are converted.
  void append(const core::Image& image, std::string name);
};

/// What `sha256` holds once all images are appended: 64 hex digits.
std::string content_sha256(const PackedImages& images);

/// Image files in a folder and its sub-folders, sorted by relative path (bytewise, so that every machine
/// agrees), the first `limit` of them. An image file has an image's extension, or no extension and an image's
/// first bytes; hidden files and folders are left out, linked folders are not entered. Throws core::Error
/// when the folder is missing or holds none.
std::vector<std::filesystem::path> find_images(const std::filesystem::path& folder,
                                               std::size_t limit = SIZE_MAX);

/// Decodes the images of a folder to centre squares of `size` (1 to 1024) on two threads, in find_images'
/// order on every run. Unreadable ones are listed in `skipped`, however many. `progress` is called on the
/// calling thread. Throws core::Error when none is left, core::UsageError on another size or channel count.
PackedImages load_folder(const std::filesystem::path& folder, int size, int channels,
                         const core::Progress& progress, std::size_t limit = SIZE_MAX);

/// A packed file (`ganscope data import`): header with size, channels, count, names and SHA-256, then the
/// pixels. The hash is computed afresh when writing; the reader checks every byte and throws core::Error.
void write_packed(const PackedImages& images, const std::filesystem::path& file);
PackedImages read_packed(const std::filesystem::path& file);

/// What a packed file's header says, without reading the images.
struct PackedExtent {
  int size = 0, channels = 3;
  std::int64_t count = 0;
};

PackedExtent packed_extent(const std::filesystem::path& file);
/// Whether the file starts like one; false when it cannot be read.
bool is_packed(const std::filesystem::path& file);

}  // namespace io

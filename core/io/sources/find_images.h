#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace io {

struct FoundImages {
  std::vector<std::filesystem::path>
      files;                // sorted by relative path, bytewise, so that every machine agrees
  std::int64_t others = 0;  // files that are no images: text, tables, what desktops leave
};

/// The image files of a folder and its sub-folders, the first `limit` of them. An image file begins like an
/// image, whatever it is called, or is called like one, whatever it holds: also those that cannot be read.
/// Hidden files count among the others, hidden folders are not entered. A linked folder is, unless it leads
/// into the folder that is searched (its images are found there) or back to one that leads to it. Throws
/// core::Error when the folder is missing or holds none.
FoundImages find_images(const std::filesystem::path& folder, std::size_t limit = SIZE_MAX);

}  // namespace io

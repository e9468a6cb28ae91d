#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/io/sources/image_source.h"

namespace io {

/// Image files in a folder and its sub-folders, sorted by relative path (bytewise, so that every machine
/// agrees), the first `limit` of them. An image file has an image's extension, or no extension and an image's
/// first bytes; hidden files and folders are left out, linked folders are not entered. Throws core::Error
/// when the folder is missing or holds none.
std::vector<std::filesystem::path> find_images(const std::filesystem::path& folder,
                                               std::size_t limit = SIZE_MAX);

/// The images of a folder, in find_images' order, decoded on two threads. Throws like find_images.
std::unique_ptr<ImageSource> open_folder(const std::filesystem::path& folder, std::size_t limit = SIZE_MAX);

/// All of them; unreadable ones are listed in `skipped`, however many.
PackedImages load_folder(const std::filesystem::path& folder, int size, int channels,
                         const core::Progress& progress, std::size_t limit = SIZE_MAX);

}  // namespace io

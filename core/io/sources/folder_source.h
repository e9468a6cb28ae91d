#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/io/sources/image_source.h"

namespace io {

/// The images of a folder, in find_images' order, decoded on two threads. Throws like find_images.
std::unique_ptr<ImageSource> open_folder(const std::filesystem::path& folder, std::size_t limit = SIZE_MAX);

/// All of them; unreadable ones are listed in `skipped`, however many.
PackedImages load_folder(const std::filesystem::path& folder, int size, int channels,
                         const core::Progress& progress, std::size_t limit = SIZE_MAX);

}  // namespace io

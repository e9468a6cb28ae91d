#pragma once

#include <filesystem>
#include <memory>

#include "core/io/sources/image_source.h"

namespace io {

/// A packed file (`ganscope data import`): header with size, channels, count, names and SHA-256, then the
/// pixels. The hash is computed afresh when writing; the reader checks every byte and throws core::Error.
void write_packed(const PackedImages& images, const std::filesystem::path& file);
PackedImages read_packed(const std::filesystem::path& file);

/// Whether the file starts like one; false when it cannot be read.
bool is_packed(const std::filesystem::path& file);
/// Reads the header alone. The images are had in their own shape; that the file is whole is known after the
/// last.
std::unique_ptr<ImageSource> open_packed(const std::filesystem::path& file);

}  // namespace io

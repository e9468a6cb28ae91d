#pragma once

#include <filesystem>

namespace ui {

enum class FileKind { kModel, kImage, kFolder, kOther };

/// What a dropped or chosen path is, by its name; of a folder the names inside it are read.
FileKind file_kind(const std::filesystem::path& path);

}  // namespace ui

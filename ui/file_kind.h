#pragma once

#include <filesystem>

namespace ui {

enum class FileKind { kModel, kImage, kFolder, kOther };

/// What a dropped or chosen path is, by its name; only whether it is a folder is read from the disk.
FileKind file_kind(const std::filesystem::path& path);

}  // namespace ui

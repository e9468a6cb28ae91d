#pragma once

#include <filesystem>

namespace ui {

enum class FileKind { kModel, kImage, kFolder, kJson, kOther };

/// What a dropped or chosen path is, by its name; of a folder the names inside it are read.
FileKind file_kind(const std::filesystem::path& path);
/// The same of a file, whose place is not looked at.
FileKind kind_by_name(const std::filesystem::path& file);

}  // namespace ui

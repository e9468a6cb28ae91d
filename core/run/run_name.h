#pragma once

#include <filesystem>
#include <string>

namespace core {

/// `base/stem-001`, the first number that does not exist yet.
std::filesystem::path numbered_folder(const std::filesystem::path& base, const std::string& stem);
/// Where a run on `data` goes when nobody named a folder: `base/rooms-001`, the first number that does not
/// exist yet. A folder or file of images gives its stem.
std::filesystem::path free_run_folder(const std::filesystem::path& base, const std::string& data);

}  // namespace core

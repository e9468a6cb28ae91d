#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace io {

struct NpySetFile {
  std::string name;  // the array's
  std::filesystem::path path;
};

struct NpySetFiles {
  std::vector<NpySetFile> files;
  std::map<std::string, std::string> metadata;  // as in read_npy_set
};

/// Which files make up the set that `folder_or_file` stands for, by their names alone (read_npy_set has the
/// rules). Throws core::Error for holes in the numbers and where two sets could be meant.
NpySetFiles find_npy_set(const std::filesystem::path& folder_or_file);

}  // namespace io

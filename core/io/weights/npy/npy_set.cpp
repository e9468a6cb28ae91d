#include "core/io/weights/npy/npy_set.h"

#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/links.h"
#include "core/io/arrays/array_limits.h"
#include "core/io/weights/npy/npy.h"
#include "core/io/weights/npy/npy_set_files.h"

namespace io {

WeightsFile read_npy_set(const std::filesystem::path& folder_or_file) {
  NpySetFiles set = find_npy_set(folder_or_file);
  if (set.files.size() > kMaxTensors) {
    throw core::Error("more than " + std::to_string(kMaxTensors) + " arrays in one set",
                      folder_or_file.string(), "keep the files of one model in a folder");
  }
  // The folder may come from a stranger. A file that a person names may be a link.
  std::error_code missing;
  const bool whole_folder = std::filesystem::is_directory(folder_or_file, missing);
  for (const NpySetFile& file : set.files)
    if (whole_folder) core::require_inside(folder_or_file, file.path, core::Links::kStay);
  WeightsFile weights;
  weights.kind = WeightsKind::kNpySet;
  weights.metadata = std::move(set.metadata);
  for (NpySetFile& file : set.files) {
    NamedArray array = read_npy_array(file.path);
    array.name = std::move(file.name);
    weights.arrays.push_back(std::move(array));
  }
  return weights;
}

}  // namespace io

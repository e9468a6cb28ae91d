#include "core/base/made_files.h"

#include <algorithm>
#include <system_error>

#include "core/base/atomic_file.h"

namespace core {
namespace fs = std::filesystem;

MadeFiles::~MadeFiles() {
  std::error_code not_empty;
  for (auto path = made_.rbegin(); path != made_.rend(); ++path) fs::remove(*path, not_empty);
}

void MadeFiles::will_make(const fs::path& file) {
  std::error_code unreadable;
  if (fs::symlink_status(file, unreadable).type() == fs::file_type::not_found &&
      std::find(made_.begin(), made_.end(), file) == made_.end())
    made_.push_back(file);
}

void MadeFiles::will_make_folder(const fs::path& folder) {
  for (const fs::path& one : missing_folders(folder)) made_.push_back(one);
}

}  // namespace core

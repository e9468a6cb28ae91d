#include "core/run/run_name.h"

#include <cstdio>
#include <system_error>

namespace core {

std::filesystem::path numbered_folder(const std::filesystem::path& base, const std::string& stem) {
  for (int number = 1;; ++number) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "-%03d", number);
    std::filesystem::path folder = base / (stem + digits);
    std::error_code unreadable;
    if (!std::filesystem::exists(folder, unreadable)) return folder;
  }
}

std::filesystem::path free_run_folder(const std::filesystem::path& base, const std::string& data) {
  std::filesystem::path source(data);
  if (!source.has_filename()) source = source.parent_path();  // "faces/"
  const std::string stem = source.stem().string();
  return numbered_folder(base, stem.empty() || stem == "." || stem == ".." ? "run" : stem);
}

}  // namespace core

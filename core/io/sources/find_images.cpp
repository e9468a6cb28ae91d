#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/image/image_endings.h"
#include "core/io/images/format.h"
#include "core/io/sources/folder_source.h"

namespace io {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

bool starts_like_image(const fs::path& path) {
  std::array<char, 12> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return sniff_image(std::as_bytes(std::span(head)).first(static_cast<std::size_t>(file.gcount())))
      .has_value();
}

bool is_image_file(const fs::directory_entry& entry) {
  std::error_code ignored;
  if (is_hidden(entry.path()) || !entry.is_regular_file(ignored)) return false;
  return core::has_image_ending(entry.path()) ||
         (!entry.path().has_extension() && starts_like_image(entry.path()));
}

}  // namespace

std::vector<fs::path> find_images(const fs::path& folder, std::size_t limit) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw core::Error(fs::exists(folder, error) ? "this is no folder" : "there is no such folder",
                      folder.string());
  }
  std::vector<std::pair<std::string, fs::path>> found;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (is_image_file(*at))
      found.emplace_back(at->path().lexically_relative(folder).generic_string(), at->path());
    std::error_code ignored;
    if (is_hidden(at->path()) && at->is_directory(ignored)) at.disable_recursion_pending();
  }
  if (error) throw core::Error("the folder cannot be read: " + error.message(), folder.string());
  if (found.empty()) {
    throw core::Error("the folder holds no images", folder.string(), "PNG, JPEG, GIF, BMP and WebP are read");
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), limit));
  std::vector<fs::path> files;
  for (auto& [name, path] : found) files.push_back(std::move(path));
  return files;
}

}  // namespace io

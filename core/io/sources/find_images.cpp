#include "core/io/sources/find_images.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/image/image_endings.h"
#include "core/io/images/format.h"

namespace io {
namespace {

namespace fs = std::filesystem;

/// Linked folders that lead to each other have as many paths as their names have orders.
constexpr std::size_t kMostLinkedFolders = 10'000;

/// What images of the formats that are told and not read are called.
constexpr std::array<std::string_view, 6> kUnreadEndings{".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl"};

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

bool is_called_like_image(const fs::path& path) {
  return core::has_image_ending(path) || std::find(kUnreadEndings.begin(), kUnreadEndings.end(),
                                                   core::ending_of(path)) != kUnreadEndings.end();
}

bool starts_like_image(const fs::path& path) {
  std::array<char, kSniffedBytes> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return sniff_image(std::as_bytes(std::span(head)).first(static_cast<std::size_t>(file.gcount())))
      .has_value();
}

/// Whether `path` is `folder` or lies in it; both canonical.
bool lies_in(const fs::path& path, const fs::path& folder) {
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

class Search {
 public:
  explicit Search(fs::path folder) : folder_(std::move(folder)) {}

  FoundImages found(std::size_t limit);

 private:
  /// A folder to go through: that which was named, or one that a link leads to.
  struct Top {
    fs::path path;              // as it was reached
    std::vector<fs::path> way;  // canonical: the folder itself, then those whose links led to it
  };

  void go_through(const Top& top);
  void take_file(const fs::directory_entry& entry);
  void take_link(const fs::path& link, const Top& top);

  fs::path folder_;
  std::vector<Top> tops_;
  std::vector<std::pair<std::string, fs::path>> files_;  // by relative path
  std::int64_t others_ = 0;
};

void Search::take_file(const fs::directory_entry& entry) {
  const fs::path& path = entry.path();
  std::error_code ignored;
  const bool is_lost_link = entry.is_symlink(ignored) && !entry.exists(ignored);
  if (!entry.is_regular_file(ignored) && !is_lost_link) return;
  if (!is_hidden(path) && (is_called_like_image(path) || (!is_lost_link && starts_like_image(path))))
    files_.emplace_back(path.lexically_relative(folder_).generic_string(), path);
  else
    ++others_;
}

void Search::take_link(const fs::path& link, const Top& top) {
  std::error_code lost;
  fs::path real = fs::canonical(link, lost);
  const bool known = std::any_of(top.way.begin(), top.way.end(),
                                 [&](const fs::path& before) { return lies_in(real, before); });
  if (lost || known) return;
  if (tops_.size() == kMostLinkedFolders)
    throw core::Error("the links in this folder lead to more than 10,000 folders", folder_.string(),
                      "name a folder without links in circles");
  Top next{link, top.way};
  next.way.insert(next.way.begin(), std::move(real));
  tops_.push_back(std::move(next));
}

void Search::go_through(const Top& top) {
  std::error_code error;
  fs::recursive_directory_iterator at(top.path, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    if (!at->is_directory(ignored)) {
      take_file(*at);
    } else if (is_hidden(at->path())) {
      at.disable_recursion_pending();
    } else if (at->is_symlink(ignored)) {
      take_link(at->path(), top);
    } else if (top.way.size() > 1) {
      const fs::path real = top.way.front() / at->path().lexically_relative(top.path);
      if (std::find(top.way.begin(), top.way.end(), real) != top.way.end()) at.disable_recursion_pending();
    }
  }
  if (error) throw core::Error("the folder cannot be read: " + error.message(), top.path.string());
}

FoundImages Search::found(std::size_t limit) {
  std::error_code error;
  tops_.push_back({folder_, {fs::canonical(folder_, error)}});
  for (std::size_t i = 0; i < tops_.size(); ++i) go_through(Top(tops_[i]));
  std::sort(files_.begin(), files_.end());
  files_.resize(std::min(files_.size(), limit));
  FoundImages found{{}, others_};
  for (auto& [name, path] : files_) found.files.push_back(std::move(path));
  return found;
}

}  // namespace

FoundImages find_images(const fs::path& folder, std::size_t limit) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw core::Error(fs::exists(folder, error) ? "this is no folder" : "there is no such folder",
                      folder.string());
  }
  FoundImages found = Search(folder).found(limit);
  if (found.files.empty())
    throw core::Error("the folder holds no images", folder.string(), read_formats() + " are read");
  return found;
}

}  // namespace io

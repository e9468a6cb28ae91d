#include "core/base/temporary_name.h"

#include <sys/file.h>

#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/printable.h"

namespace core {
namespace fs = std::filesystem;

namespace {

constexpr int kMostAttempts = 1000;
constexpr std::string_view kMark = ".tmp-";
constexpr std::size_t kLongestEnding = 16;  // of a name whose ending is kept
constexpr std::size_t kUsualNameLimit = 255;

std::size_t name_limit(const fs::path& folder) {
  const long limit = ::pathconf(folder.empty() ? "." : folder.c_str(), _PC_NAME_MAX);
  return limit > 0 ? static_cast<std::size_t>(limit) : kUsualNameLimit;
}

/// Its first `most` bytes, less the half of a letter.
std::string beginning(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

fs::path candidate(const fs::path& path, int number) {
  std::string stem = path.stem().string(), ending = path.extension().string();
  if (ending.size() > kLongestEnding) stem = path.filename().string(), ending.clear();
  ending = std::string(kMark) + std::to_string(number) + ending;
  return path.parent_path() /
         ("." + beginning(stem, name_limit(path.parent_path()) - 1 - ending.size()) + ending);
}

bool is_temporary_name(const std::string& name) {
  const std::size_t mark = name.rfind(kMark);
  if (!name.starts_with('.') || mark == std::string::npos || mark < 1) return false;
  const std::size_t number = mark + kMark.size();
  return number < name.size() && name[number] >= '0' && name[number] <= '9';
}

/// False while another process holds it. A file system without locks lets everybody in.
bool lock(const Descriptor& entry) {
  return again_when_interrupted([&] { return ::flock(entry.number(), LOCK_EX | LOCK_NB); }) == 0 ||
         errno != EWOULDBLOCK;
}

Descriptor made(const fs::path& name, TemporaryName::Kind kind) {
  if (kind == TemporaryName::Kind::kFile) return {name, O_RDWR | O_CREAT | O_EXCL};
  if (::mkdir(name.c_str(), 0777) != 0) return {};
  return {name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW};
}

/// True when nothing is there any more.
bool remove_leftover(const fs::path& name) {
  const Descriptor entry(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (!entry.is_open()) return errno == ENOENT;

  struct stat status {};

  if (::fstat(entry.number(), &status) != 0) return false;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return false;
  // Between the opening and the lock its owner may have given it its name.
  if (::flock(entry.number(), LOCK_EX | LOCK_NB) != 0 || !entry.is_at(name)) return false;
  std::error_code failure;
  fs::remove_all(name, failure);
  return !failure;
}

}  // namespace

TemporaryName::TemporaryName(const fs::path& path, Kind kind) {
  const char* what = kind == Kind::kFile ? "could not create the file" : "could not create the folder";
  if (!path.has_filename()) throw file_error(what, EISDIR, path);
  for (int number = 1; number <= kMostAttempts; ++number) {
    name_ = candidate(path, number);
    lock_ = made(name_, kind);
    int failure = lock_.is_open() ? 0 : errno;
    if (failure == EEXIST && remove_leftover(name_)) {
      lock_ = made(name_, kind);
      failure = lock_.is_open() ? 0 : errno;
    }
    // Whoever removes leftovers may have been faster.
    if (failure == 0 && lock(lock_) && lock_.is_at(name_)) return;
    if (failure != 0 && failure != EEXIST) throw file_error(what, failure, path);
  }
  throw file_error(what, EEXIST, path);
}

void remove_leftovers(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failure;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
    if (is_temporary_name(at->path().filename().string())) found.push_back(at->path());
  for (const fs::path& name : found) remove_leftover(name);
}

}  // namespace core

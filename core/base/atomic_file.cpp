#include "core/base/atomic_file.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.h"

namespace core {
namespace fs = std::filesystem;

namespace {

std::string hint_for(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
      return "free some space or choose another folder";
    case EFBIG:
      return "choose another folder, or raise the limit on a file's size";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a folder you may write to";
    case ENOENT:
      return "check the path";
    default:
      return {};
  }
}

[[noreturn]] void fail(const std::string& what, int code, const fs::path& path) {
  throw file_error(what, code, path);
}

void write_all(const Descriptor& file, std::span<const std::byte> bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t count =
        again_when_interrupted([&] { return ::write(file.number(), bytes.data(), bytes.size()); });
    if (count < 0) fail("could not write the file", errno, path);
    if (count == 0) fail("could not write the file", EIO, path);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void replace(const fs::path& temporary, const fs::path& path) {
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail("could not replace the file", errno, path);
  sync_folder(folder_of(path));
}

/// The file a link leads to, so that saving does not turn the link into a file.
fs::path behind_links(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_symlink(path, ignored)) return path;
  const fs::path target = fs::weakly_canonical(path, ignored);
  return target.empty() ? path : target;
}

/// A file to read, with its size at the opening.
class OrdinaryFile {
 public:
  // Without O_NONBLOCK opening a pipe would wait for its writer.
  explicit OrdinaryFile(const fs::path& path) : path_(path), file_(path, O_RDONLY | O_NONBLOCK) {
    struct stat status {};

    if (!file_.is_open() || ::fstat(file_.number(), &status) != 0)
      fail("could not open the file", errno, path);
    if (S_ISDIR(status.st_mode)) fail("could not read the file", EISDIR, path);
    if (!S_ISREG(status.st_mode))
      throw Error("could not read the file, it is a device or a pipe", path.string(),
                  "choose an ordinary file");
    size_ = static_cast<std::size_t>(status.st_size);
  }

  std::size_t size() const { return size_; }

  /// As many bytes as there are still, at most all of them.
  std::size_t read(std::span<std::byte> bytes) const {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count = again_when_interrupted(
          [&] { return ::read(file_.number(), bytes.data() + done, bytes.size() - done); });
      if (count < 0) fail("could not read the file", errno, path_);
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

 private:
  const fs::path& path_;
  const Descriptor file_;
  std::size_t size_ = 0;
};

/// A device or a pipe cannot be replaced, only written.
void write_in_place(const fs::path& path, std::span<const std::byte> bytes) {
  Descriptor file(path, O_WRONLY);
  if (!file.is_open()) fail("could not open the file", errno, path);
  write_all(file, bytes, path);
  if (file.close() != 0 && errno != EINTR) fail("could not write the file", errno, path);
}

fs::file_status status_of(const fs::path& path) {
  std::error_code ignored;
  return fs::status(path, ignored);
}

/// `path`, unless something is there that a rename must not take the place of. A link is replaced itself.
const fs::path& replaceable(const fs::path& path) {
  std::error_code missing;
  const fs::file_status status = fs::symlink_status(path, missing);
  if (fs::is_directory(status)) fail("could not write the file", EISDIR, path);
  if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_symlink(status)) {
    throw Error("could not write the file, it is a device or a pipe", path.string(),
                "choose an ordinary file");
  }
  return path;
}

}  // namespace

Error file_error(const std::string& what, int code, const fs::path& path) {
  if (code == 0) code = EIO;
  std::string words = std::generic_category().message(code);
  if (!words.empty()) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return Error(what + ", " + words, path.string(), hint_for(code));
}

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes, Links links) {
  const fs::file_status status = status_of(path);
  const bool whole = !fs::exists(status) || fs::is_regular_file(status) || fs::is_directory(status);
  if (!whole && links == Links::kFollow) return write_in_place(path, bytes);
  PendingFile pending(path, links);
  pending.write(bytes);
  pending.commit();
}

void write_file_atomically(const fs::path& path, std::string_view text, Links links) {
  write_file_atomically(path, std::as_bytes(std::span(text)), links);
}

PendingFile::PendingFile(const fs::path& path, Links links)
    : path_(links == Links::kFollow ? behind_links(path) : path),
      temporary_(replaceable(path_), TemporaryName::Kind::kFile) {}

PendingFile::~PendingFile() {
  if (!committed_) ::unlink(temporary().c_str());
}

void PendingFile::write(std::span<const std::byte> bytes) {
  Descriptor file(temporary(), O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) fail("could not create the file", errno, path_);
  write_all(file, bytes, path_);
  if (file.close() != 0 && errno != EINTR) fail("could not write the file", errno, path_);
}

void PendingFile::sync() {
  Descriptor file(temporary(), O_RDONLY);
  if (!file.is_open()) fail("could not save the file", errno, path_);
  if (again_when_interrupted([&] { return ::fsync(file.number()); }) != 0)
    fail("could not save the file", errno, path_);
  // After EINTR Linux has closed the descriptor all the same, and the data was synced above.
  if (file.close() != 0 && errno != EINTR) fail("could not save the file", errno, path_);
  synced_ = true;
}

void PendingFile::commit() {
  if (!synced_) sync();
  replace(temporary(), path_);
  committed_ = true;
}

std::vector<std::byte> read_file(const fs::path& path, std::size_t limit) {
  const OrdinaryFile file(path);
  const std::size_t size = file.size();
  if (size > limit) {
    throw Error("the file is too large, " + std::to_string(size) + " bytes", path.string(),
                "at most " + std::to_string(limit) + " bytes");
  }
  std::vector<std::byte> bytes;
  try {
    bytes.resize(size);
  } catch (const std::bad_alloc&) {
    throw Error("not enough memory to read the file, " + std::to_string(size) + " bytes", path.string());
  }
  if (file.read(bytes) < size) throw Error("the file became shorter while it was read", path.string());
  return bytes;
}

std::vector<std::byte> read_file_head(const fs::path& path, std::size_t count) {
  const OrdinaryFile file(path);
  std::vector<std::byte> bytes(std::min(count, file.size()));
  bytes.resize(file.read(bytes));
  return bytes;
}

void sync_folder(const fs::path& folder) {
  Descriptor open(folder, O_RDONLY | O_DIRECTORY);
  if (!open.is_open() && errno == EACCES) return;  // one may write into it and not look
  if (!open.is_open()) fail("could not open the folder", errno, folder);
  const int result = again_when_interrupted([&] { return ::fsync(open.number()); });
  // EINVAL: this file system has no such thing as syncing a folder.
  if (result != 0 && errno != EINVAL) fail("could not save the folder", errno, folder);
}

std::vector<fs::path> missing_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  std::error_code unreadable;
  for (fs::path at = folder.has_filename() ? folder : folder.parent_path();  // "runs/a/"
       at.has_filename() && !fs::exists(fs::symlink_status(at, unreadable)); at = at.parent_path())
    missing.insert(missing.begin(), at);
  return missing;
}

void make_folder(const fs::path& folder) {
  if (folder.empty()) return;
  const std::vector<fs::path> made = missing_folders(folder);
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) fail("could not create the folder", failure.value(), folder);
  if (!fs::is_directory(folder, failure)) fail("could not create the folder", ENOTDIR, folder);
  for (const fs::path& one : made) sync_folder(folder_of(one));
}

fs::path numbered_file(const fs::path& folder, std::string_view stem, std::string_view extension,
                       const std::function<bool(const fs::path&)>& promised) {
  const std::string dot = extension.empty() || extension.front() == '.' ? "" : ".";
  for (int number = 1;; ++number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    const fs::path file = folder / (std::string(stem) + "-" + digits + dot + std::string(extension));
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(file, ignored)) && !(promised && promised(file))) return file;
  }
}

}  // namespace core

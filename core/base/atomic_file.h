#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/links.h"
#include "core/base/temporary_name.h"

namespace core {

/// What the system said about a file, by errno: "WHAT, no space left on device: PATH (free some space ...)".
/// 0, as a stream may leave it, is an input/output error.
Error file_error(const std::string& what, int code, const std::filesystem::path& path);

/// Writes a whole file so that `path` holds either the old or the new content at every moment: temporary name
/// in the same folder, fsync, rename, fsync of the folder. A link is followed, under kStay replaced; a device
/// or a pipe is written in place, under kStay refused. Throws Error (with errno's words) and leaves neither a
/// temporary file nor a damaged old one.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Links links = Links::kFollow);
void write_file_atomically(const std::filesystem::path& path, std::string_view text,
                           Links links = Links::kFollow);

/// A file that another program or a streaming writer fills under a temporary name; commit() makes it appear
/// under `path`, the destructor removes it otherwise.
class PendingFile {
 public:
  /// A link of this name is followed, under kStay replaced.
  explicit PendingFile(const std::filesystem::path& path, Links links = Links::kFollow);
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  /// Where to write: an empty file that exists already, with the extension of path.
  const std::filesystem::path& temporary() const { return temporary_.path(); }

  /// What it will be; errors name this one.
  const std::filesystem::path& path() const { return path_; }

  void write(std::span<const std::byte> bytes);  // all there is; throws Error

  /// Brings what was written to the disk; throws Error. After that the file must not be written any more: a
  /// second fsync says nothing of what a first one lost.
  void sync();
  void commit();  // sync() unless that was done, rename, fsync folder; throws Error

 private:
  std::filesystem::path path_;
  TemporaryName temporary_;
  bool synced_ = false, committed_ = false;
};

/// The whole file, at most `limit` bytes (its size is read once from the open descriptor). Throws Error when
/// missing, unreadable or larger.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::size_t limit = std::size_t{1} << 40);
/// Its first `count` bytes, all of a shorter file. Throws Error as read_file does.
std::vector<std::byte> read_file_head(const std::filesystem::path& path, std::size_t count);
/// fsyncs the names in a folder, after files were made, renamed or removed in it. Throws Error.
void sync_folder(const std::filesystem::path& folder);
/// What make_folder() would make: `folder` and those above it that do not exist, the outermost first.
std::vector<std::filesystem::path> missing_folders(const std::filesystem::path& folder);
/// Creates a folder and its parents, and fsyncs those above them; Error when it cannot.
void make_folder(const std::filesystem::path& folder);
/// `folder/stem-001.ext`: the first number that does not exist yet and that nobody has `promised`.
std::filesystem::path numbered_file(const std::filesystem::path& folder, std::string_view stem,
                                    std::string_view extension,
                                    const std::function<bool(const std::filesystem::path&)>& promised = {});

}  // namespace core

#include "core/io/weights/npy/npz.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/printable.h"
#include "core/io/byte_reader.h"
#include "core/io/content/content_kind.h"
#include "core/io/utf8.h"
#include "core/io/weights/npy/npy.h"
#include "core/io/zip/inflate.h"
#include "core/io/zip/zip_archive.h"

namespace io {
namespace {

constexpr std::string_view kEnding = ".npy";
constexpr std::size_t kMaxName = 512;
constexpr const char* kSavezHint = "save it again in Python with numpy.savez(\"model.npz\", **arrays)";

/// As numpy writes it; a name with a folder is another archive's.
bool is_array_name(std::string_view name) {
  return name.size() > kEnding.size() && name.ends_with(kEnding) && name.find('/') == std::string_view::npos;
}

/// Refuses what the reader of zip archives lets pass and an .npz may not have.
void check_entry(const ZipRecord& record, const std::string& where, const std::string& entry) {
  if (!is_array_name(record.name) || record.name.size() > kMaxName || !is_utf8(record.name))
    refuse_weights(where, entry, record.at, "an array NAME.npy, as numpy.savez writes it", kSavezHint);
  if (record.method == kZipStored) return;
  if (record.method != kZipDeflated)
    refuse_weights(where, entry, record.at + 10,
                   "a stored or deflated array, not compression method " + std::to_string(record.method),
                   kSavezHint);
  if (record.size / kMaxDeflateRatio > record.compressed)
    refuse_weights(where, entry, record.at + 24,
                   "at most " + std::to_string(kMaxDeflateRatio) + " bytes from each of its " +
                       std::to_string(record.compressed) + ", not " + std::to_string(record.size),
                   kSavezHint);
}

/// Refuses what takes more than is left of the memory for arrays.
void take_room(std::uint64_t bytes, std::uint64_t& room, const ZipEntry& entry, const std::string& where) {
  if (bytes > room)
    refuse_weights(where, core::printable(entry.name), entry.offset,
                   "arrays that take at most the size of the archive and " + std::to_string(kNpzRoom >> 20) +
                       " MiB, this one's " + std::to_string(bytes) + " bytes are " +
                       std::to_string(bytes - room) + " too many",
                   "if you trust it, save it again in Python with numpy.savez, which does not compress");
  room -= bytes;
}

/// `room` is what is left when all arrays are in memory.
NamedArray inflated_array(const ZipEntry& entry, std::uint64_t room, const std::string& where) {
  const std::string inside = where + ", " + core::printable(entry.name);
  Inflater inflater(entry, where, core::printable(entry.name));
  std::vector<std::byte> beginning(std::min<std::uint64_t>(entry.size, kMaxNpyHeader));
  inflater.take(beginning);
  NpyHeader header = parse_npy_array_header(beginning, entry.size, inside);
  if (header.fortran_order) take_room(entry.size, room, entry, where);
  std::vector<std::byte> data(entry.size - header.data);
  const auto rest =
      std::copy(beginning.begin() + static_cast<std::ptrdiff_t>(header.data), beginning.end(), data.begin());
  inflater.take({rest, data.end()});
  inflater.finish();
  return make_npy_array(std::move(header), std::move(data), inside);
}

}  // namespace

bool begins_as_npz(std::span<const std::byte> bytes) {
  return content_kind(bytes) == ContentKind::kNpz;
}

WeightsFile parse_npz(std::span<const std::byte> bytes, const std::string& where) {
  const ZipDirectory directory = read_zip_directory(bytes, where);
  for (std::size_t i = 0; i < directory.records.size(); ++i)
    check_entry(directory.records[i], where, "zip directory, entry " + std::to_string(i + 1));
  WeightsFile weights;
  weights.kind = WeightsKind::kNpySet;
  weights.metadata["set"] = "npz";
  const std::vector<ZipEntry> entries =
      open_zip_entries(bytes, directory, where, ZipMethods::kStoredAndDeflated);
  std::uint64_t room = bytes.size() + kNpzRoom;
  for (const ZipEntry& entry : entries) take_room(entry.size, room, entry, where);
  for (const ZipEntry& entry : entries) {
    // The array's reader counts bytes from the array's beginning, so the message names the array.
    NamedArray array = entry.deflated
                           ? inflated_array(entry, room, where)
                           : parse_npy_array(entry.data, where + ", " + core::printable(entry.name));
    array.name = entry.name.substr(0, entry.name.size() - kEnding.size());
    weights.arrays.push_back(std::move(array));
  }
  return weights;
}

WeightsFile read_npz(const std::filesystem::path& file) {
  return parse_npz(core::read_file(file), file.string());
}

}  // namespace io

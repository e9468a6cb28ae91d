#include "core/io/weights/npz.h"

#include <string_view>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/io/utf8.h"
#include "core/io/weights/byte_reader.h"
#include "core/io/weights/npy.h"
#include "core/io/weights/zip_archive.h"

namespace io {
namespace {

constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::string_view kEnding = ".npy";
constexpr std::size_t kNameLengthAt = 26, kNameAt = 30;  // in a local header
constexpr std::size_t kMaxName = 512;
constexpr const char* kSavezHint = "save it again in Python with numpy.savez(\"model.npz\", **arrays)";

/// As numpy writes it; a name with a folder is another archive's.
bool is_array_name(std::string_view name) {
  return name.size() > kEnding.size() && name.ends_with(kEnding) && name.find('/') == std::string_view::npos;
}

/// Everything about an entry that the archive's own reader does not look at.
void check_entry(const ZipRecord& record, const std::string& where, const std::string& entry) {
  if (!is_array_name(record.name) || record.name.size() > kMaxName || !is_utf8(record.name))
    refuse_weights(where, entry, record.at, "an array NAME.npy, as numpy.savez writes it", kSavezHint);
  if (record.method != 0)
    refuse_weights(where, entry, record.at + 10, "a stored array, not a compressed one",
                   "save it again in Python with numpy.savez instead of savez_compressed");
}

}  // namespace

bool begins_as_npz(std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.size() < kNameAt || !text.starts_with(kZipMagic)) return false;
  const std::size_t length = static_cast<unsigned char>(text[kNameLengthAt]) |
                             std::size_t{static_cast<unsigned char>(text[kNameLengthAt + 1])} << 8;
  return text.size() - kNameAt >= length && is_array_name(text.substr(kNameAt, length));
}

WeightsFile parse_npz(std::span<const std::byte> bytes, const std::string& where) {
  const ZipDirectory directory = read_zip_directory(bytes, where);
  for (std::size_t i = 0; i < directory.records.size(); ++i)
    check_entry(directory.records[i], where, "zip directory, entry " + std::to_string(i + 1));
  WeightsFile weights;
  weights.kind = WeightsKind::kNpySet;
  weights.metadata["set"] = "npz";
  for (const ZipEntry& entry : open_zip_entries(bytes, directory, where)) {
    // The array's reader counts bytes from the array's beginning, so the message names the array.
    const std::string name(entry.name.substr(0, entry.name.size() - kEnding.size()));
    NamedArray array = parse_npy_array(entry.data, where + ", " + printable(entry.name));
    array.name = name;
    weights.arrays.push_back(std::move(array));
  }
  return weights;
}

WeightsFile read_npz(const std::filesystem::path& file) {
  return parse_npz(core::read_file(file), file.string());
}

}  // namespace io

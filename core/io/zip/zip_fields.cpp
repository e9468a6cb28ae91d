#include "core/io/zip/zip_fields.h"

namespace io {
namespace {

constexpr std::uint16_t kZip64Field = 0x0001;
constexpr std::uint16_t kPaddingField = 0x4246;  // "FB", as torch.save aligns its storages
constexpr std::size_t kMaxZip64Bytes = 24;       // size, compressed size, offset

}  // namespace

std::vector<std::uint64_t> read_zip64_values(ByteReader& extra) {
  std::vector<std::uint64_t> values;
  bool has_zip64 = false;
  while (extra.left() > 0) {
    const std::uint64_t at = extra.offset();
    const std::uint16_t id = extra.u16("an extra field's number");
    const std::uint16_t size = extra.u16("an extra field's size");
    if (id == kPaddingField) {
      extra.skip(size, "alignment padding");
      continue;
    }
    if (id != kZip64Field || has_zip64)
      extra.fail_at(at, "no extra field but alignment padding and one of zip64");
    if (size == 0 || size % 8 != 0 || size > kMaxZip64Bytes)
      extra.fail_at(at, "a zip64 field of 8, 16 or 24 bytes");
    has_zip64 = true;
    for (std::uint16_t i = 0; i < size / 8; ++i) values.push_back(extra.u64("a zip64 value"));
  }
  return values;
}

}  // namespace io

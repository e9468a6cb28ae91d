#include "core/io/weights/pth/pth.h"

#include <algorithm>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/io/byte_reader.h"
#include "core/io/resave_hints.h"
#include "core/io/weights/pth/pth_legacy.h"
#include "core/io/weights/pth/pth_zip.h"

namespace io {
namespace {

/// Whether `magic` stands at `offset`.
bool has_magic(std::span<const std::byte> bytes, std::size_t offset, std::string_view magic) {
  if (bytes.size() < offset || bytes.size() - offset < magic.size()) return false;
  const auto text = std::as_bytes(std::span(magic));
  return std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

constexpr std::size_t kTarMagicOffset = 257;

}  // namespace

bool begins_as_zip(std::span<const std::byte> bytes) {
  return has_magic(bytes, 0, "PK\x03\x04");
}

/// PROTO 2, LONG1 of ten bytes 0x1950a86a20f9469cfc6c, STOP: these bytes and no others, as the number could
/// also be computed by code (docs/promises.md: Hostile archives and pickles, row 15).
bool begins_as_legacy_pth(std::span<const std::byte> bytes) {
  return has_magic(bytes, 0,
                   std::string_view("\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 15));
}

WeightsFile parse_pth(std::span<const std::byte> bytes, const std::string& where) {
  if (begins_as_zip(bytes)) return parse_pth_zip(bytes, where);
  if (begins_as_legacy_pth(bytes)) return parse_pth_legacy(bytes, where);
  if (has_magic(bytes, kTarMagicOffset, "ustar")) {
    refuse_weights(
        where, "file", kTarMagicOffset, "a zip archive or pickles, not a tar archive",
        "PyTorch of before 0.1.10 wrote tar files: load it in Python and save it again; or unpack it "
        "and open the weights file inside");
  }
  if (has_magic(bytes, 0, "\x80")) {
    refuse_weights(where, "pickle 1 (magic)", 0,
                   "the magic number of torch.save as the first pickle, not another object", kResaveHint);
  }
  refuse_weights(where, "file", 0, "a zip archive or PyTorch's magic number as the first bytes", kResaveHint);
}

WeightsFile read_pth(const std::filesystem::path& file) {
  return parse_pth(core::read_file(file), file.string());
}

}  // namespace io

#include "core/io/images/decode.h"

#include <new>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/images/format.h"
#include "core/io/images/jpeg.h"
#include "core/io/images/limits.h"
#include "core/io/images/wuffs_decode.h"

namespace io {
namespace {

core::Image decode_by_content(std::span<const std::byte> bytes, const std::string& where) {
  const std::optional<ImageFormat> format = sniff_image(bytes);
  if (!format) throw core::Error("this is no PNG, JPEG, GIF, BMP or WebP image", where);
  return *format == ImageFormat::kJpeg ? decode_jpeg(bytes, where) : decode_with_wuffs(*format, bytes, where);
}

}  // namespace

core::Image decode_image(std::span<const std::byte> bytes, const std::string& where) {
  if (bytes.empty()) throw core::Error("the file is empty", where);
  if (bytes.size() > kMaxImageFileBytes) throw core::Error("the file is larger than 256 MB", where);
  try {
    return decode_by_content(bytes, where);
  } catch (const std::bad_alloc&) {
    throw core::Error("there is not enough memory for this image", where);
  }
}

core::Image load_image(const std::filesystem::path& file) {
  return decode_image(core::read_file(file, kMaxImageFileBytes), file.string());
}

}  // namespace io

#include "core/io/images/decode.h"

#include <new>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/images/jpeg.h"
#include "core/io/images/limits.h"
#include "core/io/images/wuffs_decode.h"

namespace io {
namespace {

core::Image decode_by_content(std::span<const std::byte> bytes, const std::string& where) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (head.starts_with("\xFF\xD8\xFF")) return decode_jpeg(bytes, where);
  if (head.starts_with("\x89PNG\r\n\x1A\n")) return decode_with_wuffs(WuffsFormat::kPng, bytes, where);
  if (head.starts_with("GIF87a") || head.starts_with("GIF89a"))
    return decode_with_wuffs(WuffsFormat::kGif, bytes, where);
  if (head.starts_with("BM")) return decode_with_wuffs(WuffsFormat::kBmp, bytes, where);
  if (head.starts_with("RIFF") && head.substr(0, 12).ends_with("WEBP")) {
    return decode_with_wuffs(WuffsFormat::kWebP, bytes, where);
  }
  throw core::Error("this is no PNG, JPEG, GIF, BMP or WebP image", where);
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

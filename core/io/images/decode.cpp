#include "core/io/images/decode.h"

#include <new>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/images/format.h"
#include "core/io/images/jpeg.h"
#include "core/io/images/limits.h"
#include "core/io/images/pnm.h"
#include "core/io/images/webp.h"
#include "core/io/images/wuffs_decode.h"

namespace io {
namespace {

DecodedImage decode_by_content(std::span<const std::byte> bytes, const std::string& where) {
  const std::optional<ImageFormat> format = sniff_image(bytes);
  if (!format) throw core::Error("this is no " + read_formats() + " image", where);
  switch (*format) {
    case ImageFormat::kJpeg:
      return {decode_jpeg(bytes, where)};
    case ImageFormat::kWebP:
      return decode_webp(bytes, where);
    case ImageFormat::kPnm:
      return decode_pnm(bytes, where);
    case ImageFormat::kPng:
    case ImageFormat::kGif:
    case ImageFormat::kBmp:
      return decode_with_wuffs(*format, bytes, where);
    default:
      throw core::Error(unread_reason(*format), where, "convert it to PNG or JPEG");
  }
}

}  // namespace

DecodedImage decode_with_remark(std::span<const std::byte> bytes, const std::string& where) {
  if (bytes.empty()) throw core::Error("the file is empty", where);
  if (bytes.size() > kMaxImageFileBytes) throw core::Error("the file is larger than 256 MB", where);
  try {
    return decode_by_content(bytes, where);
  } catch (const std::bad_alloc&) {
    throw core::Error("there is not enough memory for this image", where);
  }
}

DecodedImage load_with_remark(const std::filesystem::path& file) {
  return decode_with_remark(core::read_file(file, kMaxImageFileBytes), file.string());
}

core::Image decode_image(std::span<const std::byte> bytes, const std::string& where) {
  return decode_with_remark(bytes, where).image;
}

core::Image load_image(const std::filesystem::path& file) {
  return load_with_remark(file).image;
}

}  // namespace io

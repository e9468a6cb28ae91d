#include "core/io/images/wuffs_decode.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include <wuffs/wuffs.h>

#include "core/base/error.h"
#include "core/io/images/bgra.h"
#include "core/io/images/exif.h"
#include "core/io/images/limits.h"

namespace io {
namespace {

constexpr std::uint64_t kMaxWorkBytes = std::uint64_t{1} << 30;
constexpr std::size_t kPngDepthAt = 24, kPngColourTypeAt = 25;  // in the IHDR chunk, always the first

struct Free {
  void operator()(wuffs_base__image_decoder* decoder) const { std::free(decoder); }
};

using Decoder = std::unique_ptr<wuffs_base__image_decoder, Free>;

Decoder make_decoder(ImageFormat format) {
  wuffs_base__image_decoder* decoder = nullptr;
  switch (format) {
    case ImageFormat::kPng:
      decoder = wuffs_png__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kGif:
      decoder = wuffs_gif__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kBmp:
      decoder = wuffs_bmp__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    default:
      throw std::logic_error("Wuffs is not asked for this format");
  }
  if (decoder == nullptr) throw std::bad_alloc();
  return Decoder(decoder);
}

/// Wuffs marks "give me more bytes" apart from errors; the whole file is there, so more bytes means that it
/// was cut.
void check(wuffs_base__status status, ImageFormat format, const std::string& where) {
  if (status.is_ok()) return;
  std::string reason = status.is_suspension() ? "it ends too early" : status.message();
  if (const auto format_end = reason.find(": "); format_end != std::string::npos)
    reason.erase(0, format_end + 2);
  throw core::Error("the " + std::string(format_name(format)) + " is damaged or cut short: " + reason, where);
}

Bgra decode_first_frame(ImageFormat format, std::span<const std::byte> bytes, const std::string& where) {
  const Decoder decoder = make_decoder(format);
  // The reader only reads; its C interface has no pointer to const.
  auto* data = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
  wuffs_base__io_buffer source = wuffs_base__ptr_u8__reader(data, bytes.size(), true);
  wuffs_base__image_config config{};
  check(wuffs_base__image_decoder__decode_image_config(decoder.get(), &config, &source), format, where);
  const std::uint32_t width = config.pixcfg.width(), height = config.pixcfg.height();
  check_image_size(width, height, bytes.size(), where);
  Bgra frame{static_cast<int>(width), static_cast<int>(height), false, {}};
  frame.wide = format == ImageFormat::kPng && bytes[kPngDepthAt] == std::byte{16};
  frame.pixels.resize(std::size_t{width} * height * (frame.wide ? 8 : 4));
  config.pixcfg.set(
      frame.wide ? WUFFS_BASE__PIXEL_FORMAT__BGRA_NONPREMUL_4X16LE : WUFFS_BASE__PIXEL_FORMAT__BGRA_NONPREMUL,
      WUFFS_BASE__PIXEL_SUBSAMPLING__NONE, width, height);
  wuffs_base__pixel_buffer target{};
  check(target.set_from_slice(&config.pixcfg,
                              wuffs_base__make_slice_u8(frame.pixels.data(), frame.pixels.size())),
        format, where);

  const std::uint64_t work_bytes = wuffs_base__image_decoder__workbuf_len(decoder.get()).max_incl;
  if (work_bytes > kMaxWorkBytes) throw core::Error("the image needs too much memory to decode", where);
  std::vector<std::uint8_t> work(static_cast<std::size_t>(work_bytes));
  check(wuffs_base__image_decoder__decode_frame(decoder.get(), &target, &source, WUFFS_BASE__PIXEL_BLEND__SRC,
                                                wuffs_base__make_slice_u8(work.data(), work.size()), nullptr),
        format, where);
  return frame;
}

}  // namespace

DecodedImage decode_with_wuffs(ImageFormat format, std::span<const std::byte> bytes,
                               const std::string& where) {
  const Bgra frame = decode_first_frame(format, bytes, where);
  if (format != ImageFormat::kPng) return laid_over_white(frame, false);
  const std::byte colours = bytes[kPngColourTypeAt];
  DecodedImage decoded = laid_over_white(frame, colours == std::byte{0} || colours == std::byte{4});
  decoded.image = turned_upright(std::move(decoded.image), exif_orientation(exif_in_png(bytes)));
  return decoded;
}

}  // namespace io

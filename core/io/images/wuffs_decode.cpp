#include "core/io/images/wuffs_decode.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <wuffs/wuffs.h>

#include "core/base/error.h"
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
    case ImageFormat::kJpeg:
      decoder = wuffs_jpeg__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kPng:
      decoder = wuffs_png__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kGif:
      decoder = wuffs_gif__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kBmp:
      decoder = wuffs_bmp__decoder__alloc_as__wuffs_base__image_decoder();
      break;
    case ImageFormat::kWebP:
      decoder = wuffs_webp__decoder__alloc_as__wuffs_base__image_decoder();
      break;
  }
  if (decoder == nullptr) throw std::bad_alloc();
  return Decoder(decoder);
}

/// Wuffs marks "give me more bytes" apart from errors; the whole file is there, so more bytes means that it
/// was cut.
void check(wuffs_base__status status, ImageFormat format, const std::string& where) {
  if (status.is_ok()) return;
  if (status.repr == wuffs_webp__error__unsupported_webp_file) {
    throw core::Error("lossy and animated WebP cannot be read", where, "convert it to PNG or JPEG");
  }
  std::string reason = status.is_suspension() ? "it ends too early" : status.message();
  if (const auto format_end = reason.find(": "); format_end != std::string::npos)
    reason.erase(0, format_end + 2);
  throw core::Error("the " + std::string(format_name(format)) + " is damaged or cut short: " + reason, where);
}

/// Wuffs stops reading after the last pixel, so a RIFF container cut behind it would go unnoticed.
bool is_cut_riff(std::span<const std::byte> bytes) {
  constexpr std::size_t kHeadBytes = 8;
  std::uint64_t claimed = 0;
  for (std::size_t i = kHeadBytes; i-- > 4;)
    claimed = claimed << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  return claimed > bytes.size() - kHeadBytes;
}

/// Pixels as blue, green, red, alpha of one or two bytes each.
struct Bgra {
  int width = 0, height = 0;
  bool wide = false;
  std::vector<std::uint8_t> pixels;
};

Bgra decode_first_frame(ImageFormat format, std::span<const std::byte> bytes, const std::string& where) {
  const Decoder decoder = make_decoder(format);
  // The reader only reads; its C interface has no pointer to const.
  auto* data = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
  wuffs_base__io_buffer source = wuffs_base__ptr_u8__reader(data, bytes.size(), true);
  wuffs_base__image_config config{};
  check(wuffs_base__image_decoder__decode_image_config(decoder.get(), &config, &source), format, where);
  const std::uint32_t width = config.pixcfg.width(), height = config.pixcfg.height();
  check_image_size(width, height, bytes.size(), where);
  if (format == ImageFormat::kWebP && is_cut_riff(bytes)) {
    check(wuffs_base__make_status(wuffs_base__suspension__short_read), format, where);
  }

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
  // Looking for another frame reads up to the end mark, or shows that there is none.
  const wuffs_base__status end =
      wuffs_base__image_decoder__decode_frame_config(decoder.get(), nullptr, &source);
  if (end.repr != wuffs_base__note__end_of_data) check(end, format, where);
  return frame;
}

/// One value of `Value` laid over white with its alpha, rounded to 8 bits.
template <typename Value>
std::uint8_t over_white(std::uint64_t value, std::uint64_t alpha) {
  constexpr std::uint64_t kFull = static_cast<Value>(-1), kUnit = kFull * kFull;
  const std::uint64_t blended = value * alpha + kFull * (kFull - alpha);
  return static_cast<std::uint8_t>((blended * 255 + kUnit / 2) / kUnit);
}

template <typename Value>
core::Image to_image(const Bgra& frame, bool grey) {
  constexpr std::size_t kBytes = sizeof(Value);
  core::Image image(frame.width, frame.height, grey ? 1 : 3);
  const std::uint8_t* in = frame.pixels.data();
  const auto value = [&](std::size_t channel) -> std::uint64_t {
    const std::uint8_t* at = in + channel * kBytes;
    return kBytes == 1 ? at[0] : std::uint64_t{at[0]} | std::uint64_t{at[1]} << 8;
  };
  for (std::uint8_t *out = image.pixels.data(), *end = out + image.pixels.size(); out != end;
       in += 4 * kBytes) {
    const std::uint64_t alpha = value(3);
    if (!grey) *out++ = over_white<Value>(value(2), alpha);
    *out++ = over_white<Value>(value(1), alpha);
    if (!grey) *out++ = over_white<Value>(value(0), alpha);
  }
  return image;
}

}  // namespace

core::Image decode_with_wuffs(ImageFormat format, std::span<const std::byte> bytes,
                              const std::string& where) {
  const Bgra frame = decode_first_frame(format, bytes, where);
  const bool png = format == ImageFormat::kPng;
  const bool grey =
      png && (bytes[kPngColourTypeAt] == std::byte{0} || bytes[kPngColourTypeAt] == std::byte{4});
  core::Image image = frame.wide ? to_image<std::uint16_t>(frame, grey) : to_image<std::uint8_t>(frame, grey);
  return png ? turned_upright(std::move(image), exif_orientation(exif_in_png(bytes))) : image;
}

}  // namespace io

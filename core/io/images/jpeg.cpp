#include "core/io/images/jpeg.h"

#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <jpeglib.h>

#include <jerror.h>

#include "core/base/error.h"
#include "core/io/images/exif.h"
#include "core/io/images/limits.h"

namespace io {
namespace {

constexpr long kMaxDecoderBytes = 512L << 20;
constexpr int kMaxScans = 100;
constexpr std::uint64_t kMaxScannedPixels = std::uint64_t{1}
                                            << 30;  // scans x pixels: bounds the time of a progressive file

/// Warnings of libjpeg behind which every pixel is there all the same: odd bytes between segments and odd
/// numbers in heads.
bool is_harmless(int warning) {
  return warning == JWRN_EXTRANEOUS_DATA || warning == JWRN_JFIF_MAJOR || warning == JWRN_ADOBE_XFORM ||
         warning == JWRN_NOT_SEQUENTIAL;
}

/// Errors of files that are sound and of a kind that libjpeg does not know.
bool is_unknown_kind(int error) {
  return error == JERR_BAD_PRECISION || error == JERR_SOF_UNSUPPORTED || error == JERR_CONVERSION_NOTIMPL ||
         error == JERR_COMPONENT_COUNT || error == JERR_NOT_COMPILED || error == JERR_FRACT_SAMPLE_NOTIMPL;
}

/// One decoder of libjpeg. The methods that call the library return false when it gives
/// up: it leaves by longjmp, so nothing with a destructor may live in them.
class JpegDecoder {
 public:
  explicit JpegDecoder(std::span<const std::byte> bytes) : bytes_(bytes) {
    info_.err = jpeg_std_error(&errors_);
    info_.client_data = this;
    errors_.error_exit = [](j_common_ptr info) {
      info->err->format_message(info, self(info).message_);
      std::longjmp(self(info).jump_, 1);
    };
    errors_.emit_message = [](j_common_ptr info, int level) {
      if (level < 0 && !is_harmless(info->err->msg_code)) info->err->error_exit(info);
    };
  }

  ~JpegDecoder() { jpeg_destroy_decompress(&info_); }

  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;

  bool read_header();
  bool start();
  /// Fills `row`, width() x components() bytes.
  bool read_row(std::uint8_t* row);
  bool finish();

  std::size_t width() const { return info_.image_width; }

  std::size_t height() const { return info_.image_height; }

  std::size_t components() const { return static_cast<std::size_t>(info_.output_components); }

  int orientation() const;

  /// Why it gave up.
  std::string reason() const {
    return (is_unknown_kind(errors_.msg_code) ? "JPEG of this kind is not read: "
                                              : "the JPEG is damaged or cut short: ") +
           std::string(message_);
  }

 private:
  static JpegDecoder& self(j_common_ptr info) { return *static_cast<JpegDecoder*>(info->client_data); }

  static void watch(j_common_ptr info);

  std::span<const std::byte> bytes_;
  jpeg_decompress_struct info_{};
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  std::jmp_buf jump_{};
  char message_[JMSG_LENGTH_MAX] = "";
};

void JpegDecoder::watch(j_common_ptr info) {
  JpegDecoder& decoder = self(info);
  const auto scans = static_cast<std::uint64_t>(decoder.info_.input_scan_number);
  const std::uint64_t pixels = std::uint64_t{decoder.info_.image_width} * decoder.info_.image_height;
  if (scans <= 1 || (scans <= kMaxScans && scans * pixels <= kMaxScannedPixels)) return;
  std::snprintf(decoder.message_, sizeof decoder.message_, "it has too many scans");
  std::longjmp(decoder.jump_, 1);
}

bool JpegDecoder::read_header() {
  if (setjmp(jump_) != 0) return false;
  jpeg_create_decompress(&info_);
  info_.mem->max_memory_to_use = kMaxDecoderBytes;
  progress_.progress_monitor = watch;
  info_.progress = &progress_;
  jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()),
               static_cast<unsigned long>(bytes_.size()));
  jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&info_, TRUE);
  return true;
}

bool JpegDecoder::start() {
  if (setjmp(jump_) != 0) return false;
  const bool four_inks = info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK;
  info_.out_color_space = info_.num_components == 1 ? JCS_GRAYSCALE : four_inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(&info_);
  return true;
}

bool JpegDecoder::read_row(std::uint8_t* row) {
  if (setjmp(jump_) != 0) return false;
  return jpeg_read_scanlines(&info_, &row, 1) == 1;
}

bool JpegDecoder::finish() {
  if (setjmp(jump_) != 0) return false;
  return jpeg_finish_decompress(&info_) != 0;
}

int JpegDecoder::orientation() const {
  for (auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
    const std::span data(reinterpret_cast<const std::byte*>(marker->data), marker->data_length);
    if (is_marked_exif(data)) return exif_orientation(data);
  }
  return 1;
}

/// Inks are stored inverted, 255 is bare paper: so Adobe's programs do, and every program that writes them
/// without Adobe's marker does so too.
void inks_to_rgb(std::span<const std::uint8_t> inks, std::uint8_t* rgb) {
  for (std::size_t i = 0; i + 4 <= inks.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c)
      *rgb++ = static_cast<std::uint8_t>((inks[i + c] * inks[i + 3] + 127) / 255);
}

}  // namespace

core::Image decode_jpeg(std::span<const std::byte> bytes, const std::string& where) {
  JpegDecoder decoder(bytes);
  const auto check = [&](bool done) {
    if (!done) throw core::Error(decoder.reason(), where);
  };
  check(decoder.read_header());
  check_image_size(decoder.width(), decoder.height(), bytes.size(), where);
  const int orientation = decoder.orientation();
  check(decoder.start());

  const bool four_inks = decoder.components() == 4;
  core::Image image(static_cast<int>(decoder.width()), static_cast<int>(decoder.height()),
                    decoder.components() == 1 ? 1 : 3);
  std::vector<std::uint8_t> inks(four_inks ? decoder.width() * 4 : 0);
  for (int y = 0; y < image.height; ++y) {
    check(decoder.read_row(four_inks ? inks.data() : image.at(0, y)));
    if (four_inks) inks_to_rgb(inks, image.at(0, y));
  }
  check(decoder.finish());
  return turned_upright(std::move(image), orientation);
}

}  // namespace io

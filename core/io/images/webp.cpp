#include "core/io/images/webp.h"

#include <cstdint>
#include <memory>
#include <utility>

#include <webp/demux.h>

#include "core/base/error.h"
#include "core/io/images/bgra.h"
#include "core/io/images/exif.h"
#include "core/io/images/limits.h"

namespace io {
namespace {

template <auto kDelete>
struct Delete {
  template <class T>
  void operator()(T* one) const {
    kDelete(one);
  }
};

using Demuxer = std::unique_ptr<WebPDemuxer, Delete<WebPDemuxDelete>>;
using Decoder = std::unique_ptr<WebPAnimDecoder, Delete<WebPAnimDecoderDelete>>;

[[noreturn]] void refuse(const std::string& where) {
  throw core::Error("the WebP is damaged or cut short", where);
}

/// 1 where no EXIF block says otherwise.
int orientation(const WebPDemuxer* file) {
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(file, "EXIF", 1, &chunk) == 0) return 1;
  const std::span exif(chunk.chunk.bytes, chunk.chunk.size);
  const int found = exif_orientation(std::as_bytes(exif));
  WebPDemuxReleaseChunkIterator(&chunk);
  return found;
}

}  // namespace

DecodedImage decode_webp(std::span<const std::byte> bytes, const std::string& where) {
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  // Reads the chunks' heads only: the size is judged before there is memory for a pixel.
  const Demuxer file(WebPDemux(&data));
  if (!file) refuse(where);
  const std::uint32_t width = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_WIDTH);
  const std::uint32_t height = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_HEIGHT);
  check_image_size(width, height, bytes.size(), where);

  WebPAnimDecoderOptions options;
  WebPAnimDecoderOptionsInit(&options);
  options.color_mode = MODE_BGRA;
  const Decoder decoder(WebPAnimDecoderNew(&data, &options));
  std::uint8_t* canvas = nullptr;
  int shown_until = 0;
  if (!decoder || WebPAnimDecoderGetNext(decoder.get(), &canvas, &shown_until) == 0) refuse(where);
  const std::size_t size = std::size_t{width} * height * 4;
  const Bgra frame{static_cast<int>(width), static_cast<int>(height), false, {canvas, canvas + size}};
  DecodedImage decoded = laid_over_white(frame, false);
  decoded.image = turned_upright(std::move(decoded.image), orientation(file.get()));
  return decoded;
}

}  // namespace io

#include "core/io/zip/inflate.h"

#include <array>
#include <new>
#include <utility>

#include <wuffs/wuffs.h>

#include "core/base/hash.h"
#include "core/io/byte_reader.h"

namespace io {
namespace {

constexpr const char* kHint =
    "download or copy the file again; if it stays so, save it again in Python with numpy.savez";

}  // namespace

struct Inflater::Stream {
  explicit Stream(std::span<const std::byte> bytes)
      : decoder(wuffs_deflate__decoder::alloc()),
        // Wuffs reads through a pointer that is not const.
        source(wuffs_base__ptr_u8__reader(
            const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data())), bytes.size(),
            true)) {
    if (decoder == nullptr) throw std::bad_alloc();
  }

  /// How many bytes of `out` it could fill, behind `taken` of earlier ones.
  std::size_t run(std::span<std::byte> out, std::uint64_t taken) {
    // Wuffs adds to the pointer, which must not be null even for no bytes.
    auto* const begin = out.empty() ? work.data() : reinterpret_cast<std::uint8_t*>(out.data());
    wuffs_base__io_buffer target = wuffs_base__ptr_u8__writer(begin, out.size());
    target.meta.pos = taken;  // how matches find what is not in this piece
    // Called again behind its end, the decoder would begin another stream.
    if (!ended()) {
      status = decoder->transform_io(&target, &source, wuffs_base__make_slice_u8(work.data(), work.size()));
      started = true;
    }
    return target.meta.wi;
  }

  bool ended() const { return started && !status.is_suspension(); }

  wuffs_deflate__decoder::unique_ptr decoder;
  wuffs_base__io_buffer source;
  std::array<std::uint8_t, WUFFS_DEFLATE__DECODER_WORKBUF_LEN_MAX_INCL_WORST_CASE> work{};
  wuffs_base__status status = wuffs_base__make_status(nullptr);
  bool started = false;
};

Inflater::Inflater(const ZipEntry& entry, std::string where, std::string name)
    : entry_(entry),
      where_(std::move(where)),
      name_(std::move(name)),
      stream_(std::make_unique<Stream>(entry.data)) {}

Inflater::~Inflater() = default;

void Inflater::fail(const std::string& expected) const {
  refuse_weights(where_, name_, entry_.offset + stream_->source.meta.ri, expected, kHint);
}

void Inflater::take(std::span<std::byte> out) {
  const std::size_t got = stream_->run(out, taken_);
  taken_ += got;
  if (got == out.size()) {
    crc_ = core::crc32(out, crc_);
    return;
  }
  const wuffs_base__status& status = stream_->status;
  if (status.repr == wuffs_deflate__error__truncated_input)
    fail("the rest of a deflate stream, cut off behind " + std::to_string(taken_) + " bytes");
  if (status.is_error()) fail("a deflate stream, not \"" + std::string(status.message()) + "\"");
  fail("a stream of " + std::to_string(entry_.size) + " bytes, as the directory says; it ends after " +
       std::to_string(taken_));
}

void Inflater::finish() {
  stream_->run({}, taken_);
  const wuffs_base__status& status = stream_->status;
  if (status.repr == wuffs_base__suspension__short_write)
    fail("the end of a stream of " + std::to_string(taken_) + " bytes, as the directory says; it goes on");
  if (!status.is_ok()) fail("the end of a deflate stream, not \"" + std::string(status.message()) + "\"");
  if (const std::size_t left = entry_.data.size() - stream_->source.meta.ri; left > 0)
    fail("the end of the entry behind its deflate stream, " + std::to_string(left) + " bytes are left");
  if (crc_ != entry_.crc)
    refuse_weights(where_, name_, entry_.offset, "data with the CRC of the directory", kHint);
}

}  // namespace io

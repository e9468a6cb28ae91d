#include "core/io/animations/gif_writer.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string>
#include <unordered_map>

#include "core/image/resample.h"

namespace io {
namespace {

constexpr int kMostFramesPerSecond = 50;  // two hundredths of a second a frame

struct Colour {
  std::array<std::uint8_t, 3> rgb{};
  std::uint32_t count = 0;
};

/// A box of colours with its longest side.
struct Box {
  std::size_t begin = 0, end = 0;
  int axis = 0;
  int spread = 0;
};

Box measured(const std::vector<Colour>& colours, std::size_t begin, std::size_t end) {
  Box box{begin, end, 0, 0};
  for (int axis = 0; axis < 3; ++axis) {
    const auto [low, high] =
        std::minmax_element(colours.begin() + begin, colours.begin() + end,
                            [axis](const Colour& a, const Colour& b) { return a.rgb[axis] < b.rgb[axis]; });
    const int spread = high->rgb[axis] - low->rgb[axis];
    if (spread > box.spread) box = {begin, end, axis, spread};
  }
  return box;
}

std::vector<Colour> histogram(std::span<const core::Image> pictures) {
  std::vector<std::uint32_t> counts(1 << 15);
  for (const core::Image& picture : pictures) {
    const core::Image rgb = core::to_channels(picture, 3);
    for (std::size_t i = 0; i + 2 < rgb.pixels.size(); i += 3)
      ++counts[(rgb.pixels[i] >> 3) << 10 | (rgb.pixels[i + 1] >> 3) << 5 | rgb.pixels[i + 2] >> 3];
  }
  std::vector<Colour> colours;
  for (std::uint32_t key = 0; key < counts.size(); ++key) {
    const auto widen = [](std::uint32_t five) { return static_cast<std::uint8_t>(five << 3 | five >> 2); };
    if (counts[key])
      colours.push_back({{widen(key >> 10), widen(key >> 5 & 31), widen(key & 31)}, counts[key]});
  }
  return colours;
}

std::array<std::uint8_t, 3> average(const std::vector<Colour>& colours, const Box& box) {
  std::array<double, 3> sum{};
  double count = 0;
  for (std::size_t i = box.begin; i < box.end; ++i) {
    for (int axis = 0; axis < 3; ++axis) sum[axis] += double(colours[i].rgb[axis]) * colours[i].count;
    count += colours[i].count;
  }
  std::array<std::uint8_t, 3> mean{};
  for (int axis = 0; axis < 3; ++axis) mean[axis] = static_cast<std::uint8_t>(std::lround(sum[axis] / count));
  return mean;
}

/// LZW as GIF wants it: codes of growing width, packed low bit first, in blocks of at most 255 bytes.
class LzwEncoder {
 public:
  explicit LzwEncoder(std::vector<std::uint8_t>& out) : out_(out) { emit(kClear); }

  void add(std::uint8_t index) {
    if (prefix_ < 0) {
      prefix_ = index;
      return;
    }
    const std::uint32_t key = static_cast<std::uint32_t>(prefix_) << 8 | index;
    if (const auto found = table_.find(key); found != table_.end()) {
      prefix_ = found->second;
      return;
    }
    emit(prefix_);
    if (next_ < 4096) {
      table_.emplace(key, next_++);
      if (next_ > (1 << width_) && width_ < 12) ++width_;
    } else {
      emit(kClear);
      table_.clear();
      next_ = kEnd + 1;
      width_ = 9;
    }
    prefix_ = index;
  }

  void finish() {
    if (prefix_ >= 0) emit(prefix_);
    emit(kEnd);
    while (bits_ > 0) flush_byte();
    if (!block_.empty()) flush_block();
    out_.push_back(0);
  }

 private:
  static constexpr int kClear = 256, kEnd = 257;

  void emit(int code) {
    pending_ |= static_cast<std::uint32_t>(code) << bits_;
    bits_ += width_;
    while (bits_ >= 8) flush_byte();
  }

  void flush_byte() {
    block_.push_back(static_cast<std::uint8_t>(pending_));
    pending_ >>= 8;
    bits_ = std::max(0, bits_ - 8);
    if (block_.size() == 255) flush_block();
  }

  void flush_block() {
    out_.push_back(static_cast<std::uint8_t>(block_.size()));
    out_.insert(out_.end(), block_.begin(), block_.end());
    block_.clear();
  }

  std::vector<std::uint8_t>& out_;
  std::vector<std::uint8_t> block_;
  std::unordered_map<std::uint32_t, int> table_;
  std::uint32_t pending_ = 0;
  int bits_ = 0, width_ = 9, next_ = kEnd + 1, prefix_ = -1;
};

void put16(std::vector<std::uint8_t>& out, int value) {
  out.push_back(static_cast<std::uint8_t>(value));
  out.push_back(static_cast<std::uint8_t>(value >> 8));
}

}  // namespace

std::vector<std::array<std::uint8_t, 3>> median_cut_palette(std::span<const core::Image> pictures) {
  std::vector<Colour> colours = histogram(pictures);
  if (colours.empty()) return {{0, 0, 0}};
  std::vector<Box> boxes{measured(colours, 0, colours.size())};
  while (boxes.size() < 256) {
    const auto widest = std::max_element(boxes.begin(), boxes.end(),
                                         [](const Box& a, const Box& b) { return a.spread < b.spread; });
    if (widest->spread == 0) break;
    const Box box = *widest;
    std::sort(colours.begin() + box.begin, colours.begin() + box.end,
              [axis = box.axis](const Colour& a, const Colour& b) { return a.rgb[axis] < b.rgb[axis]; });
    std::uint64_t total = 0, half = 0;
    for (std::size_t i = box.begin; i < box.end; ++i) total += colours[i].count;
    std::size_t middle = box.begin + 1;
    for (std::size_t i = box.begin; i + 1 < box.end && (half += colours[i].count) * 2 < total; ++i)
      middle = i + 1;
    middle = std::clamp(middle, box.begin + 1, box.end - 1);
    *widest = measured(colours, box.begin, middle);
    boxes.push_back(measured(colours, middle, box.end));
  }
  std::vector<std::array<std::uint8_t, 3>> palette;
  for (const Box& box : boxes) palette.push_back(average(colours, box));
  return palette;
}

GifWriter::GifWriter(const core::PendingFile& file, int width, int height, int frames_per_second,
                     const std::vector<std::array<std::uint8_t, 3>>& palette, const std::string& comment)
    : file_(file),
      out_(file.temporary(), std::ios::binary),
      width_(width),
      height_(height),
      rate_(std::clamp(frames_per_second, 1, kMostFramesPerSecond)),
      palette_(palette),
      nearest_(1 << 15, -1) {
  std::vector<std::uint8_t> head{'G', 'I', 'F', '8', '9', 'a'};
  put16(head, width);
  put16(head, height);
  head.insert(head.end(), {0xF7, 0, 0});
  for (std::size_t i = 0; i < 256; ++i) {
    const auto rgb = i < palette.size() ? palette[i] : std::array<std::uint8_t, 3>{};
    head.insert(head.end(), rgb.begin(), rgb.end());
  }
  const char loop[] = "\x21\xFF\x0BNETSCAPE2.0\x03\x01\x00\x00";
  head.insert(head.end(), loop, loop + sizeof loop);
  head.insert(head.end(), {0x21, 0xFE});
  for (std::size_t at = 0; at < comment.size(); at += 255) {
    const std::string part = comment.substr(at, 255);
    head.push_back(static_cast<std::uint8_t>(part.size()));
    head.insert(head.end(), part.begin(), part.end());
  }
  head.push_back(0);
  write(head);
}

std::uint8_t GifWriter::index_of(const std::uint8_t* rgb, int x, int y) {
  // Ordered dither by a 4x4 Bayer matrix, +-4 grey levels: hides banding and, unlike error diffusion, does
  // not crawl from frame to frame.
  static constexpr int kBayer[16] = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
  const int offset = (kBayer[(y & 3) * 4 + (x & 3)] - 8) / 2;
  int channel[3];
  for (int c = 0; c < 3; ++c) channel[c] = std::clamp(rgb[c] + offset, 0, 255);
  std::int16_t& known =
      nearest_[static_cast<std::size_t>((channel[0] >> 3) << 10 | (channel[1] >> 3) << 5 | channel[2] >> 3)];
  if (known >= 0) return static_cast<std::uint8_t>(known);
  int best = 0, best_distance = 1 << 30;
  for (std::size_t i = 0; i < palette_.size(); ++i) {
    int distance = 0;
    for (int c = 0; c < 3; ++c) {
      const int difference = ((channel[c] & ~7) + 4) - palette_[i][c];
      distance += difference * difference;
    }
    if (distance < best_distance) best = static_cast<int>(i), best_distance = distance;
  }
  known = static_cast<std::int16_t>(best);
  return static_cast<std::uint8_t>(best);
}

void GifWriter::add(const core::Image& frame) {
  const core::Image rgb = core::to_channels(frame, 3);
  std::vector<std::uint8_t> out{0x21, 0xF9, 4, 0};
  const auto hundredths = [this](std::int64_t frames) { return (200 * frames + rate_) / (2 * rate_); };
  put16(out, static_cast<int>(hundredths(frames_ + 1) - hundredths(frames_)));
  ++frames_;
  out.insert(out.end(), {0, 0, 0x2C, 0, 0, 0, 0});
  put16(out, width_);
  put16(out, height_);
  out.insert(out.end(), {0, 8});
  LzwEncoder encoder(out);
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < width_; ++x) encoder.add(index_of(rgb.at(x, y), x, y));
  encoder.finish();
  write(out);
}

void GifWriter::finish() {
  write({0x3B});
}

/// Flushed at once: errno still tells then why the disk refused.
void GifWriter::write(const std::vector<std::uint8_t>& bytes) {
  errno = 0;
  out_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out_.flush()) throw core::file_error("could not write the file", errno, file_.path());
}

}  // namespace io

#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <vector>

#include "core/io/animations/animation_writer.h"

namespace io {

/// 256 colours chosen for a set of pictures by median cut over a 5-bit histogram; fewer where the pictures
/// have fewer.
std::vector<std::array<std::uint8_t, 3>> median_cut_palette(std::span<const core::Image> pictures);

/// An endlessly looping GIF89a with one palette for the whole clip, written frame by frame into a pending
/// file, which outlives the writer. Throws core::Error when the disk refuses.
class GifWriter : public AnimationWriter {
 public:
  /// Frames of width x height at 1 to 50 a second. A frame lasts whole hundredths of a second;
  /// what is rounded off one goes to the next, so that the clip lasts as long as it should.
  GifWriter(const core::PendingFile& file, int width, int height, int frames_per_second,
            const std::vector<std::array<std::uint8_t, 3>>& palette, const std::string& comment);
  void add(const core::Image& frame) override;
  void finish() override;

 private:
  std::uint8_t index_of(const std::uint8_t* rgb, int x, int y);
  void write(const std::vector<std::uint8_t>& bytes);

  const core::PendingFile& file_;
  std::ofstream out_;
  int width_, height_;
  std::int64_t rate_, frames_ = 0;
  std::vector<std::array<std::uint8_t, 3>> palette_;
  std::vector<std::int16_t> nearest_;  // palette index by 15-bit colour, -1 = not looked up yet
};

}  // namespace io

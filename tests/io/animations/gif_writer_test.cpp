#include "core/io/animations/gif_writer.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/atomic_file.h"
#include "tests/io/temporary_folder.h"

namespace {

/// Reads a GIF block by block, each byte as GIF89a has it.
class GifReader {
 public:
  explicit GifReader(const std::vector<std::byte>& bytes) : bytes_(bytes) {}

  int byte() { return std::to_integer<int>(bytes_.at(at_++)); }

  int word() {
    const int low = byte();
    return low | byte() << 8;
  }

  std::string text(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>(byte());
    return text;
  }

  /// Sub-blocks up to the empty one, joined.
  std::string blocks() {
    std::string joined;
    while (const int count = byte()) joined += text(count);
    return joined;
  }

  bool at_end() const { return at_ == bytes_.size(); }

 private:
  const std::vector<std::byte>& bytes_;
  std::size_t at_ = 0;
};

constexpr int kWidth = 6, kHeight = 4;

std::vector<std::byte> written(int rate, int frames, const std::string& comment) {
  const tests::TemporaryFolder folder("gif");
  core::PendingFile file(folder / "clip.gif");
  io::GifWriter writer(file, kWidth, kHeight, rate, {{10, 20, 30}, {200, 210, 220}}, comment);
  for (int i = 0; i < frames; ++i) writer.add(core::Image(kWidth, kHeight, 3, i % 2 == 0 ? 20 : 210));
  writer.finish();
  file.commit();
  return core::read_file(folder / "clip.gif");
}

void check_head(GifReader& gif, const std::string& comment) {
  CHECK(gif.text(6) == "GIF89a");
  CHECK(gif.word() == kWidth);
  CHECK(gif.word() == kHeight);
  CHECK(gif.byte() == 0xF7);  // a table of 256 colours of 8 bits
  CHECK(gif.byte() == 0);     // background
  CHECK(gif.byte() == 0);     // pixels are square
  CHECK(gif.text(6) == "\x0A\x14\x1E\xC8\xD2\xDC");
  CHECK(gif.text(254 * 3) == std::string(254 * 3, '\0'));
  CHECK(gif.word() == 0xFF21);
  CHECK(gif.text(gif.byte()) == "NETSCAPE2.0");
  CHECK(gif.blocks() == std::string("\x01\0\0", 3));  // repeats for ever
  CHECK(gif.word() == 0xFE21);
  CHECK(gif.blocks() == comment);
}

void check_frame(GifReader& gif, int hundredths) {
  CHECK(gif.word() == 0xF921);
  CHECK(gif.byte() == 4);
  CHECK(gif.byte() == 0);  // no colour is transparent, no disposal
  CHECK(gif.word() == hundredths);
  gif.byte();              // the transparent colour, if there were one
  CHECK(gif.byte() == 0);  // the block's end
  CHECK(gif.byte() == 0x2C);
  CHECK(gif.word() == 0);
  CHECK(gif.word() == 0);
  CHECK(gif.word() == kWidth);
  CHECK(gif.word() == kHeight);
  CHECK(gif.byte() == 0);  // no table of its own, not interlaced
  CHECK(gif.byte() == 8);  // bits of a colour's number
  CHECK(gif.blocks().size() > 3);
}

}  // namespace

TEST_CASE("a GIF has every block where its format wants it, a comment of any length, and loops") {
  for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{255}, std::size_t{600}}) {
    CAPTURE(length);
    const std::string comment(length, 'x');
    const std::vector<std::byte> bytes = written(25, 3, comment);
    GifReader gif(bytes);
    check_head(gif, comment);
    for (int i = 0; i < 3; ++i) check_frame(gif, 4);
    CHECK(gif.byte() == 0x3B);
    CHECK(gif.at_end());
  }
}

TEST_CASE("what is rounded off one frame of a GIF goes to the next") {
  const std::vector<std::byte> bytes = written(30, 3, "");
  GifReader gif(bytes);
  check_head(gif, "");
  for (const int hundredths : {3, 4, 3}) check_frame(gif, hundredths);
}

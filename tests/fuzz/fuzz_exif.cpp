#include "core/io/images/exif.h"
#include "tests/fuzz/reader_target.h"

namespace {

/// Upright again: a picture of the same pixels, with its sides swapped where the camera lay on its side.
void check_turned(int orientation) {
  if (orientation < 1 || orientation > 8) tests::finding("an orientation that there is not");
  const core::Image turned = io::turned_upright(core::Image(3, 2, 1), orientation);
  const bool lying = orientation >= 5;
  if (turned.width != (lying ? 2 : 3) || turned.height != (lying ? 3 : 2))
    tests::finding("a turned picture of another size");
}

bool lies_inside(std::span<const std::byte> piece, std::span<const std::byte> file) {
  return piece.empty() ||
         (piece.data() >= file.data() && piece.data() + piece.size() <= file.data() + file.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = tests::bytes_of(data, size);
  tests::run_reader(size, [&] {
    check_turned(io::exif_orientation(file));
    const auto block = io::exif_in_png(file);
    if (!lies_inside(block, file)) tests::finding("an EXIF block outside its file");
    check_turned(io::exif_orientation(block));
  });
  return 0;
}

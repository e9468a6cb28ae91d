#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/sources/packed_file.h"
#include "tests/io/images/image_bytes.h"
#include "tests/io/temporary_folder.h"

namespace fs = std::filesystem;
using tests::TemporaryFolder;

namespace {

io::PackedImages some_images(int channels = 3) {
  io::PackedImages images;
  images.size = 2;
  images.channels = channels;
  for (int i = 0; i < 3; ++i) {
    core::Image image(2, 2, channels);
    for (std::size_t p = 0; p < image.pixels.size(); ++p)
      image.pixels[p] = static_cast<std::uint8_t>(i * 50 + p);
    images.append(image, "class/\xC3\xBC " + std::to_string(i) + ".png");
  }
  images.skipped = {"bad.jpg: the file is empty"};
  images.sha256 = io::content_sha256(images);
  return images;
}

/// Whether the bytes, written as a file, are refused.
bool refused(const fs::path& file, const tests::Bytes& bytes) {
  tests::write_bytes(file, bytes);
  try {
    io::read_packed(file);
  } catch (const core::Error& error) {
    CHECK(error.where() == file.string());
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("images come out as they went in, and other shapes stay out") {
  io::PackedImages images;
  images.size = 2;
  core::Image image(2, 2, 3);
  for (std::size_t i = 0; i < 12; ++i) image.pixels[i] = static_cast<std::uint8_t>(i);
  images.append(image, "a");
  CHECK(images.image(0) == image);
  CHECK(images.pixels[1] == 3);
  images.append(core::Image(2, 2, 1, 9), "grey");
  CHECK(images.image(1) == core::Image(2, 2, 3, 9));
  CHECK_THROWS_AS(images.append(core::Image(3, 2, 3), "wide"), core::Error);
  CHECK_THROWS_AS(images.image(2), core::Error);
  CHECK_THROWS_AS(images.image(-1), core::Error);
}

TEST_CASE("the hash changes with pixels and shape, not with names") {
  const io::PackedImages images = some_images();
  io::PackedImages renamed = images, changed = images, reshaped = images;
  renamed.names[0] = "other";
  changed.pixels[5] ^= 1;
  reshaped.channels = 1;
  CHECK(images.sha256.size() == 64);
  CHECK(io::content_sha256(renamed) == images.sha256);
  CHECK(io::content_sha256(changed) != images.sha256);
  CHECK(io::content_sha256(reshaped) != images.sha256);
}

TEST_CASE("images of up to 1024 pixels a side are packed, larger ones are not") {
  const TemporaryFolder folder("packed-large");
  for (const int size : {1024, 1025}) {
    CAPTURE(size);
    io::PackedImages images;
    images.size = size;
    images.channels = 1;
    images.append(core::Image(size, size, 1, 7), "a");
    images.sha256 = io::content_sha256(images);
    if (size > 1024) {
      CHECK_THROWS_AS(io::write_packed(images, folder / "a"), core::Error);
      continue;
    }
    io::write_packed(images, folder / "a");
    CHECK(io::read_packed(folder / "a").pixels == images.pixels);
  }
}

TEST_CASE("a packed file keeps pixels, names, skipped lines and hash") {
  const TemporaryFolder folder("packed");
  for (const int channels : {1, 3}) {
    const io::PackedImages images = some_images(channels);
    io::write_packed(images, folder / "faces.pack");
    const io::PackedImages read = io::read_packed(folder / "faces.pack");
    CHECK(read.size == 2);
    CHECK(read.channels == channels);
    CHECK(read.pixels == images.pixels);
    CHECK(read.names == images.names);
    CHECK(read.skipped == images.skipped);
    CHECK(read.sha256 == images.sha256);
  }
}

TEST_CASE("a packed file is known by its first bytes") {
  const TemporaryFolder folder("magic");
  io::write_packed(some_images(), folder / "faces");
  core::write_file_atomically(folder / "short", "GANSPA");
  core::write_file_atomically(folder / "other", "GANSPECK and more");
  CHECK(io::is_packed(folder / "faces"));
  CHECK(!io::is_packed(folder / "short"));
  CHECK(!io::is_packed(folder / "other"));
  CHECK(!io::is_packed(folder / "missing"));
  CHECK(!io::is_packed(folder.path()));
}

TEST_CASE("a packed file cut at any length or made longer is refused") {
  const TemporaryFolder folder("cut");
  io::write_packed(some_images(), folder / "whole");
  tests::Bytes bytes = core::read_file(folder / "whole");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(refused(folder / "cut", {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
  }
  bytes.push_back(std::byte{0});
  CHECK(refused(folder / "longer", bytes));
}

TEST_CASE("any flipped byte of a packed file is noticed") {
  const TemporaryFolder folder("flip");
  io::write_packed(some_images(), folder / "whole");
  const tests::Bytes bytes = core::read_file(folder / "whole");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int flip : {0x01, 0x80}) {
      tests::Bytes flipped = bytes;
      flipped[at] ^= static_cast<std::byte>(flip);
      CAPTURE(at);
      CHECK(refused(folder / "flipped", flipped));
    }
  }
}

TEST_CASE("images whose sizes do not agree are not packed") {
  const TemporaryFolder folder("wrong");
  io::PackedImages images = some_images();
  images.pixels.pop_back();
  CHECK_THROWS_AS(io::write_packed(images, folder / "a"), core::Error);
  CHECK_THROWS_AS(io::write_packed({}, folder / "a"), core::Error);
  CHECK_THROWS_AS(io::write_packed(some_images(), folder / "missing/a"), core::Error);
  CHECK_THROWS_AS(io::read_packed(folder / "a"), core::Error);
  CHECK_THROWS_AS(io::read_packed(folder.path()), core::Error);
  CHECK(fs::is_empty(folder.path()));
}

#include "core/tasks/data/user_files.h"

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/sources/packed_file.h"
#include "tests/core/temporary_folder.h"

namespace {

using Lines = std::vector<std::string>;

void put(const std::filesystem::path& file, int side) {
  core::Image image(side, side, 3, 9);
  image.at(0, 0)[0] = 200;
  core::write_file_atomically(file, core::encode_png(image));
}

}  // namespace

TEST_CASE("images that cannot be read are left out with a line each, and others take their places") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.jpg", "<!DOCTYPE html>");
  put(folder / "b.png", 8);
  put(folder / "c.png", 1);
  put(folder / "d.png", 8);
  put(folder / "e.png", 8);
  const tasks::ReadImages read = tasks::read_images(folder.path(), 2, 8, 1);
  REQUIRE(read.images.size() == 2);
  CHECK(read.images[0].name == "b.png");
  CHECK(read.images[1].name == "d.png");
  CHECK(read.images[1].image.channels == 1);
  CHECK(read.notes == Lines{"left out a.jpg: this is no JPEG, PNG, GIF, BMP, WebP or PNM image",
                            "left out c.png: the image is too small: 1 x 1 pixels"});
}

TEST_CASE("a folder of which no image can be read, and a figure's image that cannot, are errors") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.jpg", "");
  CHECK_THROWS_WITH_AS(tasks::read_images(folder.path(), 2, 8, 3),
                       doctest::Contains("a.jpg: the file is empty"), core::Error);
  put(folder / "b.png", 8);
  CHECK(tasks::read_images(folder.path(), {"b.png"}, 8, 3).size() == 1);
  CHECK_THROWS_WITH_AS(tasks::read_images(folder.path(), {"b.png", "a.jpg"}, 8, 3),
                       doctest::Contains("is empty"), core::Error);
}

TEST_CASE("packing a folder counts what is no image apart from what could not be read") {
  const TemporaryFolder folder;
  core::make_folder(folder / "set");
  put(folder / "set/a.png", 16);
  put(folder / "set/b.png", 16);
  for (const char* junk : {"set/labels.csv", "set/.DS_Store", "set/Thumbs.db"})
    core::write_file_atomically(folder / junk, "text");
  core::write_file_atomically(folder / "set/zero.png", "");
  const tasks::PackReport packed = tasks::pack_folder(folder / "set", folder / "set.pack", 16, 3, {});
  CHECK(packed.count == 2);
  CHECK(packed.skipped == Lines{"zero.png: the file is empty"});
  CHECK(packed.others == 3);
  CHECK(packed.warnings == Lines{"the images are all the same: 2 times a.png"});
}

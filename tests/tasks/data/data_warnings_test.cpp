#include "core/tasks/data/data_warnings.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/io/images/decoded.h"

namespace {

using Lines = std::vector<std::string>;

/// `count` images of 4 x 4 pixels: of one level each, or with a pixel that differs.
io::PackedImages images_of(int count, bool flat) {
  io::PackedImages images;
  images.size = 4;
  for (int i = 0; i < count; ++i) {
    core::Image image(4, 4, 3, static_cast<std::uint8_t>(i));
    if (!flat) image.at(1, 1)[2] = 200;
    images.append(image, std::to_string(i) + ".png");
  }
  return images;
}

core::TrainOptions batch_of(int batch) {
  core::TrainOptions options;
  options.batch = batch;
  options.data = "faces";
  return options;
}

}  // namespace

TEST_CASE("images that are sound are not warned of") {
  CHECK(tasks::training_warnings(images_of(64, false), batch_of(64)).empty());
}

TEST_CASE("what was left out is one line with the kinds, their numbers and the first reason") {
  io::PackedImages images = images_of(10, false);
  images.others = 7;
  CHECK(tasks::left_out_line(images).empty());
  images.skipped = {"a.tif: TIFF images are not read", "b.png: the file is empty",
                    "c.tif: TIFF images are not read", "d.heic: HEIC images are not read"};
  CHECK(
      tasks::training_warnings(images, batch_of(2)) ==
      Lines{
          "image files left out: 4 of 14 (2 TIFF, 1 HEIC, 1 unreadable), the first is a.tif: TIFF images are "
          "not read; files that are no images: 7"});
}

TEST_CASE("fewer images than a batch, flat ones and copies of one are warned of") {
  CHECK(tasks::training_warnings(images_of(3, false), batch_of(64)) ==
        Lines{"fewer images than a step takes, 3 of 64: every step shows the same ones, which the nets will "
              "know by "
              "heart"});
  CHECK(tasks::training_warnings(images_of(64, true), batch_of(64)) ==
        Lines{"images of one flat colour, from which nothing can be learned: 64 of 64"});
  io::PackedImages few_flat = images_of(40, false);
  few_flat.append(core::Image(4, 4, 3, 7), "flat.png");
  CHECK(tasks::image_warnings(few_flat).empty());
  io::PackedImages same = images_of(1, false);
  same.append(same.image(0), "again.png");
  CHECK(tasks::image_warnings(same) == Lines{"the images are all the same: 2 times 0.png"});
}

TEST_CASE("remarks are told with the first image and the number of the others") {
  io::PackedImages images = images_of(4, false);
  images.note(io::remark::kTwelveBits, "0.png");
  images.note(io::remark::kTransparent, "1.png");
  images.note(io::remark::kTwelveBits, "2.png");
  images.note("", "3.png");
  CHECK(tasks::image_warnings(images) == Lines{"0.png and 1 more: " + std::string(io::remark::kTwelveBits),
                                               "1.png: " + std::string(io::remark::kTransparent)});
}

TEST_CASE("above a share of unreadable image files no run begins, and the advice is enough") {
  io::PackedImages images = images_of(8, false);
  core::TrainOptions options = batch_of(2);
  CHECK_NOTHROW(tasks::require_readable(images, options));
  images.skipped = {"a.png: the file is empty", "b.png: the file is empty"};
  CHECK_NOTHROW(tasks::require_readable(images, options));  // 2 of 10
  images.skipped.push_back("c.png: the file is empty");
  CHECK_THROWS_WITH_AS(
      tasks::require_readable(images, options),
      "too many of the image files cannot be used, 3 of 11 (3 unreadable): faces (convert or remove "
      "them, or allow them with --max-bad 0.28; the first is a.png: the file is empty)",
      core::Error);
  options.max_bad = 0.28;
  CHECK_NOTHROW(tasks::require_readable(images, options));
}

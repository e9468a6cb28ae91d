#include <doctest/doctest.h>

#include <algorithm>
#include <stop_token>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/image/resample.h"
#include "core/io/sources/find_images.h"
#include "core/io/sources/folder_source.h"
#include "tests/io/images/image_bytes.h"
#include "tests/io/temporary_folder.h"

namespace fs = std::filesystem;
using core::Image;
using tests::TemporaryFolder;

namespace {

/// A plain square of one grey level.
Image plain(int side, int level, int channels = 3) {
  return {side, side, channels, static_cast<std::uint8_t>(level)};
}

void put(const fs::path& file, const Image& image) {
  fs::create_directories(file.parent_path());
  tests::write_bytes(file, core::encode_png(image));
}

std::vector<std::string> names_of(const fs::path& folder, std::size_t limit = SIZE_MAX) {
  std::vector<std::string> names;
  for (const fs::path& file : io::find_images(folder, limit).files)
    names.push_back(file.lexically_relative(folder).generic_string());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("images are found in nested folders, sorted by relative path, whatever their spelling") {
  const TemporaryFolder folder("find");
  for (const char* name : {"b/2.png", "b/10.PNG", "a.jpg", "c/d/e/\xC3\xBC\xE7\x94\xBB \xF0\x9F\x98\x80.webp",
                           "z.bmp", "b.gif", "B.jpeg"}) {
    put(folder / name, plain(2, 1));
  }
  const Names sorted = {"B.jpeg",   "a.jpg",   "b.gif",
                        "b/10.PNG", "b/2.png", "c/d/e/\xC3\xBC\xE7\x94\xBB \xF0\x9F\x98\x80.webp",
                        "z.bmp"};
  CHECK(names_of(folder.path()) == sorted);
  CHECK(names_of(folder.path() / "") == sorted);
  CHECK(names_of(folder.path(), 2) == Names{"B.jpeg", "a.jpg"});
}

TEST_CASE(
    "a file that begins like an image is one whatever it is called, and one that is called so whatever it "
    "holds") {
  const TemporaryFolder folder("kinds");
  put(folder / "image.png", plain(2, 1));
  put(folder / "._image.png", plain(2, 1));
  put(folder / ".thumbnails/t.png", plain(2, 1));
  put(folder / "bare", plain(2, 1));
  put(folder / "image.dat", plain(2, 1));
  put(folder / "photo.jpg_large", plain(2, 1));
  put(folder / "wget.jpg.1", plain(2, 1));
  core::write_file_atomically(folder / "save.jfif", "");
  core::write_file_atomically(folder / "scan.TIF", "");
  core::write_file_atomically(folder / "scan", std::string("II*\0\x08\0\0\0", 8));
  core::write_file_atomically(folder / "Thumbs.db", "\xD0\xCF\x11\xE0");
  core::write_file_atomically(folder / "bmi.txt", "BMI, weight and height of 200 people");
  core::write_file_atomically(folder / "README", "text");
  core::write_file_atomically(folder / "labels.csv", "text");
  fs::create_directories(folder / "folder.png");
  CHECK(names_of(folder.path()) == Names{"bare", "image.dat", "image.png", "photo.jpg_large", "save.jfif",
                                         "scan", "scan.TIF", "wget.jpg.1"});
  // README, labels.csv, Thumbs.db, bmi.txt, ._image.png; a hidden folder is not looked into
  CHECK(io::find_images(folder.path()).others == 5);
}

TEST_CASE("linked folders and files are followed, links in circles and into the folder itself are not") {
  const TemporaryFolder folder("links"), elsewhere("elsewhere");
  put(elsewhere / "cats/1.png", plain(2, 1));
  put(elsewhere / "cats/kittens/2.png", plain(2, 1));
  fs::create_directory_symlink(elsewhere.path(), elsewhere / "cats/kittens/up");
  fs::create_directory_symlink(folder.path(), elsewhere / "cats/back");
  put(folder / "a/1.png", plain(2, 1));
  fs::create_directory_symlink(folder.path(), folder / "a/up");
  fs::create_directory_symlink(folder / "a", folder / "again");
  fs::create_directory_symlink(elsewhere / "cats", folder / "cats");
  fs::create_directory_symlink(elsewhere / "cats", folder / "dogs");
  fs::create_directory_symlink(folder / "self", folder / "self");
  fs::create_symlink(folder / "a/1.png", folder / "linked.png");
  const Names all = names_of(folder.path());
  for (const char* name : {"a/1.png", "linked.png", "cats/1.png", "cats/kittens/2.png", "dogs/1.png"})
    CHECK(std::count(all.begin(), all.end(), name) == 1);
  // "up" leads to a folder that holds the one it lies in; that one is not entered a second time.
  CHECK(all.size() == 6);
  CHECK(names_of(folder / "cats") == names_of(elsewhere / "cats"));
}

TEST_CASE("a link to an image that is gone is an image that cannot be read") {
  const TemporaryFolder folder("lost");
  put(folder / "a.png", plain(4, 9));
  fs::create_symlink(folder / "nowhere.png", folder / "b.png");
  fs::create_symlink(folder / "nowhere.txt", folder / "c.txt");
  const io::PackedImages images = io::load_folder(folder.path(), 4, 3, {});
  CHECK(images.names == Names{"a.png"});
  REQUIRE(images.skipped.size() == 1);
  CHECK(images.skipped[0].starts_with("b.png: could not open the file"));
  CHECK(images.others == 1);
}

TEST_CASE("a picture too small to show anything is as useless as a narrow one") {
  const TemporaryFolder folder("small");
  put(folder / "dot.png", plain(1, 9));
  put(folder / "four.png", plain(4, 9));
  put(folder / "strip.png", Image(1, 5000, 3));
  const io::PackedImages at_64 = io::load_folder(folder.path(), 64, 3, {});
  CHECK(at_64.names == Names{"four.png"});
  CHECK(at_64.skipped == Names{"dot.png: the image is too small: 1 x 1 pixels",
                               "strip.png: the image is too narrow: 1 x 5000 pixels"});
  CHECK_THROWS_WITH_AS(io::load_folder(folder.path(), 128, 3, {}), doctest::Contains("too small: 1 x 1"),
                       core::Error);
}

TEST_CASE("odd images are counted by what is odd about them") {
  const TemporaryFolder folder("odd");
  const tests::Bytes clear = tests::png_bytes(2, 2, std::vector<std::uint8_t>(16), {.colour_type = 6});
  core::write_file_atomically(folder / "b.png", clear);
  core::write_file_atomically(folder / "c.png", clear);
  put(folder / "a.png", plain(2, 9));
  const io::PackedImages images = io::load_folder(folder.path(), 2, 3, {});
  CHECK(images.image(1) == plain(2, 255));
  REQUIRE(images.remarks.size() == 1);
  CHECK(images.remarks[0].text == io::remark::kTransparent);
  CHECK(images.remarks[0].first == "b.png");
  CHECK(images.remarks[0].count == 2);
}

TEST_CASE("a missing folder, a file and a folder without images are errors that say so") {
  const TemporaryFolder folder("none");
  core::write_file_atomically(folder / "notes.txt", "text");
  CHECK_THROWS_WITH_AS(io::find_images(folder / "missing"), doctest::Contains("no such folder"), core::Error);
  CHECK_THROWS_WITH_AS(io::find_images(folder / "notes.txt"), doctest::Contains("no folder"), core::Error);
  CHECK_THROWS_WITH_AS(io::find_images(folder.path()), doctest::Contains("no images"), core::Error);
}

TEST_CASE("a folder becomes centre squares in planes, in the order of the names") {
  const TemporaryFolder folder("load");
  Image wide(12, 4, 3);  // a red, a green and a blue square side by side
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 12; ++x) wide.at(x, y)[x / 4] = 200;
  }
  put(folder / "1 wide.png", wide);
  put(folder / "2 grey.png", plain(8, 77, 1));
  const io::PackedImages images = io::load_folder(folder.path(), 4, 3, {});
  CHECK(images.size == 4);
  CHECK(images.names == Names{"1 wide.png", "2 grey.png"});
  CHECK(images.skipped.empty());
  REQUIRE(images.pixels.size() == 2 * 3 * 16);
  CHECK(std::count(images.pixels.begin(), images.pixels.begin() + 16, 0) == 16);
  CHECK(std::count(images.pixels.begin() + 16, images.pixels.begin() + 32, 200) == 16);
  CHECK(images.image(0) == core::centre_square(wide, 4));
  CHECK(images.image(1) == plain(4, 77));
  CHECK(images.sha256 == io::content_sha256(images));
  CHECK(io::load_folder(folder.path(), 4, 1, {}).image(1) == plain(4, 77, 1));
}

TEST_CASE("unreadable files are listed with their reasons and leave no gap, even when they are most") {
  const TemporaryFolder folder("skip");
  tests::Bytes cut = core::encode_png(plain(16, 9));
  cut.resize(cut.size() / 2);
  put(folder / "a.png", plain(4, 10));
  core::write_file_atomically(folder / "b.jpg", cut);
  core::write_file_atomically(folder / "c.png", "");
  core::write_file_atomically(folder / "d.gif", "no image at all");
  put(folder / "e.png", Image(130, 2, 3));
  put(folder / "f.jpg", plain(4, 60));
  const io::PackedImages images = io::load_folder(folder.path(), 4, 3, {});
  CHECK(images.names == Names{"a.png", "f.jpg"});
  CHECK(images.image(0) == plain(4, 10));
  CHECK(images.image(1) == plain(4, 60));
  REQUIRE(images.skipped.size() == 4);
  CHECK(images.skipped[0] == "b.jpg: the PNG is damaged or cut short: truncated input");
  CHECK(images.skipped[1] == "c.png: the file is empty");
  CHECK(images.skipped[2] == "d.gif: this is no JPEG, PNG, GIF, BMP, WebP or PNM image");
  CHECK(images.skipped[3] == "e.png: the image is too narrow: 130 x 2 pixels");
}

TEST_CASE("a folder of unreadable files only is an error that names the first reason") {
  const TemporaryFolder folder("bad");
  core::write_file_atomically(folder / "a.png", "");
  core::write_file_atomically(folder / "b.png", "x");
  core::write_file_atomically(folder / "c.dat", std::string("II*\0\x08\0\0\0", 8));
  CHECK_THROWS_WITH_AS(io::load_folder(folder.path(), 4, 3, {}),
                       doctest::Contains("a.png: the file is empty"), core::Error);
  CHECK_THROWS_WITH_AS(io::load_folder(folder.path(), 4, 3, {}),
                       doctest::Contains("can be used (1 TIFF, 2 unreadable)"), core::Error);
}

TEST_CASE("many files on two threads give the same bytes every time") {
  const TemporaryFolder folder("many");
  for (int i = 0; i < 60; ++i) put(folder / (std::to_string(i) + ".png"), plain(2 + i % 7, i));
  const io::PackedImages first = io::load_folder(folder.path(), 5, 1, {});
  REQUIRE(first.count() == 60);
  for (int i = 0; i < 60; ++i) {
    CHECK(first.image(i) == plain(5, std::stoi(first.names[static_cast<std::size_t>(i)]), 1));
  }
  for (int run = 0; run < 3; ++run) {
    const io::PackedImages again = io::load_folder(folder.path(), 5, 1, {});
    CHECK(again.pixels == first.pixels);
    CHECK(again.names == first.names);
    CHECK(again.sha256 == first.sha256);
  }
  CHECK(io::load_folder(folder.path(), 5, 1, {}, 7).count() == 7);
}

TEST_CASE("progress rises to the total and a stop ends the loading") {
  const TemporaryFolder folder("progress");
  for (int i = 0; i < 20; ++i) put(folder / (std::to_string(i) + ".png"), plain(2, i));
  std::int64_t last = -1;
  core::Progress progress;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view unit) {
    CHECK(done >= last);
    CHECK(total == 20);
    CHECK(unit == "images");
    last = done;
  };
  io::load_folder(folder.path(), 2, 3, progress);
  CHECK(last == 20);

  std::stop_source stop;
  progress.stop = stop.get_token();
  progress.report = [&](std::int64_t, std::int64_t, std::string_view) { stop.request_stop(); };
  CHECK_THROWS_AS(io::load_folder(folder.path(), 2, 3, progress), core::Cancelled);
}

TEST_CASE("a stop is heard between two images, not only behind the many that are decoded at a time") {
  const TemporaryFolder folder("stop-between");
  constexpr int kImages = 40;
  for (int i = 0; i < kImages; ++i) put(folder / (std::to_string(i) + ".png"), plain(64, i));
  // The other thread may have decoded all the rest by the first report, but not every time.
  bool heard = false;
  for (int attempt = 0; attempt < 20 && !heard; ++attempt) {
    std::stop_source stop;
    std::int64_t last = 0;
    core::Progress progress;
    progress.stop = stop.get_token();
    progress.report = [&](std::int64_t done, std::int64_t, std::string_view) {
      last = done;
      if (done > 0) stop.request_stop();
    };
    CHECK_THROWS_AS(io::load_folder(folder.path(), 64, 3, progress), core::Cancelled);
    heard = last < kImages;
  }
  CHECK(heard);
}

TEST_CASE("illegal sizes and channel counts are usage errors") {
  const TemporaryFolder folder("usage");
  put(folder / "a.png", plain(2, 1));
  for (const int size : {0, -1, 1025})
    CHECK_THROWS_AS(io::load_folder(folder.path(), size, 3, {}), core::UsageError);
  for (const int channels : {0, 2, 4})
    CHECK_THROWS_AS(io::load_folder(folder.path(), 4, channels, {}), core::UsageError);
}

TEST_CASE("a folder that is removed while it is read is a failure, not a set of what was read before") {
  const TemporaryFolder folder("gone");
  for (int i = 0; i < 200; ++i) put(folder / ("data/" + std::to_string(i) + ".png"), plain(2, 1));
  core::Progress progress;
  progress.report = [&](std::int64_t done, std::int64_t, std::string_view) {
    if (done == 64) fs::remove_all(folder / "data");
  };
  CHECK_THROWS_WITH_AS(io::load_folder(folder / "data", 2, 3, progress), doctest::Contains("went away"),
                       core::Error);
}

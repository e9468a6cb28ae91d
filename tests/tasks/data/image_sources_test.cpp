#include "core/tasks/data/image_sources.h"

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/sources/packed_file.h"
#include "core/run/option_table.h"
#include "core/tasks/data/training_data.h"
#include "tests/core/temporary_folder.h"

namespace {

constexpr io::ImageShape kShape{16, 3};
constexpr int kImages = 5;

/// A place of every kind, in the order of the table, with kImages images of kShape.
std::vector<std::string> places(const TemporaryFolder& folder) {
  const std::string images = (folder / "images").string(), packed = (folder / "packed").string();
  core::make_folder(images);
  const io::PackedImages scenes = tasks::open_images("rooms", kImages)->load(kShape, {});
  for (int i = 0; i < kImages; ++i)
    core::write_file_atomically(folder / ("images/" + std::to_string(i) + ".png"),
                                core::encode_png(scenes.image(i)));
  io::write_packed(scenes, packed);
  return {"rooms", packed, images};
}

/// What for_each gives, put together.
io::PackedImages gone_through(const io::ImageSource& source) {
  io::PackedImages all;
  all.size = kShape.size;
  all.channels = kShape.channels;
  source.for_each(
      kShape,
      [&](const io::DecodedImage& decoded, std::string name) { all.append(decoded.image, std::move(name)); },
      [&](std::string reason) { all.skipped.push_back(std::move(reason)); }, {});
  return all;
}

}  // namespace

TEST_CASE("images of every kind of source come one by one as they come all at once, and are counted before") {
  const TemporaryFolder folder;
  const std::vector<std::string> all = places(folder);
  REQUIRE(all.size() == tasks::image_source_kinds().size());
  const std::string sha256 = tasks::open_images("rooms", kImages)->load(kShape, {}).sha256;
  for (std::size_t kind = 0; kind < all.size(); ++kind) {
    CAPTURE(all[kind]);
    CHECK(tasks::image_source_kinds()[kind].is(all[kind]));
    const auto source = tasks::open_images(all[kind], kImages);
    CHECK(source->where() == all[kind]);
    CHECK(source->extent().images == kImages);
    const io::PackedImages loaded = source->load(kShape, {}), each = gone_through(*source);
    CHECK(loaded.sha256 == sha256);
    CHECK(each.pixels == loaded.pixels);
    CHECK(each.names == loaded.names);
    CHECK(each.skipped == loaded.skipped);
  }
}

TEST_CASE("what a folder cannot read and what a packed file left out are told one by one too") {
  const TemporaryFolder folder;
  const std::string images = places(folder).back();
  core::write_file_atomically(folder / "images/broken.jpg", "nothing");
  const io::PackedImages each = gone_through(*tasks::open_images(images, 1));
  CHECK(each.count() == kImages);
  REQUIRE(each.skipped.size() == 1);
  CHECK(each.skipped.front().starts_with("broken.jpg: "));
  io::write_packed(each, folder / "again");
  CHECK(gone_through(*tasks::open_images((folder / "again").string(), 1)).skipped == each.skipped);
}

TEST_CASE("a packed file whose pixels were changed is refused after its last image") {
  const TemporaryFolder folder;
  const std::string packed = places(folder)[1];
  std::vector<std::byte> bytes = core::read_file(packed);
  bytes.back() ^= std::byte{1};
  core::write_file_atomically(packed, bytes);
  CHECK_THROWS_WITH_AS(gone_through(*tasks::open_images(packed, 1)), doctest::Contains("SHA-256"),
                       core::Error);
}

TEST_CASE("going through a source stops when told to") {
  const TemporaryFolder folder;
  const std::vector<std::string> all = places(folder);
  for (const std::string& place : all) {
    CAPTURE(place);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(
        tasks::open_images(place, kImages)
            ->for_each(
                kShape, [](const io::DecodedImage&, const std::string&) { FAIL("an image came"); },
                [](const std::string&) {}, {{}, stop.get_token()}),
        core::Cancelled);
  }
}

TEST_CASE("without data a person reads what can be named") {
  CHECK_THROWS_WITH_AS(tasks::open_images("", 1),
                       "no data to train on (name a folder, a packed file, rooms or portraits)",
                       core::UsageError);
}

TEST_CASE("what the help of a training names as its data is every kind there is") {
  const std::string help = core::find_option("data")->help, words = tasks::image_source_words();
  CHECK(help.substr(1) == words.substr(1));  // it begins with a capital
}

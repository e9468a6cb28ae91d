#include <doctest/doctest.h>

#include <numeric>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/animations/gif_writer.h"
#include "core/io/images/decode.h"
#include "core/tasks/figures/figure.h"
#include "tests/core/temporary_folder.h"
#include "tests/tasks/figures/figure_requests.h"

using test::NoPictures;
using test::sample_request;
using test::seeded;
using test::walk_request;

namespace {

std::size_t count_frames(const std::vector<std::byte>& gif) {
  // Every frame begins with a graphic control extension: 21 F9 04.
  std::size_t frames = 0;
  for (std::size_t i = 0; i + 2 < gif.size(); ++i)
    frames += gif[i] == std::byte{0x21} && gif[i + 1] == std::byte{0xF9} && gif[i + 2] == std::byte{4};
  return frames;
}

/// Hundredths of a second that each frame is shown.
std::vector<int> delays_of(const std::vector<std::byte>& gif) {
  std::vector<int> delays;
  for (std::size_t i = 0; i + 5 < gif.size(); ++i)
    if (gif[i] == std::byte{0x21} && gif[i + 1] == std::byte{0xF9} && gif[i + 2] == std::byte{4})
      delays.push_back(std::to_integer<int>(gif[i + 4]) | std::to_integer<int>(gif[i + 5]) << 8);
  return delays;
}

}  // namespace

TEST_CASE("a walk as GIF has every frame, decodes, and loops") {
  const test::PlantedModel model;
  const TemporaryFolder folder;
  core::ExportRequest request;
  request.figure = walk_request(model);
  request.out = folder.path() / "walk.gif";
  const core::ExportResult result = tasks::write_figure(model, request, {});
  CHECK(result.frames == 11);
  const auto bytes = core::read_file(request.out);
  CHECK(count_frames(bytes) == 11);
  const core::Image first = io::decode_image(bytes, "walk.gif");
  CHECK(first.width == 64);
  // Grey 40 with a white window: the palette has both, the dither may move them by a few levels.
  const core::Box window = test::PlantedModel::window_box(seeded(model, 1).z);
  const int inside = first.at(int(window.x) + 8, int(window.y) + 8)[0];
  CHECK(inside > 240);
}

TEST_CASE("a GIF lasts as long as its walk at every rate") {
  const test::PlantedModel model;
  const TemporaryFolder folder;
  const auto delays_at = [&](int rate) {
    core::WalkRequest walk = walk_request(model);
    walk.path.loop = true;  // three seconds, no frame more
    walk.path.frames_per_second = rate;
    core::ExportRequest request;
    request.figure = walk;
    request.out = folder.path() / "walk.gif";
    const core::ExportResult result = tasks::write_figure(model, request, {});
    const std::vector<int> delays = delays_of(core::read_file(request.out));
    CHECK(static_cast<int>(delays.size()) == result.frames);
    CHECK(tasks::format_note(request).empty() == (rate <= 50));
    return delays;
  };
  CHECK(delays_at(25) == std::vector<int>(75, 4));
  CHECK(delays_at(50) == std::vector<int>(150, 2));
  CHECK(delays_at(120) == std::vector<int>(150, 2));
  for (const int rate : {1, 7, 24, 30, 48}) {
    CAPTURE(rate);
    const std::vector<int> delays = delays_at(rate);
    CHECK(static_cast<int>(delays.size()) == 3 * rate);
    CHECK(std::accumulate(delays.begin(), delays.end(), 0) == 300);
    CHECK(std::abs(delays.front() - 100.0 / rate) < 1);
  }
}

TEST_CASE("an ending in capitals makes the same file") {
  const test::PlantedModel model;
  const TemporaryFolder folder;
  core::ExportRequest sheet = sample_request(model, 2), walk{walk_request(model), {}, {}};
  const auto bytes_as = [&](core::ExportRequest request, const char* name) {
    request.out = folder / name;
    tasks::write_figure(model, request, {});
    return core::read_file(request.out);
  };
  CHECK(bytes_as(sheet, "A.PNG") == bytes_as(sheet, "a.png"));
  CHECK(bytes_as(walk, "W.GIF") == bytes_as(walk, "w.gif"));
  CHECK(bytes_as(walk, "W.Png") == bytes_as(walk, "w.png"));
  std::get<core::WalkRequest>(walk.figure).path.frames_per_second = 100;
  walk.out = "W.GIF";
  CHECK(tasks::format_note(walk) == "at 50 a second, not 100: a GIF holds no more");
}

TEST_CASE(
    "what a kind of file cannot hold is refused before anything is rendered, with the endings that can be") {
  const NoPictures model;
  const auto refusal = [&](core::FigureRequest figure, const char* name) {
    try {
      tasks::write_figure(model, {std::move(figure), {}, name}, {});
    } catch (const core::UsageError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refusal(walk_request(model), "w.webm") ==
        "cannot write this kind of file: w.webm (end the name in .png, .mp4 or .gif)");
  CHECK(refusal(sample_request(model, 1).figure, "s.gif") ==
        "cannot write this kind of file: s.gif (end the name in .png)");
  CHECK(refusal(walk_request(model), "walk") ==
        "cannot write this kind of file: walk (end the name in .png, .mp4 or .gif)");
}

TEST_CASE("a video of odd height is refused before anything is rendered, a GIF of it is not") {
  struct OddModel : NoPictures {
    OddModel() { odd.size = 25; }

    const core::ModelInfo& info() const override { return odd; }

    core::ModelInfo odd = test::PlantedModel::info();
  };

  const OddModel model;
  const TemporaryFolder folder;
  core::WalkRequest walk = walk_request(model);
  CHECK_THROWS_WITH_AS(tasks::write_figure(model, {walk, {}, folder / "w.mp4"}, {}),
                       "MP4 files hold no pictures of odd height: 25 pixels (enlarge by an even number)",
                       core::UsageError);
  CHECK_THROWS_AS(tasks::write_figure(model, {walk, {}, folder / "w.gif"}, {}), std::logic_error);
}

TEST_CASE("LZW survives noise that fills its table many times over") {
  const TemporaryFolder folder;
  core::Image noise(200, 200, 3);
  core::CounterRandom random(5);
  for (auto& value : noise.pixels) value = static_cast<std::uint8_t>(random.below(256));
  const auto palette = io::median_cut_palette(std::vector<core::Image>{noise});
  CHECK(palette.size() == 256);
  core::PendingFile file(folder.path() / "noise.gif");
  io::GifWriter gif(file, 200, 200, 10, palette, "");
  gif.add(noise);
  gif.finish();
  file.commit();
  const core::Image decoded = io::load_image(folder.path() / "noise.gif");
  double difference = 0;
  for (std::size_t i = 0; i < noise.pixels.size(); ++i)
    difference += std::abs(int(decoded.pixels[i]) - int(noise.pixels[i]));
  CHECK(difference / static_cast<double>(noise.pixels.size()) < 20);
}

#include <doctest/doctest.h>
#include <imgui_te_context.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/engine/torch_engine.h"
#include "core/image/png.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

// The README's screenshots: each workspace with its core job done on the bundled models by the real engine.
// Runs only when GANSCOPE_TOUR names the folder to write to (docs/screenshots/make.sh).

using core::BinId;
using core::Workspace;
using test::Hands;
using test::Stage;

namespace {

const char* folder() {
  return std::getenv("GANSCOPE_TOUR");
}

/// What takes seconds with a real engine may take minutes on a slow machine.
void patiently(Hands& hands, const std::function<bool()>& holds) {
  for (int frame = 0; frame < 400000 && !holds(); ++frame) hands.frames(1);
  REQUIRE(holds());
}

void shoot(Hands& hands, const std::string& name) {
  hands.point({800, 999});
  patiently(hands, [&] { return hands.snapshot().jobs.empty(); });
  const auto quiet = std::chrono::steady_clock::now() + std::chrono::seconds(8);
  patiently(hands, [&] { return std::chrono::steady_clock::now() > quiet; });  // sheets fill, toasts leave
  hands.stage().app().window().capture_next_frame();
  hands.frames(2);
  const auto pixels = hands.stage().app().window().take_capture();
  REQUIRE(pixels.has_value());
  core::write_file_atomically(std::filesystem::path(folder()) / (name + ".png"), core::encode_png(*pixels));
}

core::Exemplar seeded(Hands& hands, std::uint64_t seed) {
  const core::ModelInfo& model = hands.snapshot().model->info();
  return {core::sample_latent(model.prior, model.nz, seed), seed};
}

void tour(const std::string& model, const std::function<void(Hands&, core::Document&)>& act) {
  Stage stage(
      {.width = 1600, .height = 1000, .model = model, .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    patiently(hands, [&] { return hands.snapshot().surface(core::Surface::kCanvas) != nullptr; });
    act(hands, stage.app().ui().document_for_tests());
  });
}

bool is_light(const core::Image& image, int x, int y) {
  const auto* pixel = image.at(x, y);
  return std::min({pixel[0], pixel[1], pixel[2]}) >= 228;
}

/// The pixels of one light patch; they are struck off `left`.
std::vector<std::array<int, 2>> take_patch(const core::Image& image, int x, int y, std::vector<bool>& left) {
  std::vector<std::array<int, 2>> patch;
  const auto reach = [&](int to_x, int to_y) {
    if (to_x < 0 || to_y < 0 || to_x >= image.width || to_y >= image.height) return;
    const auto pixel = static_cast<std::size_t>(to_y) * image.width + to_x;
    if (!left[pixel] || !is_light(image, to_x, to_y)) return;
    left[pixel] = false;
    patch.push_back({to_x, to_y});
  };
  reach(x, y);
  for (std::size_t i = 0; i < patch.size(); ++i) {
    const auto [at_x, at_y] = patch[i];
    for (const auto& [dx, dy] : {std::array{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) reach(at_x + dx, at_y + dy);
  }
  return patch;
}

/// A box round every light patch that is upright, well filled and below the ceiling: the windows of these
/// rooms that the sky fills, but no lamp, rug or lit wall (looked at on seeds 1000 to 1099).
std::vector<core::Box> windows(const core::Image& image) {
  constexpr int kCeiling = 10, kLeast = 30, kWidest = 32;
  std::vector<core::Box> boxes;
  std::vector<bool> left(static_cast<std::size_t>(image.width) * image.height, true);
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const auto patch = take_patch(image, x, y, left);
      if (patch.size() < kLeast || y < kCeiling) continue;
      int low_x = x, high_x = x, high_y = y;
      for (const auto& [at_x, at_y] : patch) {
        low_x = std::min(low_x, at_x);
        high_x = std::max(high_x, at_x);
        high_y = std::max(high_y, at_y);
      }
      const int width = high_x + 1 - low_x, height = high_y + 1 - y;
      if (width > kWidest || patch.size() < 0.6 * width * height) continue;
      boxes.push_back({"window", float(low_x), float(y), float(width), float(height)});
    }
  return boxes;
}

}  // namespace

TEST_CASE("tour: Explore with a path" * doctest::skip(folder() == nullptr)) {
  tour("rooms", [](Hands& hands, core::Document& document) {
    for (const std::uint64_t seed : {3u, 8u, 14u, 21u, 30u, 41u})
      document.path.pins.push_back(seeded(hands, seed));
    const auto canvas = hands.spot("explore.image", "##canvas");
    hands.drag(canvas.at(0.3f, 0.5f), canvas.at(0.42f, 0.38f));
    shoot(hands, "explore");
  });
}

TEST_CASE("tour: Arithmetic on faces" * doctest::skip(folder() == nullptr)) {
  tour("faces", [](Hands& hands, core::Document& document) {
    hands.go_to(Workspace::kArithmetic);
    const std::vector<std::pair<BinId, std::vector<std::uint64_t>>> bins{{BinId::kA, {3, 17, 40}},
                                                                         {BinId::kB, {5, 8, 9}},
                                                                         {BinId::kC, {2, 11, 30}},
                                                                         {BinId::kLeft, {1, 6, 12, 20}},
                                                                         {BinId::kRight, {4, 7, 25, 33}}};
    for (const auto& [bin, seeds] : bins)
      for (const std::uint64_t seed : seeds)
        document.arithmetic.bin(bin).items.push_back(seeded(hands, seed));
    shoot(hands, "arithmetic");
  });
}

TEST_CASE("tour: Discriminator on a procedural room" * doctest::skip(folder() == nullptr)) {
  tour("rooms", [](Hands& hands, core::Document&) {
    hands.go_to(Workspace::kDiscriminator);
    hands.click("discriminator.input", "Look at rooms");
    hands.click("discriminator.input", "discriminator.data.1");
    shoot(hands, "discriminator");
  });
}

TEST_CASE("tour: Forget with fitted windows" * doctest::skip(folder() == nullptr)) {
  tour("rooms", [](Hands& hands, core::Document& document) {
    hands.go_to(Workspace::kForget);
    core::ForgetDocument& forget = document.forget;
    for (int i = 0; i < 100; ++i) {
      const core::Exemplar sample = seeded(hands, forget.first_seed + static_cast<std::uint64_t>(i));
      const auto boxes = windows(hands.snapshot().model->generate({{sample.z}}, {})[0]);
      if (!boxes.empty()) forget.boxes[*sample.seed] = boxes;
    }
    hands.click("forget.fit", "Fit");
    patiently(hands, [&] { return forget.fit != nullptr; });
    shoot(hands, "forget");
  });
}

TEST_CASE("tour: Train while it runs" * doctest::skip(folder() == nullptr)) {
  const TemporaryFolder runs;
  tour("rooms", [&](Hands& hands, core::Document& document) {
    hands.go_to(Workspace::kTrain);
    core::TrainOptions& options = document.train.options;
    options.data = "rooms";
    options.run = runs / "rooms-on";
    options.init = "rooms";  // trained on from there: a grid of rooms rather than of noise
    options.data_count = 2000;
    options.ngf = options.ndf = 48;
    options.lr_g = options.lr_d = 1e-4;
    options.ema = 0.98;
    options.label_real = 0.9;
    options.flip = true;
    options.steps = 2000;
    options.checkpoint_every = 100;
    hands.click("train.run", "Start");
    patiently(hands, [&] { return hands.snapshot().train->latest.step >= 60; });
    hands.stage().app().window().capture_next_frame();
    hands.frames(2);
    const auto pixels = hands.stage().app().window().take_capture();
    REQUIRE(pixels.has_value());
    core::write_file_atomically(std::filesystem::path(folder()) / "train.png", core::encode_png(*pixels));
    hands.click("train.run", "Stop and save");
    patiently(hands, [&] { return hands.snapshot().train->phase == core::Phase::kIdle; });
  });
}

TEST_CASE("tour: Evaluate with both answers" * doctest::skip(folder() == nullptr)) {
  tour("rooms", [](Hands& hands, core::Document& document) {
    hands.go_to(Workspace::kEvaluate);
    document.evaluate.data = "rooms";
    patiently(hands, [&] { return !hands.picture(core::Surface::kContactSheet, 9).empty(); });
    hands.click("evaluate.nearest", "Find nearest");
    patiently(hands, [&] { return hands.view().nearest.result != nullptr; });
    hands.click("evaluate.diversity", "Measure");
    patiently(hands, [&] { return hands.view().diversity.result != nullptr; });
    shoot(hands, "evaluate");
  });
}

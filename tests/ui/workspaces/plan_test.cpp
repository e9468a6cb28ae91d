// What every workspace asks to be drawn follows from the document, z by z.
#include <doctest/doctest.h>

#include "core/latent/arithmetic.h"
#include "tests/ui/busy_window.h"

using core::BinId;
using core::Surface;
using ui_test::NullWindow;

namespace {

constexpr int kNz = 16;

core::Latent z_of(std::uint64_t seed) {
  return core::sample_latent(core::Prior::kGaussian, kNz, seed);
}

std::vector<core::Latent> seeds(std::uint64_t first, int count) {
  std::vector<core::Latent> z;
  for (int i = 0; i < count; ++i) z.push_back(z_of(first + static_cast<std::uint64_t>(i)));
  return z;
}

/// A window on one workspace with a model and something in every part of the document.
struct Busy {
  NullWindow window;
  core::Document& document = window.ui().document_for_tests();

  explicit Busy(core::Workspace workspace) : window({.workspace = workspace}) {
    window.open_model(kNz);
    window.frames(2);
    ui_test::fill(window);
    document.explore.mode = core::BatchNormMode::kRunning;
    document.explore.current = {z_of(77), 77};
  }

  core::RenderRequest planned() {
    window.frames(2);
    REQUIRE_FALSE(window.requests.empty());
    return window.requests.back();
  }

  core::GenerateOptions plain() const { return {core::BatchNormMode::kRunning, {}}; }

  core::GenerateOptions masked() const { return {core::BatchNormMode::kRunning, document.forget.masks()}; }
};

core::SurfaceRequest canvas(const Busy& busy, const core::GenerateOptions& options, bool scored) {
  return {Surface::kCanvas, {busy.document.explore.current.z}, options, scored};
}

}  // namespace

TEST_CASE("Explore asks for its picture first, then for the strip of the path and the contact sheet") {
  Busy busy(core::Workspace::kExplore);
  busy.document.explore.sheet_seed = 40;
  busy.document.explore.sheet_count = 7;
  const core::RenderRequest planned = busy.planned();
  REQUIRE_FALSE(busy.document.forget.masks().dropped.empty());
  CHECK(planned.live == std::vector{canvas(busy, busy.masked(), true)});
  CHECK_FALSE(planned.inspect);
  REQUIRE(planned.background.size() == 2);
  CHECK(planned.background[0].surface == Surface::kPathStrip);
  CHECK(planned.background[0].options.masks == busy.document.forget.masks());
  CHECK(planned.background[0].z.front() == busy.document.path.pins.front().z);
  CHECK(planned.background[0].z.back() == busy.document.path.pins.back().z);
  CHECK(planned.background[1] ==
        core::SurfaceRequest{Surface::kContactSheet, seeds(40, 7), busy.masked(), true});
}

TEST_CASE(
    "Arithmetic asks for the result, the means, the bins, the turn and exactly the candidates counted") {
  Busy busy(core::Workspace::kArithmetic);
  core::ArithmeticDocument& arithmetic = busy.document.arithmetic;
  arithmetic.candidate_seed = 500;
  arithmetic.candidate_count = 21;
  arithmetic.turn_columns = 3;
  const core::RenderRequest planned = busy.planned();
  // fill() put seeds 1 to 3 into A, 4 to 6 into B ...
  const auto mean = [](std::uint64_t first) { return core::mean_latent(seeds(first, 3)); };
  const core::Latent y = core::add(core::add(mean(1), mean(4), -1.0), mean(7));
  std::vector<core::Latent> result = core::neighbours(y, arithmetic.noise, arithmetic.noise_seed);
  for (std::uint64_t i = 0; i < 3; ++i)
    result.push_back(core::add(core::add(z_of(1 + i), z_of(4 + i), -1.0), z_of(7 + i)));
  REQUIRE(planned.live.size() == 2);
  CHECK(planned.live[0].surface == Surface::kArithmeticResult);
  CHECK(planned.live[0].options.mode == core::BatchNormMode::kRunning);
  CHECK(planned.live[0].options.masks == core::Masks{});
  CHECK(planned.live[0].with_score);
  REQUIRE(planned.live[0].z.size() == result.size());
  for (std::size_t i = 0; i < result.size(); ++i)
    CHECK(core::norm(core::add(planned.live[0].z[i], result[i], -1.0)) < 1e-5);
  CHECK(planned.live[1] ==
        core::SurfaceRequest{
            Surface::kBinMeans, {mean(1), mean(4), mean(7), mean(10), mean(13)}, busy.plain(), false});
  REQUIRE(planned.background.size() == 3);
  CHECK(planned.background[0] == core::SurfaceRequest{Surface::kBinItems, seeds(1, 15), busy.plain(), true});
  const core::Latent axis = core::add(mean(13), mean(10), -1.0);
  std::vector<core::Latent> turn;
  for (std::uint64_t row = 0; row < 5; ++row)
    for (const core::Latent& z :
         core::turn_row(z_of(arithmetic.turn_seed + row), axis, arithmetic.turn_step, 3))
      turn.push_back(z);
  CHECK(planned.background[1] == core::SurfaceRequest{Surface::kTurnSheet, turn, busy.plain(), false});
  CHECK(planned.background[2] ==
        core::SurfaceRequest{Surface::kCandidates, seeds(500, 21), busy.plain(), true});
}

TEST_CASE("Discriminator asks for the canvas and for the block, maps and seed of its document") {
  Busy busy(core::Workspace::kDiscriminator);
  core::DiscriminatorDocument& document = busy.document.discriminator;
  document.block = 2;
  document.features = {3, 1, 99};
  document.leak_in_backward = true;
  document.random_seed = 8;
  document.maps_block = 1;
  const core::RenderRequest planned = busy.planned();
  CHECK(planned.live == std::vector{canvas(busy, busy.masked(), true)});
  CHECK(planned.background.empty());
  core::InspectRequest inspect;
  inspect.guided = {2, {3, 1}, true};  // block 2 has 16 maps
  inspect.random_seed = 8;
  inspect.maps_block = 1;
  REQUIRE(planned.inspect);
  CHECK(*planned.inspect == inspect);
  document.block = document.maps_block = 0;  // the last
  CHECK(busy.planned().inspect->guided.block == 3);
  CHECK(busy.planned().inspect->maps_block == 3);
}

TEST_CASE(
    "Forget asks for the z on the canvas before, after and under the control mask, and for its sheets") {
  Busy busy(core::Workspace::kForget);
  core::ForgetDocument& forget = busy.document.forget;
  forget.sample_count = 4;
  forget.sheet_seed = 900;
  forget.control_seed = 5;
  const core::RenderRequest planned = busy.planned();
  const core::GenerateOptions after = busy.masked();
  const core::GenerateOptions control{core::BatchNormMode::kRunning, forget.control_masks()};
  REQUIRE(after.masks != core::Masks{});
  REQUIRE(after.masks != control.masks);
  const std::vector<core::Latent> here{z_of(77)};
  CHECK(planned.live == std::vector<core::SurfaceRequest>{{Surface::kCanvas, here, busy.plain()},
                                                          {Surface::kForgetAfter, here, after},
                                                          {Surface::kForgetControl, here, control}});
  REQUIRE(planned.background.size() == 4);
  const std::vector<core::Latent> sheet = seeds(900, static_cast<int>(planned.background[0].z.size()));
  CHECK(sheet.size() > 4);
  CHECK(planned.background == std::vector<core::SurfaceRequest>{
                                  {Surface::kForgetSheetBefore, sheet, busy.plain()},
                                  {Surface::kForgetSheetAfter, sheet, after},
                                  {Surface::kForgetSheetControl, sheet, control},
                                  {Surface::kForgetSamples, seeds(forget.first_seed, 4), busy.plain()}});
  forget.active = false;
  CHECK(busy.planned().live[1].options.masks == core::Masks{});
}

TEST_CASE("Evaluate asks for the canvas and the samples it compares, all scored") {
  Busy busy(core::Workspace::kEvaluate);
  busy.document.explore.sheet_seed = 12;
  busy.document.explore.sheet_count = 3;
  const core::RenderRequest planned = busy.planned();
  CHECK(planned.live == std::vector{canvas(busy, busy.masked(), true)});
  CHECK(planned.background ==
        std::vector<core::SurfaceRequest>{{Surface::kContactSheet, seeds(12, 3), busy.masked(), true}});
}

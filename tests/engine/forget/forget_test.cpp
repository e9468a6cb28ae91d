#include "core/tasks/forget/forget.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/nets/frozen.h"
#include "tests/engine/nets/nets.h"
#include "tests/tasks/planted_model.h"

namespace {

/// Boxes on the samples of seeds 1 .. count, drawn where the window is.
core::FitRequest boxed(const test::PlantedModel& model, int count) {
  core::FitRequest request;
  for (int seed = 1; seed <= count; ++seed) {
    const auto z = core::sample_latent(model.info().prior, model.info().nz, static_cast<std::uint64_t>(seed));
    request.boxes[static_cast<std::uint64_t>(seed)] = {test::PlantedModel::window_box(z)};
  }
  return request;
}

constexpr int kPlanted = 5;  // of the 16 maps of block 2

/// The taps of a 4x4 kernel that stay within the pixel they enlarge.
at::Tensor inner_taps(const at::Tensor& kernels) {
  return kernels.slice(-1, 1, 3).slice(-2, 1, 3);
}

/// A 32-pixel net, frozen, in which one map of block 2 alone draws white on a dark picture, wherever it is
/// high: through a map of its own in block 3.
core::FrozenModelPtr planted_net() {
  engine::Generator g = test::seeded_generator({"classic", 32, 3, 8, 8, 4, 1e-5, 0, {}, {}});
  const torch::NoGradGuard no_grad;
  const auto& stages = g->stages();  // blocks 1 to 3, then the picture
  const engine::Stage &block2 = stages[1], &block3 = stages[2], &picture = stages[3];
  block2.norm->weight[kPlanted] = 2;
  block2.norm->bias[kPlanted] = -2;  // high in few places
  block3.weight[kPlanted].zero_();
  block3.weight.select(1, 0).zero_();
  inner_taps(block3.weight[kPlanted][0]).fill_(1);
  block3.norm->weight[0] = 1;
  block3.norm->bias[0] = 0;
  picture.weight.abs_().mul_(-0.2);
  picture.weight[0].zero_();
  inner_taps(picture.weight[0]).fill_(2);
  core::ModelInfo info;
  info.name = "planted";
  return engine::freeze(g, nullptr, info, {.prefer_population = true, .population = nullptr});
}

bool is_white(const core::Image& image, int x, int y) {
  const std::uint8_t* pixel = image.at(x, y);
  return pixel[0] > 200 && pixel[1] > 200 && pixel[2] > 200;
}

/// White pixels of one cell of `side` pixels.
int white_pixels(const core::Image& image, int left, int top, int side) {
  int count = 0;
  for (int y = top; y < top + side; ++y)
    for (int x = left; x < left + side; ++x) count += is_white(image, x, y);
  return count;
}

int white_pixels(const std::vector<core::Image>& images) {
  int count = 0;
  for (const core::Image& image : images) count += white_pixels(image, 0, 0, image.width);
  return count;
}

std::vector<core::Latent> seeded(const core::ModelInfo& model, std::uint64_t first, int count) {
  std::vector<core::Latent> z;
  for (int i = 0; i < count; ++i)
    z.push_back(core::sample_latent(model.prior, model.nz, first + static_cast<std::uint64_t>(i)));
  return z;
}

/// Boxes drawn as by a person who sees the pictures alone: round every part that is mostly white.
core::FitRequest boxed_where_white(const core::FrozenModel& model, int count) {
  constexpr int kSide = 4;
  core::FitRequest request;
  std::uint64_t seed = 1;
  for (const core::Image& image : model.generate(seeded(model.info(), seed, count), {})) {
    std::vector<core::Box>& boxes = request.boxes[seed++];
    for (int y = 0; y < image.height; y += kSide)
      for (int x = 0; x < image.width; x += kSide)
        if (2 * white_pixels(image, x, y, kSide) > kSide * kSide)
          boxes.push_back({"window", float(x), float(y), kSide, kSide});
  }
  return request;
}

}  // namespace

TEST_CASE("on a net with a planted window filter the fit ranks it first") {
  const core::FrozenModelPtr model = planted_net();
  const core::ForgetFit fit = tasks::fit_forget(*model, boxed_where_white(*model, 40), {});
  CHECK(fit.ranking.front() == kPlanted);
  CHECK(fit.weights[kPlanted] > 2 * fit.weights[static_cast<std::size_t>(fit.ranking[1])]);
  REQUIRE(fit.accuracy);
  CHECK(fit.accuracy->mean > 0.9);
}

TEST_CASE("dropping the fitted filter of a net removes the window, matched random maps do not") {
  const core::FrozenModelPtr model = planted_net();
  const core::ForgetFit fit = tasks::fit_forget(*model, boxed_where_white(*model, 40), {});
  const std::vector<core::Latent> z = seeded(model->info(), 900, 32);  // none of those boxed
  const auto whites = [&](const std::vector<int>& dropped) {
    core::GenerateOptions options;
    options.masks.dropped[2] = dropped;
    return white_pixels(model->generate(z, options));
  };
  const int before = white_pixels(model->generate(z, {}));
  CAPTURE(before);
  REQUIRE(before > 32 * 20);
  CHECK(whites(core::top_maps(fit, 1)) == 0);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const std::vector<int> control = core::matched_random_maps(fit, core::top_maps(fit, 1), seed);
    REQUIRE(control.size() == 1);
    CHECK(whites(control) > before * 9 / 10);
  }
}

TEST_CASE("a fit on fewer samples than folds claims no accuracy") {
  const test::PlantedModel model;
  CHECK_FALSE(tasks::fit_forget(model, boxed(model, core::kFitFolds - 1), {}).accuracy);
  CHECK(tasks::fit_forget(model, boxed(model, core::kFitFolds), {}).accuracy);
}

TEST_CASE("a fit counts the cells of its boxes and says how sure it is") {
  const test::PlantedModel model;
  const core::ForgetFit fit = tasks::fit_forget(model, boxed(model, 40), {});
  CHECK(fit.boxes == 40);
  CHECK(fit.positives == 160);  // four cells a window
  CHECK(fit.negatives == 160);
  REQUIRE(fit.accuracy);
  CHECK(fit.accuracy->mean > 0.97);
  CHECK(fit.accuracy->low < fit.accuracy->mean);
  CHECK(fit.accuracy->high <= 1.0);
  CHECK(fit.mean_activation[test::PlantedModel::kWindowMap] > fit.mean_activation[0]);
}

TEST_CASE("a fit without boxes of the label is refused with what to do") {
  const test::PlantedModel model;
  core::FitRequest request = boxed(model, 3);
  request.label = "door";
  CHECK_THROWS_WITH_AS(tasks::fit_forget(model, request, {}),
                       "cannot fit, no cells inside a box: label \"door\" (draw boxes of this label on a few "
                       "samples, and leave some of each "
                       "picture outside them)",
                       core::Error);
  CHECK_THROWS_AS(tasks::fit_forget(model, core::FitRequest{}, {}), core::Error);
}

TEST_CASE("a block the generator does not have is wrong usage") {
  const test::PlantedModel model;
  core::FitRequest request = boxed(model, 3);
  request.block = 3;
  CHECK_THROWS_AS(tasks::fit_forget(model, request, {}), core::UsageError);
}

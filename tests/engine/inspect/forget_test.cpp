#include "core/engine/inspect/forget.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/engine/inspect/planted_model.h"

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

int white_pixels(const core::Image& image) {
  int count = 0;
  for (const auto value : image.pixels) count += value == 255;
  return count;
}

}  // namespace

TEST_CASE("the fit ranks a planted window filter first and says how sure it is") {
  const test::PlantedModel model;
  const core::ForgetFit fit = engine::fit_forget(model, boxed(model, 40), {});
  CHECK(fit.ranking.front() == test::PlantedModel::kWindowMap);
  CHECK(fit.weights[test::PlantedModel::kWindowMap] >
        3 * fit.weights[static_cast<std::size_t>(fit.ranking[1])]);
  CHECK(fit.boxes == 40);
  CHECK(fit.positives == 160);  // four cells a window
  CHECK(fit.negatives == 160);
  CHECK(fit.accuracy > 0.97);
  CHECK(fit.accuracy_low < fit.accuracy);
  CHECK(fit.accuracy_high <= 1.0);
  CHECK(fit.mean_activation[test::PlantedModel::kWindowMap] > fit.mean_activation[0]);
}

TEST_CASE("dropping the fitted filter removes the window, matched random maps do not") {
  const test::PlantedModel model;
  const core::ForgetFit fit = engine::fit_forget(model, boxed(model, 40), {});
  const std::vector<core::Latent> z{core::sample_latent(model.info().prior, model.info().nz, 900)};
  core::GenerateOptions after, control;
  after.masks.dropped[2] = core::top_maps(fit, 1);
  control.masks.dropped[2] = core::matched_random_maps(fit, core::top_maps(fit, 1), 1);
  REQUIRE(control.masks.dropped[2].size() == 1);
  CHECK(white_pixels(model.generate(z, {})[0]) == 16 * 16 * 3);
  CHECK(white_pixels(model.generate(z, after)[0]) == 0);
  CHECK(white_pixels(model.generate(z, control)[0]) == 16 * 16 * 3);
}

TEST_CASE("a fit without boxes of the label is refused with what to do") {
  const test::PlantedModel model;
  core::FitRequest request = boxed(model, 3);
  request.label = "door";
  CHECK_THROWS_WITH_AS(engine::fit_forget(model, request, {}),
                       "cannot fit, no cells inside a box: label \"door\" (draw boxes of this label on a few "
                       "samples, and leave some of each "
                       "picture outside them)",
                       core::Error);
  CHECK_THROWS_AS(engine::fit_forget(model, core::FitRequest{}, {}), core::Error);
}

TEST_CASE("a block the generator does not have is wrong usage") {
  const test::PlantedModel model;
  core::FitRequest request = boxed(model, 3);
  request.block = 3;
  CHECK_THROWS_AS(engine::fit_forget(model, request, {}), core::UsageError);
}

#include "ui/widgets/run_curves.h"

#include <doctest/doctest.h>

#include <cmath>

TEST_CASE("the history of a run becomes one array a quantity") {
  const core::StepStats steps[] = {{1, 0.5, 2.0, 0.6, 0.4, 0.3, 0.5}, {3, 0.4, 2.5, 0.7, 0.3, 0.2, 0}};
  const ui::RunCurves curves = ui::curves_of(steps, 64);
  CHECK(curves.step == std::vector<double>{1, 3});
  CHECK(curves.loss_d == std::vector<double>{0.5, 0.4});
  CHECK(curves.loss_g == std::vector<double>{2.0, 2.5});
  CHECK(curves.d_real == std::vector<double>{0.6, 0.7});
  CHECK(curves.d_fake_before == std::vector<double>{0.4, 0.3});
  CHECK(curves.d_fake_after == std::vector<double>{0.3, 0.2});
  CHECK(curves.images_per_second[0] == 128);
  CHECK(std::isnan(curves.images_per_second[1]));  // leaves a gap, not a zero
}

TEST_CASE("curves are made anew only for another history") {
  ui::CachedCurves cached;
  CHECK(cached.of(nullptr, 64).step.empty());
  const auto first = std::make_shared<const std::vector<core::StepStats>>(2);
  CHECK(cached.of(first, 64).step.size() == 2);
  const double* kept = cached.of(first, 64).step.data();
  CHECK(cached.of(first, 64).step.data() == kept);
  CHECK(cached.of(std::make_shared<const std::vector<core::StepStats>>(3), 64).step.size() == 3);
}

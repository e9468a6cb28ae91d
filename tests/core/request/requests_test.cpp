#include "core/request/requests.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/latent/random.h"
#include "core/request/render_request.h"

namespace {

core::ForgetFit fit(int maps, std::uint64_t seed) {
  core::CounterRandom random(seed);
  core::ForgetFit fit;
  for (int map = 0; map < maps; ++map) {
    fit.mean_activation.push_back(static_cast<float>(random.uniform()));
    fit.ranking.push_back(map);
  }
  return fit;
}

double mean_of(const core::ForgetFit& fit, const std::vector<int>& maps) {
  double sum = 0;
  for (const int map : maps) sum += fit.mean_activation[static_cast<std::size_t>(map)];
  return sum / static_cast<double>(maps.size());
}

}  // namespace

TEST_CASE("the top maps are those that rank first, in ascending order") {
  core::ForgetFit ranked;
  ranked.ranking = {4, 1, 3, 0, 2};
  CHECK(core::top_maps(ranked, 3) == std::vector{1, 3, 4});
  CHECK(core::top_maps(ranked, 0).empty());
  CHECK(core::top_maps(ranked, -2).empty());
  CHECK(core::top_maps(ranked, 99).size() == 5);
}

TEST_CASE("control maps are as many, others, and matched in mean activation") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const core::ForgetFit fitted = fit(128, seed);
    const std::vector<int> dropped = core::top_maps(fitted, 30);
    const std::vector<int> control = core::matched_random_maps(fitted, dropped, seed);
    CHECK(control.size() == dropped.size());
    CHECK(std::is_sorted(control.begin(), control.end()));
    std::set<int> all(dropped.begin(), dropped.end());
    all.insert(control.begin(), control.end());
    CHECK(all.size() == 60);
    CHECK(std::abs(mean_of(fitted, control) - mean_of(fitted, dropped)) < 0.05);
  }
}

TEST_CASE("a control is a function of its seed, and seeds differ") {
  const core::ForgetFit fitted = fit(128, 1);
  const std::vector<int> dropped = core::top_maps(fitted, 20);
  CHECK(core::matched_random_maps(fitted, dropped, 7) == core::matched_random_maps(fitted, dropped, 7));
  CHECK(core::matched_random_maps(fitted, dropped, 7) != core::matched_random_maps(fitted, dropped, 8));
}

TEST_CASE("a control takes what there is when more than half of the maps are dropped") {
  const core::ForgetFit fitted = fit(10, 1);
  CHECK(core::matched_random_maps(fitted, core::top_maps(fitted, 7), 1) == std::vector{7, 8, 9});
  CHECK(core::matched_random_maps(fitted, core::top_maps(fitted, 10), 1).empty());
}

TEST_CASE("maps that do not exist or come twice do not count") {
  const core::ForgetFit fitted = fit(10, 1);
  CHECK(core::matched_random_maps(fitted, {-1, 3, 3, 10}, 1).size() == 1);
}

TEST_CASE("surface and inspect requests are equal only when every part is") {
  core::SurfaceRequest a{core::Surface::kCanvas, {{1, 2}}, {}, false};
  core::SurfaceRequest b = a;
  CHECK(a == b);
  b.options.masks.dropped = {{2, {1}}};
  CHECK_FALSE(a == b);
  b = a;
  b.options.mode = core::BatchNormMode::kBatch;
  CHECK_FALSE(a == b);
  core::InspectRequest c, d;
  CHECK(c == d);
  d.guided.features = {1};
  CHECK_FALSE(c == d);
  d = c;
  d.image = core::Image(1, 1, 3);
  CHECK_FALSE(c == d);
}

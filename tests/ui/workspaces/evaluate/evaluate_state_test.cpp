#include "ui/workspaces/evaluate/evaluate_state.h"

#include <doctest/doctest.h>

namespace {

std::vector<core::Neighbour> row(double distance) {
  core::Neighbour neighbour;
  neighbour.distance = distance;
  return {neighbour};
}

}  // namespace

TEST_CASE("samples closest to a real come first, rows without reals not at all") {
  core::NearestResult result;
  result.rows = {row(0.3), {}, row(0.1), row(0.2)};
  CHECK(ui::evaluate::closest_first(result) == std::vector<std::size_t>{2, 3, 0});
}

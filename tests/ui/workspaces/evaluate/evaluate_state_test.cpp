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

TEST_CASE("a job is known by its title") {
  core::Snapshot snapshot;
  CHECK_FALSE(ui::evaluate::job_goes_on(snapshot, core::kNearestJob));
  snapshot.jobs.push_back({1, core::kNearestJob, core::JobState::kRunning, 0, 0, "", 0, 0});
  CHECK(ui::evaluate::job_goes_on(snapshot, core::kNearestJob));
  CHECK_FALSE(ui::evaluate::job_goes_on(snapshot, core::kDiversityJob));
}

#include "core/request/verdict.h"

#include <doctest/doctest.h>

namespace {

/// `count` samples at distances 0.10, 0.11, ...; the reals lie `real` apart in the median.
core::NearestResult nearest(int count, double real, double percentile, int copies = 0) {
  core::NearestResult result;
  for (int i = 0; i < count; ++i) {
    core::Neighbour neighbour;
    neighbour.distance = 0.10 + 0.01 * i;
    neighbour.percentile = i < copies ? 0.001 : percentile;
    result.rows.push_back({neighbour});
  }
  result.median_ratio = (0.10 + 0.01 * (count / 2)) / real;
  return result;
}

core::DiversityResult diversity(double mean, double half) {
  return {{mean, mean - half, mean + half}, {0.20, 0.18, 0.22}, true, 500};
}

}  // namespace

TEST_CASE("samples as far from reals as reals from each other are no copies") {
  const core::MemorisingVerdict verdict = core::judge_memorising(nearest(21, 0.20, 0.4));
  CHECK(verdict.answer == core::Verdict::kNo);
  CHECK(verdict.ratio.mean == doctest::Approx(1));
  // 6th and 16th of 21: the ranks of a 95 % interval of the median.
  CHECK(verdict.ratio.low == doctest::Approx(0.75));
  CHECK(verdict.ratio.high == doctest::Approx(1.25));
}

TEST_CASE("samples much nearer to reals than reals to each other mean memorising") {
  CHECK(core::judge_memorising(nearest(21, 2.0, 0.4)).answer == core::Verdict::kYes);
  CHECK(core::judge_memorising(nearest(20, 0.2, 0.4, 10)).answer == core::Verdict::kYes);
}

TEST_CASE("a few near copies too many are worth a look, one of a hundred is chance") {
  CHECK(core::judge_memorising(nearest(50, 0.35, 0.4, 5)).answer == core::Verdict::kUnclear);
  CHECK(core::judge_memorising(nearest(50, 0.35, 0.4, 1)).answer == core::Verdict::kNo);
}

TEST_CASE("samples that are not like the reals at all have no answer, however near they lie") {
  core::NearestResult grey = nearest(20, 2.0, 0.4);
  grey.unlike = 11;
  const core::MemorisingVerdict verdict = core::judge_memorising(grey);
  CHECK(verdict.answer == core::Verdict::kUnlike);
  CHECK(verdict.unlike == 11);
  CHECK(core::verdict_name(verdict.answer) == std::string("unlike"));
  grey.unlike = 10;
  CHECK(core::judge_memorising(grey).answer == core::Verdict::kYes);
  core::NearestResult few = nearest(5, 2.0, 0.4);
  few.unlike = 5;
  CHECK(core::judge_memorising(few).answer == core::Verdict::kNotYet);
}

TEST_CASE("too few samples give no verdict") {
  CHECK(core::judge_memorising(nearest(5, 0.01, 0)).answer == core::Verdict::kNotYet);
  CHECK(core::judge_memorising({}).answer == core::Verdict::kNotYet);
}

TEST_CASE("collapse is judged by the reals' interval") {
  CHECK(core::judge_collapse(diversity(0.19, 0.01)) == core::Verdict::kNo);
  CHECK(core::judge_collapse(diversity(0.22, 0.01)) == core::Verdict::kNo);
  CHECK(core::judge_collapse(diversity(0.23, 0.02)) == core::Verdict::kUnclear);
  CHECK(core::judge_collapse(diversity(0.30, 0.02)) == core::Verdict::kYes);
}

TEST_CASE("collapse has no verdict without reals") {
  core::DiversityResult result = diversity(0.9, 0.01);
  result.has_reals = false;
  CHECK(core::judge_collapse(result) == core::Verdict::kNotYet);
}

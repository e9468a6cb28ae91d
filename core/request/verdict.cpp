#include "core/request/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace core {
namespace {

constexpr double kNearCopy = 0.01;    // percentile among real-to-real distances
constexpr double kMuchNearer = 0.5;   // of the reals' own distance
constexpr double kSurprising = 0.01;  // chance of as many near copies when samples are like reals

/// P(X >= k) of n draws with probability p.
double binomial_tail(int n, int k, double p) {
  double tail = 0;
  for (int i = k; i <= n; ++i)
    tail += std::exp(std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1.0) +
                     i * std::log(p) + (n - i) * std::log1p(-p));
  return tail;
}

/// The median of sorted values with its distribution-free 95 % interval from order statistics.
Interval median_interval(const std::vector<double>& sorted) {
  const int n = static_cast<int>(sorted.size());
  int low = 0;
  while (low + 1 < n / 2 && 1 - binomial_tail(n, low + 2, 0.5) <= 0.025) ++low;
  return {sorted[static_cast<std::size_t>(n / 2)], sorted[static_cast<std::size_t>(low)],
          sorted[static_cast<std::size_t>(n - 1 - low)]};
}

}  // namespace

const char* verdict_name(Verdict verdict) {
  static constexpr std::array kNames{"not yet", "no", "unclear", "yes", "unlike"};
  return kNames[static_cast<std::size_t>(verdict)];
}

MemorisingVerdict judge_memorising(const NearestResult& result) {
  MemorisingVerdict verdict;
  std::vector<double> distances;
  for (const std::vector<Neighbour>& row : result.rows) {
    if (row.empty()) continue;
    distances.push_back(row.front().distance);
    if (row.front().percentile < kNearCopy) ++verdict.near_copies;
  }
  verdict.samples = static_cast<int>(distances.size());
  if (distances.empty()) return verdict;
  std::sort(distances.begin(), distances.end());
  const Interval median = median_interval(distances);
  const double scale = median.mean > 0 ? result.median_ratio / median.mean : 0;
  verdict.ratio = {result.median_ratio, median.low * scale, median.high * scale};
  verdict.unlike = result.unlike;
  if (verdict.samples < kFewestSamples) return verdict;
  if (2 * verdict.unlike > verdict.samples) {
    verdict.answer = Verdict::kUnlike;
    return verdict;
  }
  const bool copies = 2 * verdict.near_copies >= verdict.samples;
  if (copies || verdict.ratio.high < kMuchNearer)
    verdict.answer = Verdict::kYes;
  else if (verdict.near_copies > 0 &&
           binomial_tail(verdict.samples, verdict.near_copies, kNearCopy) < kSurprising)
    verdict.answer = Verdict::kUnclear;
  else
    verdict.answer = Verdict::kNo;
  return verdict;
}

Verdict judge_collapse(const DiversityResult& result) {
  if (!result.has_reals) return Verdict::kNotYet;
  if (result.samples.mean <= result.reals.high) return Verdict::kNo;
  return result.samples.low > result.reals.high ? Verdict::kYes : Verdict::kUnclear;
}

}  // namespace core

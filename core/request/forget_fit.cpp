#include "core/request/forget_fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/json_fields.h"
#include "core/latent/random.h"
#include "core/request/boxes_json.h"
#include "core/request/figure_ranges.h"

namespace core {
namespace {

constexpr std::uint64_t kControlStream = 0x636f6e74726f6cULL;  // "control"
constexpr std::size_t kNearest = 3;
constexpr int kLargestPicture = 4096;  // boxes in JSON are not cut to a smaller one

}  // namespace

JobTitle FitRequest::title() const {
  return {"Fit", label};
}

Json FitRequest::json() const {
  return {{"block", block}, {"boxes", Json::parse(boxes_to_coco(boxes, 0))},    {"label", label},
          {"c", c},         {"negatives_per_positive", negatives_per_positive}, {"seed", seed}};
}

FitRequest FitRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {in.integer("block", figure_range::kGeneratorBlock),
          boxes_from_coco(in.member("boxes").dump(), context.where, kLargestPicture),
          in.text("label"),
          in.number("c", figure_range::kC),
          in.number("negatives_per_positive", figure_range::kNegativesPerPositive),
          in.seed("seed")};
}

std::vector<int> top_maps(const ForgetFit& fit, int k) {
  const std::size_t count = std::min(fit.ranking.size(), static_cast<std::size_t>(std::max(k, 0)));
  std::vector<int> maps(fit.ranking.begin(), fit.ranking.begin() + static_cast<std::ptrdiff_t>(count));
  std::sort(maps.begin(), maps.end());
  return maps;
}

// Greedy: each dropped map in seeded order takes one of the three free maps nearest to it in mean activation.
// The seed decides order and which of the three, so that several controls can be drawn that all match.
std::vector<int> matched_random_maps(const ForgetFit& fit, const std::vector<int>& dropped,
                                     std::uint64_t seed) {
  const int maps = static_cast<int>(fit.mean_activation.size());
  std::vector<bool> taken(fit.mean_activation.size(), false);
  std::vector<int> order;
  for (const int map : dropped) {
    if (map < 0 || map >= maps || taken[static_cast<std::size_t>(map)]) continue;
    taken[static_cast<std::size_t>(map)] = true;
    order.push_back(map);
  }
  CounterRandom random(seed, kControlStream);
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);

  std::vector<int> control;
  for (const int map : order) {
    const float wanted = fit.mean_activation[static_cast<std::size_t>(map)];
    std::vector<std::pair<float, int>> free;
    for (int other = 0; other < maps; ++other)
      if (!taken[static_cast<std::size_t>(other)])
        free.emplace_back(std::abs(fit.mean_activation[static_cast<std::size_t>(other)] - wanted), other);
    if (free.empty()) break;
    const std::size_t choices = std::min<std::size_t>(free.size(), kNearest);
    std::partial_sort(free.begin(), free.begin() + static_cast<std::ptrdiff_t>(choices), free.end());
    const int chosen = free[random.below(static_cast<std::uint32_t>(choices))].second;
    taken[static_cast<std::size_t>(chosen)] = true;
    control.push_back(chosen);
  }
  std::sort(control.begin(), control.end());
  return control;
}

}  // namespace core

#include "ui/workspaces/explore/sheet_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui::explore {

void SheetOrder::want(const SeedRange& range, SheetSort sort, core::Prior prior, int nz) {
  if (range == range_ && sort == sort_ && prior == prior_ && nz == nz_) return;
  range_ = range;
  sort_ = sort;
  prior_ = prior;
  nz_ = nz;
  scored_ = false;
  seeds_.clear();
  z_.clear();
  for (int i = 0; i < range.count; ++i) {
    seeds_.push_back(range.first + static_cast<std::uint64_t>(i));
    z_.push_back(core::sample_latent(prior, nz, seeds_.back()));
  }
  if (sort != SheetSort::kPercentile) return;
  std::vector<double> norms;
  for (const core::Latent& z : z_) norms.push_back(core::norm(z));
  arrange(norms);
}

void SheetOrder::take_scores(const core::SurfacePictures& pictures) {
  if (sort_ != SheetSort::kScore || scored_) return;
  if (pictures.z != z_ || pictures.logits.size() != z_.size()) return;
  const auto known = [](float logit) { return std::isfinite(logit); };
  if (!std::all_of(pictures.logits.begin(), pictures.logits.end(), known)) return;
  std::vector<double> keys;
  for (const float logit : pictures.logits) keys.push_back(-static_cast<double>(logit));
  scored_ = true;
  arrange(keys);
}

void SheetOrder::arrange(const std::vector<double>& keys) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
  std::vector<std::uint64_t> seeds;
  std::vector<core::Latent> z;
  for (const std::size_t from : order) {
    seeds.push_back(seeds_[from]);
    z.push_back(std::move(z_[from]));
  }
  seeds_ = std::move(seeds);
  z_ = std::move(z);
}

}  // namespace ui::explore

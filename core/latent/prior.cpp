#include "core/latent/prior.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/latent/incomplete_gamma.h"
#include "core/latent/random.h"

namespace core {
namespace {

constexpr std::uint64_t kLatentStream = 0x6c6174656e74;  // "latent"

double normal_share(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double normal_density(double x) {
  return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::acos(-1.0));
}

/// |z|^2 of U(-1, 1)^nz as a normal distribution, cut to the possible range 0 .. nz.
struct SquaredNorm {
  explicit SquaredNorm(int nz) : mean(nz / 3.0), deviation(std::sqrt(4.0 * nz / 45.0)) {
    lowest = normal_share(-mean / deviation);
    highest = normal_share((nz - mean) / deviation);
  }

  double standardised(double norm) const { return (norm * norm - mean) / deviation; }

  double mean;       // E u^2 = 1/3
  double deviation;  // Var u^2 = 1/5 - 1/9 = 4/45
  double lowest;
  double highest;
};

void require_size(int nz) {
  if (nz < 1) throw Error("a latent needs at least one coordinate", "nz " + std::to_string(nz));
}

}  // namespace

std::string_view prior_name(Prior prior) {
  return prior == Prior::kUniform ? "uniform" : "gaussian";
}

const char* prior_symbol(Prior prior) {
  return prior == Prior::kGaussian ? "N(0, I)" : "U(-1, 1)";
}

std::optional<Prior> parse_prior(std::string_view name) {
  if (name == "uniform") return Prior::kUniform;
  if (name == "gaussian" || name == "normal") return Prior::kGaussian;
  return std::nullopt;
}

Latent sample_latent(Prior prior, int nz, std::uint64_t seed) {
  require_size(nz);
  Latent z(static_cast<std::size_t>(nz));
  // Every draw takes two words, so coordinate i lies at word 2 i whatever nz is.
  CounterRandom random(seed, kLatentStream);
  for (float& value : z) {
    const double drawn = prior == Prior::kUniform ? 2.0 * random.uniform() - 1.0 : random.gaussian();
    value = static_cast<float>(drawn);
  }
  return z;
}

double norm(std::span<const float> z) {
  double sum = 0.0;
  for (const float value : z) sum += static_cast<double>(value) * value;
  return std::sqrt(sum);
}

double typical_norm(Prior prior, int nz) {
  require_size(nz);
  return std::sqrt(prior == Prior::kUniform ? nz / 3.0 : static_cast<double>(nz));
}

double norm_percentile(Prior prior, int nz, double norm) {
  require_size(nz);
  if (!(norm > 0.0)) return 0.0;
  if (prior == Prior::kGaussian) return lower_gamma_share(nz / 2.0, norm * norm / 2.0);
  const SquaredNorm squared(nz);
  const double share = normal_share(squared.standardised(norm)) - squared.lowest;
  return std::clamp(share / (squared.highest - squared.lowest), 0.0, 1.0);
}

double norm_at_percentile(Prior prior, int nz, double percentile) {
  require_size(nz);
  if (!(percentile > 0.0 && percentile < 1.0)) {
    throw Error("a percentile must lie between 0 and 1", std::to_string(percentile));
  }
  double low = 0.0;
  double high = 2.0 * typical_norm(prior, nz);
  while (norm_percentile(prior, nz, high) < percentile) high *= 2.0;
  for (int step = 0; step < 100 && low < high; ++step) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (norm_percentile(prior, nz, middle) < percentile ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double norm_density(Prior prior, int nz, double norm) {
  require_size(nz);
  if (!(norm > 0.0)) return 0.0;
  if (prior == Prior::kGaussian) {
    const double half = nz / 2.0;
    return std::exp((1.0 - half) * std::log(2.0) + (nz - 1.0) * std::log(norm) - 0.5 * norm * norm -
                    log_gamma(half));
  }
  if (norm * norm > nz) return 0.0;
  const SquaredNorm squared(nz);
  const double slope = 2.0 * norm / squared.deviation;
  return normal_density(squared.standardised(norm)) * slope / (squared.highest - squared.lowest);
}

}  // namespace core

#include "core/latent/arithmetic.h"

#include <string>

#include "core/base/error.h"
#include "core/latent/interpolate.h"
#include "core/latent/random.h"

namespace core {
namespace {

constexpr std::uint64_t kNeighbourStream = 0x6e65617200;  // "near", the tile in the last byte
constexpr int kSheetTiles = 9;
constexpr int kCentreTile = 4;

std::size_t common_length(std::initializer_list<std::span<const Latent>> sets) {
  std::optional<std::size_t> length;
  for (const auto set : sets) {
    for (const Latent& z : set) {
      if (length && *length != z.size()) {
        throw Error("the latents differ in length",
                    std::to_string(*length) + " and " + std::to_string(z.size()));
      }
      length = z.size();
    }
  }
  if (!length) throw Error("there are no latents to average", {}, "choose at least one");
  return *length;
}

/// sum += sign * mean(set); an empty set adds nothing.
void add_mean(std::vector<double>& sum, std::span<const Latent> set, double sign) {
  for (const Latent& z : set) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += sign * z[i] / static_cast<double>(set.size());
  }
}

Latent to_latent(const std::vector<double>& values) {
  Latent z(values.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = static_cast<float>(values[i]);
  return z;
}

}  // namespace

Latent mean_latent(std::span<const Latent> latents) {
  std::vector<double> sum(common_length({latents}), 0.0);
  add_mean(sum, latents, 1.0);
  return to_latent(sum);
}

Latent combine(std::span<const Latent> a, std::span<const Latent> b, std::span<const Latent> c) {
  std::vector<double> sum(common_length({a, b, c}), 0.0);
  add_mean(sum, a, 1.0);
  add_mean(sum, b, -1.0);
  add_mean(sum, c, 1.0);
  return to_latent(sum);
}

std::vector<Latent> neighbours(const Latent& y, double scale, std::uint64_t seed) {
  std::vector<Latent> sheet(kSheetTiles, y);
  for (std::size_t tile = 0; tile < sheet.size(); ++tile) {
    if (tile == kCentreTile) continue;
    CounterRandom random(seed, kNeighbourStream + tile);
    for (float& value : sheet[tile]) value += static_cast<float>(scale * (2.0 * random.uniform() - 1.0));
  }
  return sheet;
}

std::vector<Latent> turn_row(const Latent& base, const Latent& axis, double step, int columns) {
  std::vector<Latent> row;
  for (int column = 0; column < columns; ++column) {
    const double place = columns == 1 ? 0.5 : static_cast<double>(column) / (columns - 1);
    row.push_back(add(base, axis, step * (2.0 * place - 1.0)));
  }
  return row;
}

}  // namespace core

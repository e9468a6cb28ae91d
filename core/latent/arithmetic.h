#pragma once

#include <span>
#include <vector>

#include "core/latent/prior.h"

namespace core {

/// Mean of latents of equal length (paper section 6.3.2: three exemplars a concept, four for the turn).
Latent mean_latent(std::span<const Latent> latents);
/// mean(a) - mean(b) + mean(c); an empty set counts as zero. At least one set must hold something.
Latent combine(std::span<const Latent> a, std::span<const Latent> b, std::span<const Latent> c);
/// The 3 x 3 sheet of figure 7 row by row: the centre (index 4) is y, the others y + uniform noise of +-scale
/// per coordinate.
std::vector<Latent> neighbours(const Latent& y, double scale, std::uint64_t seed);
/// Figure 8: base + alpha * axis for `columns` alphas from -step to +step; axis = right - left.
std::vector<Latent> turn_row(const Latent& base, const Latent& axis, double step, int columns);

}  // namespace core

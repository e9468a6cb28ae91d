#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace core {

/// One point in latent space: nz coordinates.
using Latent = std::vector<float>;

/// The distribution z is drawn from in training: U(-1, 1) in the paper, N(0, 1) in dcgan.torch and PyTorch's
/// example.
enum class Prior { kUniform, kGaussian };

std::string_view prior_name(Prior prior);  // "uniform", "gaussian"
const char* prior_symbol(Prior prior);     // "U(-1, 1)", "N(0, I)"
std::optional<Prior> parse_prior(std::string_view name);

/// The single z of `seed`: a pure function of (prior, nz, seed), the same on every machine.
Latent sample_latent(Prior prior, int nz, std::uint64_t seed);

double norm(std::span<const float> z);
/// Norm a typical z of the prior has: sqrt(nz) for N(0, 1), sqrt(nz / 3) for U(-1, 1).
double typical_norm(Prior prior, int nz);
/// Share of the prior (0..1) whose norm is below `norm`: chi distribution for N(0, 1), normal approximation
/// of |z|^2 for U(-1, 1).
double norm_percentile(Prior prior, int nz, double norm);
/// The inverse: the norm at a percentile in (0, 1).
double norm_at_percentile(Prior prior, int nz, double percentile);
/// Density of the norm under the prior at `norm`, for drawing.
double norm_density(Prior prior, int nz, double norm);

}  // namespace core

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/latent/prior.h"

namespace core {

enum class Interpolation { kLerp, kSlerp };

std::string_view interpolation_name(Interpolation kind);  // "lerp", "slerp"
std::optional<Interpolation> parse_interpolation(std::string_view name);
/// Slerp for N(0, 1), lerp for U(-1, 1) (the paper's walk, section 6.1).
Interpolation default_interpolation(Prior prior);

/// t in 0..1; a and b of equal length. Slerp turns the direction on the sphere and blends the norm linearly;
/// nearly parallel vectors fall back to lerp.
Latent interpolate(Interpolation kind, std::span<const float> a, std::span<const float> b, double t);

double dot(std::span<const float> a, std::span<const float> b);  // over the shorter of both
Latent add(std::span<const float> a, std::span<const float> b, double scale = 1.0);  // a + scale * b
Latent scaled_to_norm(std::span<const float> z, double target);                      // zero vectors stay zero

}  // namespace core

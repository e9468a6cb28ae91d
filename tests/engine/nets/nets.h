#pragma once

#include <string>
#include <vector>

#include "core/engine/nets/frozen.h"
#include "core/engine/nets/network.h"

namespace test {

/// Numbers in offset +- scale from a hash of (stream, index): make_reference.py's `pattern`.
at::Tensor pattern(at::IntArrayRef shape, std::uint64_t stream, double scale = 1, double offset = 0);

/// Small nets; 16 px has blocks of 4x4 and 8x8.
nets::LayoutSpec small_spec(const std::string& layout = "classic", int size = 16, int channels = 3);
/// Every weight, gain, bias and statistic drawn from `seed`, none of them trivial.
engine::Generator seeded_generator(const nets::LayoutSpec& spec, std::uint64_t seed = 1);
engine::Discriminator seeded_discriminator(const nets::LayoutSpec& spec, std::uint64_t seed = 2);

std::vector<core::Latent> seeded_latents(int count, int nz, std::uint64_t seed = 7);
double largest_difference(const at::Tensor& a, const at::Tensor& b);

}  // namespace test

#pragma once

#include "core/engine/model/network.h"
#include "core/latent/prior.h"
#include "core/latent/random.h"

namespace engine {

/// z [count, nz] on the CPU, the next numbers of `random`.
at::Tensor draw_latents(core::Prior prior, int nz, int count, core::CounterRandom& random);

/// Replaces G's running statistics by the plain average over `batches` batches of fresh z (paper.md 7d;
/// PyTorch's momentum = None). Draws from its own counter-based stream of `seed`; neither training's nor
/// torch's random state moves. No autograd.
void gather_population_statistics(Generator& g, core::Prior prior, int batches, int batch_size,
                                  std::uint64_t seed);
/// D's statistics over images that `g` (with its running statistics) makes.
void gather_discriminator_statistics(Discriminator& d, Generator& g, core::Prior prior, int batches,
                                     int batch_size, std::uint64_t seed);

}  // namespace engine

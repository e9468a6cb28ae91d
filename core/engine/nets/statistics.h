#pragma once

#include "core/base/progress.h"
#include "core/engine/nets/network.h"
#include "core/latent/prior.h"
#include "core/latent/random.h"

namespace engine {

/// z [count, nz] on the CPU, the next numbers of `random`.
at::Tensor draw_latents(core::Prior prior, int nz, int count, core::CounterRandom& random);

inline constexpr std::uint64_t kGatherSeed = 20151119;

/// Whether a net has any; without BatchNorm nothing is gathered and nothing compared.
bool has_batch_norm(const std::vector<nets::StageLayout>& stages);

/// How statistics are gathered: the plain average over batches of fresh z (docs/paper.md: BatchNorm
/// statistics; PyTorch's momentum = None).
struct GatherOptions {
  int batches = 4, batch = 64;
  std::uint64_t seed = kGatherSeed;
  int label = 0;  // of a conditional net
};

inline constexpr GatherOptions kQuickGathering{};            // while a net is in training
inline constexpr GatherOptions kThoroughGathering{16, 512};  // for a model that stays

/// The same for a class of a conditional model.
inline GatherOptions thorough_gathering(int label) {
  GatherOptions options = kThoroughGathering;
  options.label = label;
  return options;
}

/// Replaces G's running statistics. Draws from its own counter-based stream of the seed; neither training's
/// nor torch's random state moves. No autograd. Throws Cancelled.
/// Nets with large maps get their z in smaller batches, so that a pass takes 134 MB a tensor at most.
void gather_population_statistics(Generator& g, core::Prior prior, const GatherOptions& options,
                                  const core::Progress& progress = {});
/// D's statistics over images that `g` (with its running statistics) makes.
void gather_discriminator_statistics(Discriminator& d, Generator& g, core::Prior prior,
                                     const GatherOptions& options);
/// Above this difference pictures by a file's running statistics no longer show what the net makes: a batch
/// of 64 differs from the population by 0.06 on the released SVHN net (docs/paper.md: BatchNorm statistics).
inline constexpr double kFarFromBatch = 0.06;
/// Mean absolute pixel difference (0..1) between 256 pictures by G's running statistics and by their own
/// batch's; infinite where G's give no finite pictures, NaN where neither do.
double statistics_difference(const Generator& g, core::Prior prior, int label);

}  // namespace engine

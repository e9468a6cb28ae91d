#include <cstdint>
#include <vector>

#include "core/tasks/data/sample_data.h"
#include "core/tasks/evaluate/ms_ssim.h"
#include "core/tasks/figures/figure.h"
#include "core/tasks/work.h"

namespace tasks {

core::DiversityResult perform(const Work<core::DiversityRequest>& work) {
  const core::DiversityRequest& request = work.request;
  const core::ModelInfo& info = work.model->info();
  core::DiversityResult result;
  result.pairs = request.pairs;
  std::vector<core::Latent> latents;
  for (int i = 0; i < 2 * request.pairs; ++i)
    latents.push_back(core::sample_latent(info.prior, info.nz, request.seed + static_cast<std::uint64_t>(i)));
  core::GenerateOptions options;
  options.mode = info.modes.front();
  result.samples =
      pair_similarity(render_latents(*work.model, latents, options, work.progress), work.progress);
  if (request.data.empty()) return result;
  result.reals = pair_similarity(
      sample_data(request.data, info.size, info.channels, 2 * request.pairs, request.seed, work.progress),
      work.progress);
  result.has_reals = true;
  return result;
}

}  // namespace tasks

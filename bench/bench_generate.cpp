// bench_generate [NGF [COUNT]]: milliseconds of one 64x64 colour picture on one thread, as a dragged pad asks
// for it (classic layout, running statistics), as JSON.
#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include "core/engine/nets/frozen.h"
#include "core/engine/train/thread_team.h"
#include "core/latent/prior.h"

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  const int ngf = argc > 1 ? std::atoi(argv[1]) : 64;
  const int count = std::max(1, argc > 2 ? std::atoi(argv[2]) : 300);
  try {
    engine::set_training_threads(1);
    core::TrainOptions options;
    options.ngf = ngf;
    engine::Generator g(nets::layout_spec(options));
    engine::initialise(g, at::make_generator<at::CPUGeneratorImpl>(1));
    const core::FrozenModelPtr model = engine::freeze(g, nullptr, {});
    std::vector<double> milliseconds;
    for (int i = 0; i < count; ++i) {
      const core::Latent z = core::sample_latent(core::Prior::kGaussian, model->info().nz, i);
      const Clock::time_point start = Clock::now();
      model->generate(std::span(&z, 1), {});
      milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("{\"ngf\": %d, \"count\": %d, \"fastest_ms\": %.3f, \"median_ms\": %.3f, \"p99_ms\": %.3f}\n",
                ngf, count, milliseconds.front(), milliseconds[milliseconds.size() / 2],
                milliseconds[milliseconds.size() * 99 / 100]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_generate: %s\n", error.what());
    return 1;
  }
}

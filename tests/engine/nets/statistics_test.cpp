#include "core/engine/nets/statistics.h"

#include <doctest/doctest.h>
#include <torch/torch.h>

#include <cmath>

#include "tests/engine/nets/nets.h"

TEST_CASE("population statistics of the stem are the analytic ones") {
  for (const auto prior : {core::Prior::kGaussian, core::Prior::kUniform}) {
    const nets::LayoutSpec spec = test::small_spec("paper");
    engine::Generator g = test::seeded_generator(spec);
    engine::gather_population_statistics(g, prior, {16, 512, 3});
    const engine::Stage& stem = g->stages().front();
    const double z_variance = prior == core::Prior::kGaussian ? 1.0 : 1.0 / 3;
    const at::Tensor expected = stem.weight.square().sum(1) * z_variance;
    CHECK(((stem.norm->running_var - expected) / expected).abs().max().item<double>() < 0.1);
    CHECK(((stem.norm->running_var - expected) / expected).mean().abs().item<double>() < 0.02);
    CHECK((stem.norm->running_mean / expected.sqrt()).abs().max().item<double>() < 0.06);
  }
}

TEST_CASE("gathering averages over the batches, repeats, and leaves torch's random state alone") {
  const nets::LayoutSpec spec = test::small_spec();
  engine::Generator one = test::seeded_generator(spec), two = test::seeded_generator(spec);
  const at::Tensor random_state = at::globalContext().defaultGenerator(at::kCPU).get_state();
  engine::gather_population_statistics(one, core::Prior::kGaussian, {3, 8, 5});
  CHECK(random_state.equal(at::globalContext().defaultGenerator(at::kCPU).get_state()));

  // The mean of three single gatherings of the same stream, taken by hand for the stem.
  core::CounterRandom random(5, 0x73746174);
  at::Tensor mean = at::zeros({one->stages().front().norm->running_mean.numel()});
  const torch::NoGradGuard no_grad;
  for (int batch = 0; batch < 3; ++batch) {
    const at::Tensor z = engine::draw_latents(core::Prior::kGaussian, spec.nz, 8, random);
    two->forward_batch_statistics(z, 1.0);
    mean += two->stages().front().norm->running_mean / 3;
  }
  CHECK(test::largest_difference(mean, one->stages().front().norm->running_mean) < 1e-6);
}

TEST_CASE("gathered statistics keep nothing of those that were there, NaN and infinity neither") {
  const nets::LayoutSpec spec = test::small_spec();
  engine::Generator sound = test::seeded_generator(spec), spoiled = test::seeded_generator(spec);
  engine::Discriminator sound_d = test::seeded_discriminator(spec),
                        spoiled_d = test::seeded_discriminator(spec);
  const torch::NoGradGuard no_grad;
  for (const engine::Stage& stage : spoiled->stages())
    if (!stage.norm.is_empty()) stage.norm->running_var[0] = NAN, stage.norm->running_mean[1] = INFINITY;
  for (const engine::Stage& stage : spoiled_d->stages())
    if (!stage.norm.is_empty()) stage.norm->running_var[0] = NAN, stage.norm->running_mean[1] = -INFINITY;
  for (engine::Generator* g : {&sound, &spoiled})
    engine::gather_population_statistics(*g, core::Prior::kGaussian, {2, 8, 5});
  for (engine::Discriminator* d : {&sound_d, &spoiled_d})
    engine::gather_discriminator_statistics(*d, sound, core::Prior::kGaussian, {2, 8, 5});
  const auto check_equal = [](const auto& one, const auto& two) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (one[i].norm.is_empty()) continue;
      CHECK(one[i].norm->running_mean.equal(two[i].norm->running_mean));
      CHECK(one[i].norm->running_var.equal(two[i].norm->running_var));
    }
  };
  check_equal(sound->stages(), spoiled->stages());
  check_equal(sound_d->stages(), spoiled_d->stages());
}

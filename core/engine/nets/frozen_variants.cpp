#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

#include <cmath>

#include "core/engine/nets/frozen_nets.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"

// FrozenNets' methods that make another model of the same nets. The model they are called on never changes.
namespace engine {

core::FrozenModelPtr FrozenNets::with_random_discriminator(std::uint64_t seed) const {
  return translated("cannot draw a random discriminator", [&] {
    Discriminator d(spec_);
    initialise(d, at::make_generator<at::CPUGeneratorImpl>(seed));
    d->to(device_);
    FreezeOptions options = options_;
    options.discriminator_has_statistics = !generator_;
    return freeze(generator(), &d, info_, options);
  });
}

core::FrozenModelPtr FrozenNets::with_settings(const core::ModelSettings& settings) const {
  return translated("cannot change the model's settings", [&] {
    nets::check_label(settings.label, info_.classes);
    core::ModelInfo info = info_;
    info.prior_is_guess = info.prior_is_guess && settings.prior == info.prior;
    info.prior = settings.prior;
    info.label = settings.label;
    if (!info.prior_is_guess) info.source.prior = info.prior;  // so that the file opens again as this model
    info.source.label = info.label;
    FreezeOptions options = options_;
    if (settings.prior == info_.prior && settings.label == info_.label) {
      options.population = population_ ? &*population_ : nullptr;
    } else if (options.generator == core::StatisticsKind::kPopulation) {
      options.generator = core::StatisticsKind::kNone;  // they belong to the old prior
      options.prefer_population = true;
    }
    return freeze(generator(), discriminator_net(), std::move(info), options);
  });
}

core::FrozenModelPtr FrozenNets::with_settled_statistics(const core::Progress& progress) const {
  return translated("cannot gather BatchNorm statistics", [&]() -> core::FrozenModelPtr {
    const torch::NoGradGuard no_grad;
    core::ModelInfo info = info_;
    FreezeOptions options = options_;
    const auto frozen = [&](const Generator* g) {
      return freeze(g, discriminator_net(), std::move(info), options);
    };
    if (!generator_ || options_.generator == core::StatisticsKind::kPopulation) return frozen(generator());
    const bool has_running = options_.generator == core::StatisticsKind::kRunning;
    if (has_running) {
      info.statistics_difference = statistics_difference(*generator_, info_.prior, info_.label);
      const double difference = *info.statistics_difference;
      if (std::isnan(difference) || difference <= kFarFromBatch) return frozen(generator());
    }
    Generator gathered = deep_copy(*generator_);
    gather_population_statistics(gathered, info_.prior, thorough_gathering(info_.label), progress);
    options.prefer_population = true;
    if (!has_running) {
      options.generator = core::StatisticsKind::kPopulation;
      return frozen(&gathered);
    }
    options.population = &gathered;
    return frozen(generator());
  });
}

}  // namespace engine

#include "core/engine/nets/frozen.h"

#include "core/engine/nets/frozen_nets.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"

namespace engine {
namespace {

std::vector<core::BatchNormMode> modes_of(const FreezeOptions& options) {
  using Mode = core::BatchNormMode;
  switch (options.generator) {
    case core::StatisticsKind::kRunning:
      if (options.prefer_population) return {Mode::kPopulation, Mode::kBatch, Mode::kRunning};
      return {Mode::kRunning, Mode::kPopulation, Mode::kBatch};
    case core::StatisticsKind::kPopulation:
      return {Mode::kPopulation, Mode::kBatch};
    case core::StatisticsKind::kNone:
      break;
  }
  if (options.prefer_population) return {Mode::kPopulation, Mode::kBatch};
  return {Mode::kBatch, Mode::kPopulation};
}

core::ModelInfo completed(core::ModelInfo info, const nets::LayoutSpec& spec, bool has_generator,
                          bool has_discriminator, const FreezeOptions& options) {
  info.layout = spec.layout;
  info.size = spec.size;
  info.channels = spec.channels;
  info.nz = spec.nz;
  info.ngf = spec.ngf;
  info.ndf = spec.ndf;
  info.classes = spec.classes;
  info.statistics = options.generator;
  info.discriminator_statistics = options.discriminator_has_statistics;
  info.has_generator = has_generator;
  info.has_discriminator = has_discriminator;
  info.generator_parameters = has_generator ? nets::parameter_count(nets::generator_stages(spec)) : 0;
  info.generator_blocks.clear();
  if (has_generator) info.generator_blocks = nets::generator_blocks(spec);
  info.discriminator_parameters =
      has_discriminator ? nets::parameter_count(nets::discriminator_stages(spec)) : 0;
  info.discriminator_blocks.clear();
  if (has_discriminator) info.discriminator_blocks = nets::discriminator_blocks(spec);
  info.modes = modes_of(options);
  if (has_generator && !has_batch_norm(nets::generator_stages(spec)))
    info.modes = {core::BatchNormMode::kPopulation};
  return info;
}

}  // namespace

core::FrozenModelPtr freeze(const Generator* g, const Discriminator* d, core::ModelInfo info,
                            const FreezeOptions& options) {
  return translated("cannot freeze the model", [&]() -> core::FrozenModelPtr {
    const nets::LayoutSpec& spec = g ? (*g)->spec() : (*d)->spec();
    FreezeOptions settled = options;
    if (g && !has_batch_norm(nets::generator_stages(spec)))
      settled.generator = core::StatisticsKind::kPopulation;  // nothing has to be gathered
    return std::make_shared<FrozenNets>(
        g, d, completed(std::move(info), spec, g != nullptr, d != nullptr, settled), settled);
  });
}

}  // namespace engine

#include "core/engine/nets/frozen_nets.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/engine/nets/guided.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"
#include "core/model/doubtful_statistics.h"
#include "core/model/model_blocks.h"

namespace engine {
namespace {

/// Images in one pass, so that memory does not grow with the request.
constexpr std::size_t kChunk = 64;
constexpr std::size_t kChunkPixels = kChunk * 256 * 256;  // of larger pictures there are fewer in a pass
constexpr std::uint64_t kCompanionStream = 0x636f6d70;

core::FeatureMaps to_feature_maps(const std::vector<at::Tensor>& parts) {
  const at::Tensor all = at::cat(parts, 0);
  return {static_cast<int>(all.size(0)), static_cast<int>(all.size(1)), static_cast<int>(all.size(2)),
          static_cast<int>(all.size(3)), to_vector(all)};
}

/// Calls `work` with every run of as many elements as belong into one pass of pictures of this size.
template <typename Item, typename Work>
void for_each_chunk(std::span<const Item> items, int size, Work&& work) {
  const auto side = static_cast<std::size_t>(size);
  const std::size_t chunk = std::clamp(kChunkPixels / (side * side), std::size_t{1}, kChunk);
  for (std::size_t begin = 0; begin < items.size(); begin += chunk) {
    work(items.subspan(begin, std::min(chunk, items.size() - begin)));
  }
}

}  // namespace

FrozenNets::FrozenNets(const Generator* g, const Discriminator* d, core::ModelInfo info,
                       const FreezeOptions& options)
    : options_(options),
      spec_(g ? (*g)->spec() : (*d)->spec()),
      info_(std::move(info)),
      device_((g ? (*g)->stages() : (*d)->stages()).front().weight.device()) {
  const torch::NoGradGuard no_grad;
  if (g) take_generator(*g, options.population);
  if (d) take_discriminator(*d);
  options_.population = nullptr;  // the caller's
}

void FrozenNets::take_generator(const Generator& g, const Generator* population) {
  generator_ = deep_copy(g);
  if (options_.generator == core::StatisticsKind::kNone)
    gather_population_statistics(*generator_, info_.prior, kQuickGathering);
  if (population) population_ = deep_copy(*population);
  folded_.emplace(*generator_);
  core::CounterRandom random(kGatherSeed, kCompanionStream);
  companions_ = draw_latents(info_.prior, info_.nz, kQuickGathering.batch - 1, random).to(device_);
}

void FrozenNets::take_discriminator(const Discriminator& d) {
  net_d_ = deep_copy(d);
  if (options_.discriminator_has_statistics) {
    discriminator_.emplace(*net_d_);
    return;
  }
  if (!generator_) return;
  Discriminator copy = deep_copy(d);
  Generator shown = population_ ? *population_ : *generator_;
  gather_discriminator_statistics(copy, shown, info_.prior, kQuickGathering);
  discriminator_.emplace(copy);
}

void FrozenNets::prepare(core::BatchNormMode mode) const {
  if (!generator_ || mode != core::BatchNormMode::kPopulation) return;
  translated("cannot gather BatchNorm statistics", [&] { population(); });
}

std::vector<core::Image> FrozenNets::generate(std::span<const core::Latent> z,
                                              const core::GenerateOptions& options) const {
  return translated("cannot generate images", [&] {
    const torch::NoGradGuard no_grad;
    check_request(options);
    std::vector<core::Image> images;
    images.reserve(z.size());
    for_each_chunk(z, info_.size, [&](std::span<const core::Latent> chunk) {
      const at::Tensor made = images_of(latents_to_tensor(chunk, info_.nz, device_), options);
      std::ranges::move(tensor_to_images(made), std::back_inserter(images));
    });
    return images;
  });
}

core::FeatureMaps FrozenNets::generator_maps(std::span<const core::Latent> z, int block,
                                             const core::GenerateOptions& options) const {
  return translated("cannot read the generator's feature maps", [&] {
    const torch::NoGradGuard no_grad;
    check_request(options);
    core::check_block(block, info_.generator_blocks, "generator");
    const core::BlockShape& shape = info_.generator_blocks[static_cast<std::size_t>(block) - 1];
    std::vector<at::Tensor> parts{at::empty({0, shape.channels, shape.height, shape.width})};
    for_each_chunk(z, info_.size, [&](std::span<const core::Latent> chunk) {
      parts.push_back(block_of(latents_to_tensor(chunk, info_.nz, device_), block, options).cpu());
    });
    return to_feature_maps(parts);
  });
}

std::vector<float> FrozenNets::discriminator_logits(std::span<const core::Image> images) const {
  return translated("cannot score images", [&] {
    const torch::NoGradGuard no_grad;
    const FoldedDiscriminator& d = discriminator();
    std::vector<float> logits;
    for_each_chunk(images, info_.size, [&](std::span<const core::Image> chunk) {
      const at::Tensor x = tensor_of(chunk);
      std::ranges::copy(to_vector(d.logits(x, label(x))), std::back_inserter(logits));
    });
    return logits;
  });
}

core::FeatureMaps FrozenNets::discriminator_maps(std::span<const core::Image> images, int block) const {
  return translated("cannot read the discriminator's feature maps", [&] {
    const torch::NoGradGuard no_grad;
    const FoldedDiscriminator& d = discriminator();
    core::check_block(block, info_.discriminator_blocks, "discriminator");
    const core::BlockShape& shape = info_.discriminator_blocks[static_cast<std::size_t>(block) - 1];
    std::vector<at::Tensor> parts{at::empty({0, shape.channels, shape.height, shape.width})};
    for_each_chunk(images, info_.size, [&](std::span<const core::Image> chunk) {
      const at::Tensor x = tensor_of(chunk);
      const at::Tensor top = d.pre_activations(x, block, label(x)).back();
      parts.push_back(activated(d.layout(block), top).cpu());
    });
    return to_feature_maps(parts);
  });
}

std::vector<core::GuidedMap> FrozenNets::guided(std::span<const core::Image> images,
                                                const core::GuidedOptions& options) const {
  return translated("cannot backpropagate to the image", [&] {
    const FoldedDiscriminator& d = discriminator();
    std::vector<core::GuidedMap> maps;
    for_each_chunk(images, info_.size, [&](std::span<const core::Image> chunk) {
      const at::Tensor x = tensor_of(chunk);
      std::ranges::move(guided_maps(d, x, options, label(x)), std::back_inserter(maps));
    });
    return maps;
  });
}

const FoldedGenerator& FrozenNets::population() const {
  if (options_.generator != core::StatisticsKind::kRunning) return *folded_;
  std::call_once(gathered_once_, [this] {
    if (population_) {
      gathered_.emplace(*population_);
      return;
    }
    Generator copy = deep_copy(*generator_);
    gather_population_statistics(copy, info_.prior, kQuickGathering);
    gathered_.emplace(copy);
  });
  return *gathered_;
}

const FoldedGenerator& FrozenNets::folded(core::BatchNormMode mode) const {
  if (mode == core::BatchNormMode::kPopulation) return population();
  if (options_.generator != core::StatisticsKind::kRunning)
    throw core::Error("this model carries no running statistics", info_.name, "use population or batch");
  return *folded_;
}

const FoldedDiscriminator& FrozenNets::discriminator() const {
  if (!discriminator_ && net_d_)
    throw core::Error("the discriminator carries no BatchNorm statistics", info_.name,
                      "open its generator as well: they are gathered on its pictures");
  if (!discriminator_)
    throw core::Error("this model has no discriminator", info_.name, "open a file that holds D as well");
  return *discriminator_;
}

void FrozenNets::check_request(const core::GenerateOptions& options) const {
  if (!generator_)
    throw core::Error("this file holds a discriminator only", info_.name, "open its generator as well");
  for (const auto& [block, maps] : options.masks.dropped)
    core::check_maps(block, maps, info_.generator_blocks, "generator");
}

/// One-hot rows for x; undefined for a model without labels.
at::Tensor FrozenNets::label(const at::Tensor& x) const {
  if (info_.classes == 0) return {};
  return one_hot(x.size(0), info_.label, info_.classes, device_);
}

at::Tensor FrozenNets::tensor_of(std::span<const core::Image> images) const {
  return images_to_tensor(images, info_.size, info_.channels, device_);
}

core::BatchNormMode FrozenNets::settled(core::BatchNormMode mode) const {
  return core::has_batch_norm(info_) ? mode : core::BatchNormMode::kPopulation;
}

at::Tensor FrozenNets::images_of(const at::Tensor& z, const core::GenerateOptions& options) const {
  if (const core::BatchNormMode mode = settled(options.mode); mode != core::BatchNormMode::kBatch)
    return folded(mode).images(z, options.masks, label(z));
  return each_among_companions(z, [&](const at::Tensor& batch) {
    return batch_statistics_images(*generator_, batch, options.masks, true, label(batch));
  });
}

at::Tensor FrozenNets::block_of(const at::Tensor& z, int block, const core::GenerateOptions& options) const {
  if (const core::BatchNormMode mode = settled(options.mode); mode != core::BatchNormMode::kBatch)
    return folded(mode).block(z, block, options.masks, label(z));
  return each_among_companions(z, [&](const at::Tensor& batch) {
    return as_maps(batch_statistics_block(*generator_, batch, block, options.masks, label(batch)))
        .narrow(0, 0, 1);
  });
}

/// Every z sits first in its own batch of 64, whatever else was asked for: one z, one picture.
template <typename Forward>
at::Tensor FrozenNets::each_among_companions(const at::Tensor& z, Forward&& forward) const {
  std::vector<at::Tensor> results;
  for (std::int64_t index = 0; index < z.size(0); ++index) {
    results.push_back(forward(at::cat({z.narrow(0, index, 1), companions_}, 0)));
  }
  return at::cat(results, 0);
}

}  // namespace engine

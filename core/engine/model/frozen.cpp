#include "core/engine/model/frozen.h"

#include <torch/utils.h>

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "core/engine/model/folded.h"
#include "core/engine/model/guided.h"
#include "core/engine/model/statistics.h"
#include "core/engine/model/tensors.h"

namespace engine {
namespace {

constexpr std::size_t kChunk = 64;     // images in one pass, so that memory does not grow with the request
constexpr int kPopulationBatches = 4;  // architecture.md 3
constexpr int kPopulationBatch = 64;
constexpr std::uint64_t kGatherSeed = 20151119;
constexpr std::uint64_t kCompanionStream = 0x636f6d70;

core::ModelInfo completed(core::ModelInfo info, const LayoutSpec& spec, bool has_discriminator,
                          BufferKind kind) {
  info.layout = spec.layout;
  info.size = spec.size;
  info.channels = spec.channels;
  info.nz = spec.nz;
  info.ngf = spec.ngf;
  info.ndf = spec.ndf;
  info.has_discriminator = has_discriminator;
  info.generator_parameters = parameter_count(generator_stages(spec));
  info.generator_blocks = generator_blocks(spec);
  info.discriminator_parameters = has_discriminator ? parameter_count(discriminator_stages(spec)) : 0;
  info.discriminator_blocks.clear();
  if (has_discriminator) info.discriminator_blocks = discriminator_blocks(spec);
  using Mode = core::BatchNormMode;
  switch (kind) {
    case BufferKind::kRunning:
      info.modes = {Mode::kRunning, Mode::kPopulation, Mode::kBatch};
      break;
    case BufferKind::kPopulation:
      info.modes = {Mode::kPopulation, Mode::kBatch};
      break;
    case BufferKind::kNone:
      info.modes = {Mode::kBatch, Mode::kPopulation};
      break;
  }
  return info;
}

core::FeatureMaps to_feature_maps(const std::vector<at::Tensor>& parts) {
  const at::Tensor all = at::cat(parts, 0);
  return {static_cast<int>(all.size(0)), static_cast<int>(all.size(1)), static_cast<int>(all.size(2)),
          static_cast<int>(all.size(3)), to_vector(all)};
}

void check_block(int block, std::size_t blocks, const char* net) {
  if (block < 1 || static_cast<std::size_t>(block) > blocks) {
    throw core::Error(std::string("the ") + net + " has no such block", std::to_string(block),
                      "blocks: 1 to " + std::to_string(blocks));
  }
}

/// Calls `work` with every run of up to kChunk elements.
template <typename Item, typename Work>
void for_each_chunk(std::span<const Item> items, Work&& work) {
  for (std::size_t begin = 0; begin < items.size(); begin += kChunk) {
    work(items.subspan(begin, std::min(kChunk, items.size() - begin)));
  }
}

/// The published copy. Everything but the once-gathered statistics is written in the constructor only.
class FrozenNets final : public core::FrozenModel {
 public:
  FrozenNets(const Generator& g, const Discriminator* d, core::ModelInfo info, const FreezeOptions& options)
      : kind_(options.generator),
        info_(completed(std::move(info), g->spec(), d != nullptr, kind_)),
        generator_(deep_copy(g)) {
    const torch::NoGradGuard no_grad;
    if (kind_ == BufferKind::kNone) gather(generator_);
    folded_.emplace(generator_);
    core::CounterRandom random(kGatherSeed, kCompanionStream);
    companions_ = draw_latents(info_.prior, info_.nz, kPopulationBatch - 1, random).to(device());
    if (d) {
      Discriminator copy = deep_copy(*d);
      if (!options.discriminator_has_statistics) {
        gather_discriminator_statistics(copy, generator_, info_.prior, kPopulationBatches, kPopulationBatch,
                                        kGatherSeed);
      }
      discriminator_.emplace(copy);
    }
  }

  const core::ModelInfo& info() const override { return info_; }

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions& options) const override {
    return translated("cannot generate images", [&] {
      const torch::NoGradGuard no_grad;
      check_masks(options.masks);
      std::vector<core::Image> images;
      images.reserve(z.size());
      for_each_chunk(z, [&](std::span<const core::Latent> chunk) {
        const at::Tensor made = images_of(latents_to_tensor(chunk, info_.nz, device()), options);
        std::ranges::move(tensor_to_images(made), std::back_inserter(images));
      });
      return images;
    });
  }

  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int block,
                                   const core::GenerateOptions& options) const override {
    return translated("cannot read the generator's feature maps", [&] {
      const torch::NoGradGuard no_grad;
      check_block(block, info_.generator_blocks.size(), "generator");
      check_masks(options.masks);
      const core::BlockShape& shape = info_.generator_blocks[static_cast<std::size_t>(block) - 1];
      std::vector<at::Tensor> parts{at::empty({0, shape.channels, shape.height, shape.width})};
      for_each_chunk(z, [&](std::span<const core::Latent> chunk) {
        parts.push_back(block_of(latents_to_tensor(chunk, info_.nz, device()), block, options).cpu());
      });
      return to_feature_maps(parts);
    });
  }

  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override {
    return translated("cannot score images", [&] {
      const torch::NoGradGuard no_grad;
      const FoldedDiscriminator& d = discriminator();
      std::vector<float> logits;
      for_each_chunk(images, [&](std::span<const core::Image> chunk) {
        std::ranges::copy(to_vector(d.logits(tensor_of(chunk))), std::back_inserter(logits));
      });
      return logits;
    });
  }

  core::FeatureMaps discriminator_maps(std::span<const core::Image> images, int block) const override {
    return translated("cannot read the discriminator's feature maps", [&] {
      const torch::NoGradGuard no_grad;
      const FoldedDiscriminator& d = discriminator();
      check_block(block, info_.discriminator_blocks.size(), "discriminator");
      const core::BlockShape& shape = info_.discriminator_blocks[static_cast<std::size_t>(block) - 1];
      std::vector<at::Tensor> parts{at::empty({0, shape.channels, shape.height, shape.width})};
      for_each_chunk(images, [&](std::span<const core::Image> chunk) {
        parts.push_back(at::leaky_relu(d.pre_activations(tensor_of(chunk), block).back(), kLeakySlope).cpu());
      });
      return to_feature_maps(parts);
    });
  }

  std::vector<core::GuidedMap> guided(std::span<const core::Image> images,
                                      const core::GuidedOptions& options) const override {
    return translated("cannot backpropagate to the image", [&] {
      const FoldedDiscriminator& d = discriminator();
      std::vector<core::GuidedMap> maps;
      for_each_chunk(images, [&](std::span<const core::Image> chunk) {
        std::ranges::move(guided_maps(d, tensor_of(chunk), options), std::back_inserter(maps));
      });
      return maps;
    });
  }

  core::FrozenModelPtr with_random_discriminator(std::uint64_t seed) const override {
    return translated("cannot draw a random discriminator", [&] {
      Discriminator d(generator_->spec());
      initialise(d, at::make_generator<at::CPUGeneratorImpl>(seed));
      d->to(device());
      FreezeOptions options;
      options.generator = kind_;
      options.discriminator_has_statistics = false;
      return freeze(generator_, &d, info_, options);
    });
  }

 private:
  at::Device device() const { return generator_->stages().front().weight.device(); }

  void gather(Generator& g) const {
    gather_population_statistics(g, info_.prior, kPopulationBatches, kPopulationBatch, kGatherSeed);
  }

  const FoldedGenerator& population() const {
    if (kind_ != BufferKind::kRunning) return *folded_;
    std::call_once(gathered_once_, [this] {
      Generator copy = deep_copy(generator_);
      gather(copy);
      gathered_.emplace(copy);
    });
    return *gathered_;
  }

  const FoldedGenerator& folded(core::BatchNormMode mode) const {
    if (mode == core::BatchNormMode::kPopulation) return population();
    if (kind_ != BufferKind::kRunning) {
      throw core::Error("this model carries no running statistics", info_.name, "use population or batch");
    }
    return *folded_;
  }

  const FoldedDiscriminator& discriminator() const {
    if (!discriminator_) {
      throw core::Error("this model has no discriminator", info_.name, "open a file that holds D as well");
    }
    return *discriminator_;
  }

  void check_masks(const core::Masks& masks) const {
    for (const auto& [block, channels] : masks.dropped) {
      check_block(block, info_.generator_blocks.size(), "generator");
      const int count = info_.generator_blocks[static_cast<std::size_t>(block) - 1].channels;
      for (int channel : channels) {
        if (channel >= 0 && channel < count) continue;
        throw core::Error("the generator's block " + std::to_string(block) + " has no such map",
                          std::to_string(channel), "maps: 0 to " + std::to_string(count - 1));
      }
    }
  }

  at::Tensor tensor_of(std::span<const core::Image> images) const {
    return images_to_tensor(images, info_.size, info_.channels, device());
  }

  at::Tensor images_of(const at::Tensor& z, const core::GenerateOptions& options) const {
    if (options.mode != core::BatchNormMode::kBatch) return folded(options.mode).images(z, options.masks);
    return each_among_companions(z, [&](const at::Tensor& batch) {
      return batch_statistics_images(generator_, batch, options.masks, true);
    });
  }

  at::Tensor block_of(const at::Tensor& z, int block, const core::GenerateOptions& options) const {
    if (options.mode != core::BatchNormMode::kBatch)
      return folded(options.mode).block(z, block, options.masks);
    return each_among_companions(z, [&](const at::Tensor& batch) {
      return batch_statistics_block(generator_, batch, block, options.masks).narrow(0, 0, 1);
    });
  }

  /// Every z sits first in its own batch of 64, whatever else was asked for: one z, one picture.
  template <typename Forward>
  at::Tensor each_among_companions(const at::Tensor& z, Forward&& forward) const {
    std::vector<at::Tensor> results;
    for (std::int64_t index = 0; index < z.size(0); ++index) {
      results.push_back(forward(at::cat({z.narrow(0, index, 1), companions_}, 0)));
    }
    return at::cat(results, 0);
  }

  BufferKind kind_;
  core::ModelInfo info_;
  Generator generator_;  // nothing writes after construction
  std::optional<FoldedGenerator> folded_;
  std::optional<FoldedDiscriminator> discriminator_;
  at::Tensor companions_;
  mutable std::once_flag gathered_once_;
  mutable std::optional<FoldedGenerator> gathered_;
};

}  // namespace

core::FrozenModelPtr freeze(const Generator& g, const Discriminator* d, core::ModelInfo info,
                            const FreezeOptions& options) {
  return translated("cannot freeze the model", [&]() -> core::FrozenModelPtr {
    return std::make_shared<FrozenNets>(g, d, std::move(info), options);
  });
}

}  // namespace engine

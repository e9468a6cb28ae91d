#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/engine/nets/folded.h"
#include "core/engine/nets/frozen.h"

namespace engine {

/// The published copy behind freeze(). Everything but the once-gathered statistics is written in the
/// constructor only.
class FrozenNets final : public core::FrozenModel {
 public:
  /// `info` is complete.
  FrozenNets(const Generator* g, const Discriminator* d, core::ModelInfo info, const FreezeOptions& options);

  const core::ModelInfo& info() const override { return info_; }

  void prepare(core::BatchNormMode mode) const override;

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions& options) const override;
  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int block,
                                   const core::GenerateOptions& options) const override;
  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override;
  core::FeatureMaps discriminator_maps(std::span<const core::Image> images, int block) const override;
  std::vector<core::GuidedMap> guided(std::span<const core::Image> images,
                                      const core::GuidedOptions& options) const override;

  core::FrozenModelPtr with_random_discriminator(std::uint64_t seed) const override;
  core::FrozenModelPtr with_settings(const core::ModelSettings& settings) const override;
  core::FrozenModelPtr with_settled_statistics(const core::Progress& progress) const override;

 private:
  void take_generator(const Generator& g, const Generator* population);
  void take_discriminator(const Discriminator& d);

  const Generator* generator() const { return generator_ ? &*generator_ : nullptr; }

  const Discriminator* discriminator_net() const { return net_d_ ? &*net_d_ : nullptr; }

  const FoldedGenerator& population() const;
  const FoldedGenerator& folded(core::BatchNormMode mode) const;
  /// Without BatchNorm all modes give one picture: none needs companions.
  core::BatchNormMode settled(core::BatchNormMode mode) const;
  const FoldedDiscriminator& discriminator() const;
  void check_request(const core::GenerateOptions& options) const;
  at::Tensor label(const at::Tensor& x) const;
  at::Tensor tensor_of(std::span<const core::Image> images) const;
  at::Tensor images_of(const at::Tensor& z, const core::GenerateOptions& options) const;
  at::Tensor block_of(const at::Tensor& z, int block, const core::GenerateOptions& options) const;
  template <typename Forward>
  at::Tensor each_among_companions(const at::Tensor& z, Forward&& forward) const;

  FreezeOptions options_;
  nets::LayoutSpec spec_;
  core::ModelInfo info_;
  at::Device device_;
  std::optional<Generator> generator_;   // nothing writes after construction
  std::optional<Generator> population_;  // the same with population statistics, where they were given
  std::optional<Discriminator> net_d_;   // as it came
  std::optional<FoldedGenerator> folded_;
  std::optional<FoldedDiscriminator> discriminator_;  // none where statistics are missing and so is G
  at::Tensor companions_;
  mutable std::once_flag gathered_once_;
  mutable std::optional<FoldedGenerator> gathered_;
};

}  // namespace engine

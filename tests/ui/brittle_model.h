#pragma once

#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/ui/null_window.h"

namespace ui_test {

/// A model that can break: whoever asks it anything then gets an exception.
class BrittleModel final : public core::FrozenModel {
 public:
  bool broken = false;

  const core::ModelInfo& info() const override {
    if (broken) throw std::runtime_error("the model broke");
    return whole_->info();
  }

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions& options) const override {
    return whole_->generate(z, options);
  }

  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int block,
                                   const core::GenerateOptions& options) const override {
    return whole_->generator_maps(z, block, options);
  }

  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override {
    return whole_->discriminator_logits(images);
  }

  core::FeatureMaps discriminator_maps(std::span<const core::Image> images, int block) const override {
    return whole_->discriminator_maps(images, block);
  }

  std::vector<core::GuidedMap> guided(std::span<const core::Image> images,
                                      const core::GuidedOptions& options) const override {
    return whole_->guided(images, options);
  }

  core::FrozenModelPtr with_random_discriminator(std::uint64_t seed) const override {
    return whole_->with_random_discriminator(seed);
  }

  core::FrozenModelPtr with_settings(const core::ModelSettings& settings) const override {
    return whole_->with_settings(settings);
  }

  core::FrozenModelPtr with_settled_statistics(const core::Progress& progress) const override {
    return whole_->with_settled_statistics(progress);
  }

 private:
  core::FrozenModelPtr whole_ = fake_model(16);
};

}  // namespace ui_test

#pragma once

#include <cmath>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "core/model/frozen_model.h"
#include "tests/support/mock_point.h"

namespace test {

/// A model without weights: 16 x 16 waves whose colour, direction and phase are a function of z, the masks
/// and `variant`. The same arguments give the same picture on every machine that rounds alike.
class MockModel : public core::FrozenModel {
 public:
  MockModel(core::ModelInfo info, int variant, std::shared_ptr<MockControls> controls)
      : info_(std::move(info)), variant_(variant), controls_(std::move(controls)) {}

  static core::ModelInfo mock_info(std::string name, int nz) {
    core::ModelInfo info;
    info.name = std::move(name);
    info.layout = "classic";
    info.size = 16;
    info.channels = 3;
    info.nz = nz;
    info.ngf = info.ndf = 8;
    info.weights = "ema";
    info.has_discriminator = true;
    info.generator_blocks = {{32, 4, 4}, {16, 8, 8}, {3, 16, 16}};
    info.discriminator_blocks = {{8, 8, 8}, {16, 4, 4}};
    info.modes = {core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch};
    return info;
  }

  const core::ModelInfo& info() const override { return info_; }

  void prepare(core::BatchNormMode) const override { controls_->prepare.pass(); }

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions& options) const override {
    controls_->generate.pass();
    std::vector<core::Image> images;
    for (const core::Latent& latent : z) images.push_back(picture(latent, options));
    return images;
  }

  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int block,
                                   const core::GenerateOptions&) const override {
    return maps(z.size(), info_.generator_blocks.at(static_cast<std::size_t>(block) - 1));
  }

  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override {
    controls_->discriminate.pass();
    std::vector<float> logits;
    for (const core::Image& image : images) {
      const double sum = std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0);
      logits.push_back(static_cast<float>(sum / static_cast<double>(image.pixels.size()) / 64 - 2));
    }
    return logits;
  }

  core::FeatureMaps discriminator_maps(std::span<const core::Image> images, int block) const override {
    return maps(images.size(), info_.discriminator_blocks.at(static_cast<std::size_t>(block) - 1));
  }

  std::vector<core::GuidedMap> guided(std::span<const core::Image> images,
                                      const core::GuidedOptions& options) const override {
    controls_->guided.pass();
    std::vector<core::GuidedMap> maps;
    for (std::size_t i = 0; i < images.size(); ++i)
      for (const int feature : options.features) {
        core::GuidedMap map{feature, static_cast<float>(variant_ + feature), 1, 2, 3, info_.size, info_.size,
                            {}};
        const auto count = static_cast<std::size_t>(3 * info_.size * info_.size);
        for (std::size_t k = 0; k < count; ++k)
          map.gradient.push_back(
              static_cast<float>(std::sin(static_cast<double>(k) * (feature + 1) * 0.01 + variant_)));
        maps.push_back(std::move(map));
      }
    return maps;
  }

  std::shared_ptr<const core::FrozenModel> with_random_discriminator(std::uint64_t seed) const override {
    controls_->randomise.pass();
    return std::make_shared<MockModel>(info_, static_cast<int>(seed) + 1000, controls_);
  }

  std::shared_ptr<const core::FrozenModel> with_settings(const core::ModelSettings& settings) const override {
    core::ModelInfo info = info_;
    info.source.prior = info.prior = settings.prior;
    info.source.label = info.label = settings.label;
    info.prior_is_guess = false;
    return std::make_shared<MockModel>(info, variant_ + 1, controls_);
  }

  std::shared_ptr<const core::FrozenModel> with_settled_statistics(const core::Progress&) const override {
    controls_->settle.pass();
    core::ModelInfo info = info_;
    info.statistics_difference = 0.2;
    info.modes = {core::BatchNormMode::kBatch, core::BatchNormMode::kPopulation};
    return std::make_shared<MockModel>(info, variant_ + 2, controls_);
  }

 private:
  core::Image picture(const core::Latent& z, const core::GenerateOptions& options) const {
    if (static_cast<int>(z.size()) != info_.nz) throw core::Error("z has the wrong length");
    double phase = 0.7 * variant_ + 0.3 * static_cast<double>(options.mode);
    for (const auto& [block, dropped] : options.masks.dropped)
      for (const int map : dropped) phase += 0.11 * (block + map + 1);
    const auto coordinate = [&](std::size_t i) { return static_cast<double>(z[i % z.size()]); };
    core::Image image(info_.size, info_.size, 3);
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x)
        for (std::size_t c = 0; c < 3; ++c) {
          const double wave = 0.3 * (x * coordinate(c) + y * coordinate(c + 1)) + coordinate(c + 2) + phase;
          image.at(x, y)[c] = static_cast<std::uint8_t>(127.5 * (1 + std::sin(wave)));
        }
    return image;
  }

  core::FeatureMaps maps(std::size_t items, const core::BlockShape& shape) const {
    core::FeatureMaps maps{static_cast<int>(items), shape.channels, shape.height, shape.width, {}};
    maps.values.resize(items * static_cast<std::size_t>(shape.channels * shape.height * shape.width));
    for (std::size_t i = 0; i < maps.values.size(); ++i)
      maps.values[i] = static_cast<float>(std::sin(static_cast<double>(i) * 0.1 + variant_));
    return maps;
  }

  core::ModelInfo info_;
  int variant_;
  std::shared_ptr<MockControls> controls_;
};

}  // namespace test

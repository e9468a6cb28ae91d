#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/latent/random.h"
#include "core/model/frozen_model.h"

namespace test {

/// A generator with a planted window filter: block 2 has eight 8x8 maps, of which map 5 is high exactly where
/// the picture has its white window and the others are noise. A picture shows the window unless map 5 is
/// masked.
class PlantedModel : public core::FrozenModel {
 public:
  static constexpr int kWindowMap = 5;

  PlantedModel() {
    info_.name = "planted";
    info_.size = 64;
    info_.nz = 4;
    info_.generator_blocks = {{16, 4, 4}, {8, 8, 8}};
    info_.modes = {core::BatchNormMode::kPopulation};
  }

  /// Left upper cell of the 2x2-cell window of z.
  static int window_cell(const core::Latent& z) {
    core::CounterRandom random(static_cast<std::uint64_t>(z[0] * 1e6f) & 0xffff, 7);
    return static_cast<int>(random.below(6)) + 8 * static_cast<int>(random.below(6));
  }

  static core::Box window_box(const core::Latent& z) {
    const int cell = window_cell(z);
    return {"window", (cell % 8) * 8.f, (cell / 8) * 8.f, 16, 16};
  }

  const core::ModelInfo& info() const override { return info_; }

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions& options) const override {
    std::vector<core::Image> images;
    for (const core::Latent& latent : z) {
      core::Image image(64, 64, 3, 40);
      if (!masked(options, kWindowMap)) {
        const core::Box box = window_box(latent);
        for (int y = int(box.y); y < int(box.y + 16); ++y)
          for (int x = int(box.x); x < int(box.x + 16); ++x)
            for (int c = 0; c < 3; ++c) image.at(x, y)[c] = 255;
      }
      images.push_back(image);
    }
    return images;
  }

  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int,
                                   const core::GenerateOptions&) const override {
    core::FeatureMaps maps{static_cast<int>(z.size()), 8, 8, 8, {}};
    for (const core::Latent& latent : z) {
      const int window = window_cell(latent);
      core::CounterRandom random(static_cast<std::uint64_t>(window) + 99, 8);
      for (int map = 0; map < 8; ++map)
        for (int cell = 0; cell < 64; ++cell) {
          const int dx = cell % 8 - window % 8, dy = cell / 8 - window / 8;
          const bool in = dx >= 0 && dx < 2 && dy >= 0 && dy < 2;
          maps.values.push_back(static_cast<float>(random.uniform()) + (map == kWindowMap && in ? 2.f : 0.f));
        }
    }
    return maps;
  }

  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override {
    return std::vector<float>(images.size(), 0.f);
  }

  core::FeatureMaps discriminator_maps(std::span<const core::Image>, int) const override { return {}; }

  std::vector<core::GuidedMap> guided(std::span<const core::Image> images,
                                      const core::GuidedOptions& options) const override {
    std::vector<core::GuidedMap> maps;
    for (std::size_t i = 0; i < images.size(); ++i)
      for (const int feature : options.features) {
        core::GuidedMap map{feature, 1.f, 0, 0, 3, 64, 64, std::vector<float>(3 * 64 * 64, 0.f)};
        map.gradient[static_cast<std::size_t>(feature)] = scale_;
        maps.push_back(map);
      }
    return maps;
  }

  std::shared_ptr<const core::FrozenModel> with_random_discriminator(std::uint64_t) const override {
    auto other = std::make_shared<PlantedModel>(*this);
    other->scale_ = -0.5f;
    return other;
  }

  std::shared_ptr<const core::FrozenModel> with_settings(const core::ModelSettings&) const override {
    return std::make_shared<PlantedModel>(*this);
  }

  std::shared_ptr<const core::FrozenModel> with_settled_statistics(const core::Progress&) const override {
    return std::make_shared<PlantedModel>(*this);
  }

  static bool masked(const core::GenerateOptions& options, int map) {
    const auto dropped = options.masks.dropped.find(2);
    if (dropped == options.masks.dropped.end()) return false;
    for (const int channel : dropped->second)
      if (channel == map) return true;
    return false;
  }

 private:
  core::ModelInfo info_;
  float scale_ = 1.f;
};

}  // namespace test

#pragma once

#include <stdexcept>
#include <vector>

#include "core/request/requests.h"
#include "tests/tasks/planted_model.h"

namespace test {

inline core::Exemplar seeded(const core::FrozenModel& model, std::uint64_t seed) {
  return {core::sample_latent(model.info().prior, model.info().nz, seed), seed};
}

inline core::ExportRequest sample_request(const core::FrozenModel& model, int count) {
  core::SampleRequest sample;
  for (int i = 0; i < count; ++i) sample.items.push_back(seeded(model, static_cast<std::uint64_t>(i)));
  core::ExportRequest request;
  request.figure = sample;
  return request;
}

inline core::WalkRequest walk_request(const core::FrozenModel& model) {
  core::WalkRequest walk;
  walk.pins = {seeded(model, 1), seeded(model, 2), seeded(model, 3)};
  walk.path.frames_per_second = 5;
  walk.enlarge = 1;
  return walk;
}

/// A model that must be asked for no picture.
struct NoPictures : test::PlantedModel {
  std::vector<core::Image> generate(std::span<const core::Latent>,
                                    const core::GenerateOptions&) const override {
    throw std::logic_error("a picture was rendered");
  }
};

}  // namespace test

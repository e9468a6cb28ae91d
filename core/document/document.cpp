#include "core/document/document.h"

#include <algorithm>

#include "core/document/document_moves.h"

namespace core {
namespace {

ExploreDocument explore_for(const ModelInfo& model, ExploreDocument explore, std::uint64_t seed) {
  go_to(explore, seeded(model, seed), FromSeed{seed});
  explore.home = explore.current;
  explore.plane = random_plane(explore.current.z, seed);
  // Half a canvas away is 45 degrees on the sphere, whatever nz is.
  explore.scale = typical_norm(model.prior, model.nz);
  if (!model.modes.empty()) explore.mode = model.modes.front();
  return explore;
}

DiscriminatorDocument discriminator_for(const ModelInfo& model, DiscriminatorDocument document) {
  const DiscriminatorDocument fresh;
  const int blocks = static_cast<int>(model.discriminator_blocks.size());
  document.source = InspectSource::kGenerated;
  document.data_index = 0;
  document.block = fresh.block;
  document.maps_block = std::clamp(document.maps_block, std::min(blocks, 1), std::max(blocks, 0));
  if (blocks > 0) {
    const int channels = model.discriminator_blocks.back().channels;
    std::erase_if(document.features, [channels](int feature) { return feature >= channels; });
  }
  return document;
}

ForgetDocument forget_for(const ModelInfo& model, ForgetDocument forget) {
  const int blocks = static_cast<int>(model.generator_blocks.size());
  forget.block = std::clamp(forget.block, std::min(blocks, 1), std::max(blocks, 0));
  forget.boxes.clear();
  forget.sample = 0;
  forget.fit.reset();
  forget.top_k = 0;
  forget.kept.clear();
  return forget;
}

}  // namespace

Path PathDocument::path() const {
  Path path;
  path.pins.reserve(pins.size());
  for (const Exemplar& pin : pins) path.pins.push_back(pin.z);
  path.interpolation = interpolation;
  path.loop = loop;
  path.ease = ease;
  path.seconds_per_segment = seconds_per_segment;
  path.frames_per_second = frames_per_second;
  return path;
}

std::vector<int> ForgetDocument::dropped() const {
  if (!active || !fit) return {};
  std::vector<int> maps = top_maps(*fit, top_k);
  std::erase_if(maps, [this](int map) { return kept.contains(map); });
  return maps;
}

Masks ForgetDocument::masks() const {
  const std::vector<int> maps = dropped();
  return maps.empty() ? Masks{} : Masks{{{fit->request.block, maps}}};
}

Masks ForgetDocument::control_masks() const {
  const std::vector<int> maps = dropped();
  return maps.empty() ? Masks{}
                      : Masks{{{fit->request.block, matched_random_maps(*fit, maps, control_seed)}}};
}

Document document_for(const ModelInfo& model, const Document& before, std::uint64_t seed) {
  Document document = before;
  document.explore = explore_for(model, before.explore, seed);
  document.path.pins.clear();
  document.path.interpolation = default_interpolation(model.prior);
  for (Bin& bin : document.arithmetic.bins) bin.items.clear();
  document.discriminator = discriminator_for(model, before.discriminator);
  document.forget = forget_for(model, before.forget);
  return document;
}

}  // namespace core

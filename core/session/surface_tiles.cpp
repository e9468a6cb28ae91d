#include "core/session/surface_tiles.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"

namespace core {

bool SurfaceTiles::in_place(std::size_t index) const {
  const Place& place = places_[index];
  return place.key == wanted_keys_[index] && (!with_score_ || place.tile.logit);
}

bool SurfaceTiles::answered() const {
  return missing().empty();
}

std::vector<std::size_t> SurfaceTiles::missing() const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!in_place(i)) indices.push_back(i);
  return indices;
}

void SurfaceTiles::fill(Place& place, std::size_t index, Tile tile) {
  place.tile = std::move(tile);
  place.z = wanted_.z[index];
  place.key = wanted_keys_[index];
  place.model_version = model_.version;
  place.version = 0;
  changed_ = true;
}

void SurfaceTiles::want(const SurfaceRequest& request, const VersionedModel& model, TileCache& cache) {
  const std::size_t count = request.z.size();
  // Pictures of another size are no stand-in: a surface shows one size or nothing.
  if (model_.model && !same_pictures(model_.model->info(), model.model->info())) places_.clear();
  wanted_ = request;
  model_ = model;
  const bool with_score = request.with_score && model.model->info().has_discriminator;
  changed_ = changed_ || with_score != with_score_ || places_.size() != count;
  with_score_ = with_score;
  wanted_keys_.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    wanted_keys_[i] = tile_key(model.version, request.z[i], request.options);

  std::unordered_map<std::uint64_t, Tile> moved;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (places_[i].key != 0 && (i >= count || !in_place(i)))
      moved.try_emplace(places_[i].key, places_[i].tile);
  places_.resize(count);
  for (const std::size_t index : missing()) {
    const auto shown = moved.find(wanted_keys_[index]);
    const Tile* known = shown != moved.end() ? &shown->second : cache.find(wanted_keys_[index]);
    if (known != nullptr && (!with_score_ || known->logit)) fill(places_[index], index, *known);
  }
}

void SurfaceTiles::render(std::size_t count, TileCache& cache) {
  std::vector<std::size_t> indices = missing();
  std::stable_sort(indices.begin(), indices.end(), [this](std::size_t a, std::size_t b) {
    return places_[a].model_version < places_[b].model_version;
  });
  if (indices.size() > count) indices.resize(count);
  if (indices.empty()) return;

  const auto began = std::chrono::steady_clock::now();
  std::vector<Latent> z;
  z.reserve(indices.size());
  for (const std::size_t index : indices) z.push_back(wanted_.z[index]);
  std::vector<Image> images = model_.model->generate(z, wanted_.options);
  std::vector<float> logits;
  if (with_score_) logits = model_.model->discriminator_logits(images);
  if (images.size() != indices.size() || (with_score_ && logits.size() != indices.size()))
    throw Error("the model returned another number of pictures than it was asked for");
  milliseconds_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();

  for (std::size_t i = 0; i < indices.size(); ++i) {
    Tile tile{std::move(images[i]), with_score_ ? std::optional(logits[i]) : std::nullopt};
    cache.put(wanted_keys_[indices[i]], tile);
    fill(places_[indices[i]], indices[i], std::move(tile));
  }
}

void SurfaceTiles::set_stamp(std::uint64_t stamp) {
  changed_ = changed_ || stamp != stamp_;
  stamp_ = stamp;
}

std::shared_ptr<const SurfacePictures> SurfaceTiles::publish(std::uint64_t version) {
  auto pictures = std::make_shared<SurfacePictures>();
  pictures->stamp = stamp_;
  pictures->version = version;
  pictures->model_version = model_.version;
  pictures->model_step = model_.model->info().step;
  pictures->milliseconds = milliseconds_;
  pictures->tiles.reserve(places_.size());
  for (Place& place : places_) {
    if (place.version == 0) place.version = version;
    pictures->tiles.push_back(place.tile.image);
    pictures->tile_versions.push_back(place.version);
    pictures->z.push_back(place.z);
    if (with_score_)
      pictures->logits.push_back(place.tile.logit.value_or(std::numeric_limits<float>::quiet_NaN()));
  }
  changed_ = false;
  return pictures;
}

bool fits(const SurfaceRequest& request, const ModelInfo& model) {
  const auto nz = static_cast<std::size_t>(std::max(model.nz, 0));
  if (!std::all_of(request.z.begin(), request.z.end(), [nz](const Latent& z) { return z.size() == nz; }))
    return false;
  for (const auto& [block, maps] : request.options.masks.dropped) {
    if (block < 1 || block > static_cast<int>(model.generator_blocks.size())) return false;
    const int channels = model.generator_blocks[static_cast<std::size_t>(block) - 1].channels;
    if (!std::all_of(maps.begin(), maps.end(), [channels](int map) { return map >= 0 && map < channels; }))
      return false;
  }
  return true;
}

}  // namespace core

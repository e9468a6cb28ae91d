#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/request/render_request.h"
#include "core/session/shown_model.h"
#include "core/session/tile_cache.h"

namespace core {

/// What one surface shows, tile by tile, and what it is asked to show. Explore worker only.
class SurfaceTiles {
 public:
  /// Takes the request over. Tiles that this surface shows at any place or the cache holds are put in place
  /// at once; the others keep their old picture until render(), unless the model before made pictures of
  /// another size or z.
  void want(const SurfaceRequest& request, const VersionedModel& model, TileCache& cache);
  /// Renders up to `count` of the missing tiles: empty places first, then those of the oldest model.
  /// Throws what the model throws; nothing has changed then.
  void render(std::size_t count, TileCache& cache);

  bool answered() const;
  /// Says that all tiles are in place and answer `stamp`.
  void set_stamp(std::uint64_t stamp);

  bool changed() const { return changed_; }  // since the last publish()

  std::shared_ptr<const SurfacePictures> publish(std::uint64_t version);

  const Image* first_tile() const { return places_.empty() ? nullptr : &places_.front().tile.image; }

 private:
  struct Place {
    Tile tile;
    Latent z;
    std::uint64_t key = 0;            // of what it shows; 0 = nothing yet
    std::uint64_t model_version = 0;  // likewise
    std::uint64_t version = 0;        // publication in which it last changed; 0 = not published yet
  };

  void fill(Place& place, std::size_t index, Tile tile);
  bool in_place(std::size_t index) const;
  std::vector<std::size_t> missing() const;

  std::vector<Place> places_;
  SurfaceRequest wanted_;
  std::vector<std::uint64_t> wanted_keys_;
  VersionedModel model_;
  bool with_score_ = false;  // asked for, and the model has a discriminator
  std::uint64_t stamp_ = 0;
  double milliseconds_ = 0;
  bool changed_ = false;
};

/// The request can be drawn by this model: z of its length, masks on blocks and maps that it has. A request
/// made for another model is passed over without a word: the window sends a new one once it has seen the new
/// model.
bool fits(const SurfaceRequest& request, const ModelInfo& model);

}  // namespace core

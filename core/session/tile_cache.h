#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

#include "core/model/frozen_model.h"

namespace core {

/// One rendered picture, with D's logit when it was asked for.
struct Tile {
  Image image;
  std::optional<float> logit;
};

/// What a picture is a function of, as a 64-bit hash: model version, z, statistics mode, masks. Never 0.
std::uint64_t tile_key(std::uint64_t model_version, const Latent& z, const GenerateOptions& options);

/// The tiles shown most recently, so that scrolling, undo and toggling a mask are instant. One thread.
class TileCache {
 public:
  explicit TileCache(std::size_t most_tiles = 4096, std::size_t most_bytes = std::size_t{128} << 20);

  /// Null when not there; valid until the next put().
  const Tile* find(std::uint64_t key);
  void put(std::uint64_t key, Tile tile);

  std::size_t size() const { return by_key_.size(); }

 private:
  struct Entry {
    std::uint64_t key;
    Tile tile;
  };

  void drop_oldest();

  std::size_t most_tiles_, most_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> newest_first_;
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> by_key_;
};

}  // namespace core

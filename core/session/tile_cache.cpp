#include "core/session/tile_cache.h"

#include <bit>
#include <utility>

namespace core {
namespace {

// The finaliser of SplitMix64 over the running value: every input bit reaches every output bit.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash += value + 0x9e3779b97f4a7c15ULL;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

}  // namespace

std::uint64_t tile_key(std::uint64_t model_version, const Latent& z, const GenerateOptions& options) {
  std::uint64_t hash = mixed(mixed(0, model_version), static_cast<std::uint64_t>(options.mode));
  for (const float value : z) hash = mixed(hash, std::bit_cast<std::uint32_t>(value));
  for (const auto& [block, maps] : options.masks.dropped) {
    hash = mixed(hash, ~static_cast<std::uint64_t>(block));
    for (const int map : maps) hash = mixed(hash, static_cast<std::uint64_t>(map));
  }
  return hash == 0 ? 1 : hash;
}

TileCache::TileCache(std::size_t most_tiles, std::size_t most_bytes)
    : most_tiles_(most_tiles), most_bytes_(most_bytes) {}

const Tile* TileCache::find(std::uint64_t key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
  return &found->second->tile;
}

void TileCache::put(std::uint64_t key, Tile tile) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    bytes_ -= found->second->tile.image.pixels.size();
    newest_first_.erase(found->second);
    by_key_.erase(found);
  }
  bytes_ += tile.image.pixels.size();
  newest_first_.push_front({key, std::move(tile)});
  by_key_[key] = newest_first_.begin();
  while (by_key_.size() > most_tiles_ || (bytes_ > most_bytes_ && by_key_.size() > 1)) drop_oldest();
}

void TileCache::drop_oldest() {
  bytes_ -= newest_first_.back().tile.image.pixels.size();
  by_key_.erase(newest_first_.back().key);
  newest_first_.pop_back();
}

}  // namespace core

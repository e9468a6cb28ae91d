#include "ui/workspaces/arithmetic/arithmetic_result.h"

#include <algorithm>
#include <cstdlib>

#include "core/document/document_moves.h"
#include "core/image/average.h"
#include "core/latent/arithmetic.h"
#include "core/latent/interpolate.h"
#include "ui/workspaces/arithmetic/arithmetic_bins.h"

namespace ui::arithmetic {
namespace {

constexpr core::BinId kEquation[] = {core::BinId::kA, core::BinId::kB, core::BinId::kC};

std::vector<core::Latent> latents_of(const core::Bin& bin) {
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : bin.items) latents.push_back(item.z);
  return latents;
}

std::vector<core::Latent> one(const std::vector<core::Latent>& latents, std::size_t index) {
  return index < latents.size() ? std::vector<core::Latent>{latents[index]} : std::vector<core::Latent>{};
}

/// The rendered pictures of one bin; false while one is missing.
bool pictures_of(const core::ArithmeticDocument& document, const core::SurfacePictures& items,
                 core::BinId bin, std::vector<core::Image>& pictures) {
  const core::Bin& contents = document.bin(bin);
  for (int i = 0; i < static_cast<int>(contents.items.size()); ++i) {
    const auto tile = static_cast<std::size_t>(tile_of(document, {bin, i}));
    if (tile >= items.tiles.size() || tile >= items.z.size() || items.tiles[tile].empty()) return false;
    if (items.z[tile] != contents.items[static_cast<std::size_t>(i)].z) return false;
    pictures.push_back(items.tiles[tile]);
  }
  return true;
}

}  // namespace

std::optional<core::Latent> result_of(const core::ArithmeticDocument& document,
                                      const core::ModelInfo& model) {
  const auto a = latents_of(document.bin(core::BinId::kA)), b = latents_of(document.bin(core::BinId::kB)),
             c = latents_of(document.bin(core::BinId::kC));
  if (a.empty() && b.empty() && c.empty()) return std::nullopt;
  core::Latent y = core::combine(a, b, c);
  if (document.norm_matched) y = core::scaled_to_norm(y, core::typical_norm(model.prior, model.nz));
  return y;
}

std::vector<core::Latent> singles_of(const core::ArithmeticDocument& document) {
  std::size_t count = kMostSingles, most = 0;
  for (const core::BinId id : kEquation) {
    const std::size_t held = document.bin(id).items.size();
    if (held) count = std::min(count, held);
    most = std::max(most, held);
  }
  std::vector<core::Latent> singles;
  if (most == 0) return singles;
  const auto a = latents_of(document.bin(core::BinId::kA)), b = latents_of(document.bin(core::BinId::kB)),
             c = latents_of(document.bin(core::BinId::kC));
  for (std::size_t i = 0; i < count; ++i) singles.push_back(core::combine(one(a, i), one(b, i), one(c, i)));
  return singles;
}

std::vector<core::Latent> means_of(const core::ArithmeticDocument& document) {
  std::vector<core::Latent> means;
  for (const core::Bin& bin : document.bins)
    if (!bin.items.empty()) means.push_back(core::mean_latent(latents_of(bin)));
  return means;
}

std::vector<core::Latent> turn_latents(const core::ArithmeticDocument& document,
                                       const core::ModelInfo& model) {
  const core::Bin &left = document.bin(core::BinId::kLeft), &right = document.bin(core::BinId::kRight);
  std::vector<core::Latent> latents;
  if (left.items.empty() || right.items.empty()) return latents;
  const core::Latent axis =
      core::add(core::mean_latent(latents_of(right)), core::mean_latent(latents_of(left)), -1.0);
  for (const core::Exemplar& row : turn_request(document, model).rows) {
    const auto turned = core::turn_row(row.z, axis, document.turn_step, document.turn_columns);
    latents.insert(latents.end(), turned.begin(), turned.end());
  }
  return latents;
}

core::ArithmeticRequest arithmetic_request(const core::ArithmeticDocument& document) {
  return {document.bin(core::BinId::kA).items,
          document.bin(core::BinId::kB).items,
          document.bin(core::BinId::kC).items,
          document.noise,
          document.noise_seed,
          document.norm_matched};
}

core::TurnRequest turn_request(const core::ArithmeticDocument& document, const core::ModelInfo& model) {
  core::TurnRequest request;
  request.left = document.bin(core::BinId::kLeft).items;
  request.right = document.bin(core::BinId::kRight).items;
  for (std::uint64_t row = 0; row < kTurnRows; ++row)
    request.rows.push_back(core::seeded(model, document.turn_seed + row));
  request.columns = document.turn_columns;
  request.step = document.turn_step;
  return request;
}

std::optional<double> measured_change(const core::SurfacePictures* result) {
  if (!result || result->tiles.size() < kResultTiles) return std::nullopt;
  const core::Image& centre = result->tiles[kResultCentre];
  double sum = 0;
  for (int i = 0; i < kResultTiles; ++i) {
    const core::Image& tile = result->tiles[static_cast<std::size_t>(i)];
    if (tile.empty() || !core::same_shape(tile, centre)) return std::nullopt;
    sum += core::mean_difference(tile, centre);
  }
  return sum / (kResultTiles - 1);
}

std::optional<core::Image> pixel_version(const core::ArithmeticDocument& document,
                                         const core::SurfacePictures* items) {
  if (!items) return std::nullopt;
  std::vector<core::Image> pictures[3];
  for (int i = 0; i < 3; ++i)
    if (!pictures_of(document, *items, kEquation[i], pictures[i])) return std::nullopt;
  const core::Image* first = nullptr;
  for (const std::vector<core::Image>& bin : pictures)
    for (const core::Image& picture : bin) {
      if (!first) first = &picture;
      if (!core::same_shape(*first, picture)) return std::nullopt;
    }
  if (!first) return std::nullopt;
  return core::pixel_arithmetic(pictures[0], pictures[1], pictures[2]);
}

}  // namespace ui::arithmetic

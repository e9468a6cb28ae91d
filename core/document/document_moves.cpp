#include "core/document/document_moves.h"

#include <algorithm>
#include <utility>

namespace core {

Exemplar seeded(const ModelInfo& model, std::uint64_t seed) {
  return {sample_latent(model.prior, model.nz, seed), seed};
}

void go_to(ExploreDocument& explore, Exemplar place, Origin::Place from) {
  if (place.seed) from = FromSeed{*place.seed};
  explore.current = std::move(place);
  explore.origin = {std::move(from), {}};
}

void change_z(ExploreDocument& explore, Latent z, ZChange how) {
  explore.current = {std::move(z), std::nullopt};
  std::vector<ZChange>& changes = explore.origin.changes;
  if (std::find(changes.begin(), changes.end(), how) == changes.end()) changes.push_back(how);
}

}  // namespace core

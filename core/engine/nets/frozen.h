#pragma once

#include <utility>

#include "core/engine/nets/network.h"
#include "core/model/frozen_model.h"

namespace engine {

struct FreezeOptions {
  core::StatisticsKind generator = core::StatisticsKind::kRunning;  // what G's BatchNorms hold
  bool discriminator_has_statistics = true;  // else they are gathered on generated images; alone D cannot run
  bool prefer_population = false;            // over what is listed first otherwise
  const Generator* population = nullptr;     // G with population statistics where `generator` is kRunning
};

/// A published copy of the nets, on their device: deep clones, so training on does not move it. `info` gives
/// name, sha256, prior, label, weights, step, words and metadata; shapes, counts, blocks and modes are filled
/// in. Population statistics that the net does not carry are gathered (4 x 64 z, fixed seed) on the first
/// request for them. Either net may be null, not both. Worker only; the result may be used from any thread.
core::FrozenModelPtr freeze(const Generator* g, const Discriminator* d, core::ModelInfo info,
                            const FreezeOptions& options = {});

inline core::FrozenModelPtr freeze(const Generator& g, const Discriminator* d, core::ModelInfo info,
                                   const FreezeOptions& options = {}) {
  return freeze(&g, d, std::move(info), options);
}

}  // namespace engine

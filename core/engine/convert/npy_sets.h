#pragma once

#include <optional>

#include "core/engine/convert/portable_weights.h"
#include "core/io/weights/npy/npy_writer.h"

namespace engine {

struct AuthorsSets {
  io::WeightsFile weights;
  io::NpyOrder order;
};

/// Whether a model is written as .npy in that order: `paper` ones are.
bool has_authors_order(const PortableWeights& model);
/// A `paper` model as the DCGAN authors' numbered sets (docs/paper.md: Released weights): kernels flipped,
/// linear weights (in, units), BatchNorm's gain and bias behind each weight, no statistics. Nothing for other
/// layouts.
std::optional<AuthorsSets> authors_sets(const PortableWeights& model, core::ConvertNets nets);

}  // namespace engine

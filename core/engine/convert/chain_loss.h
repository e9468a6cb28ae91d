#pragma once

#include "core/engine/convert/portable_weights.h"

namespace engine {

/// What `file`, a chain's names and tensors without its metadata (as .pth and .npy are), would open with
/// otherwise than the model has it: "; lost, ...: activations", or nothing. Nothing for other layouts, whose
/// names stand for them. Throws core::UsageError about `where` when it would open as another net: with
/// pictures of another size, other layers, or not at all.
std::string chain_loss(const PortableWeights& model, core::ConvertNets nets, const io::WeightsFile& file,
                       const std::string& where);

}  // namespace engine

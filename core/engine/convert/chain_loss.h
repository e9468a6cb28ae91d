#pragma once

#include "core/engine/convert/portable_weights.h"

namespace engine {

/// What is lost when a chain is written without metadata, as .pth and .npy are. `file` has its names and
/// tensors; the text, "; lost, ...: activations", names what differs from the model when the file is opened
/// again, and is empty when nothing does. Other layouts lose nothing: their names say everything. Throws
/// core::UsageError about `where` when the file would open as another net, with pictures of another size or
/// other layers, or not at all.
std::string chain_loss(const PortableWeights& model, core::ConvertNets nets, const io::WeightsFile& file,
                       const std::string& where);

}  // namespace engine

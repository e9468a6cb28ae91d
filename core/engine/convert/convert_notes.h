#pragma once

#include <string>
#include <vector>

#include "core/engine/convert/portable_weights.h"

namespace engine {

/// What writing the model in the format with this ending (".pth", empty = Hugging Face) changes or cannot
/// keep, one short line each.
std::vector<std::string> conversion_notes(const PortableWeights& model, const core::ConvertRequest& request,
                                          const std::string& ending);

}  // namespace engine

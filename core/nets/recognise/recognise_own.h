#pragma once

#include <optional>

#include "core/nets/recognise/recognise.h"

namespace nets {

/// The model of a file whose metadata describe its stages as our own model files do (docs/formats.md: Model
/// files), whatever kind of file carries them. Nothing where the metadata or the tensors are other than that.
std::optional<Recognised> own_model(const io::WeightsFile& file, const std::string& where,
                                    std::optional<core::InnerActivation> activation);

}  // namespace nets

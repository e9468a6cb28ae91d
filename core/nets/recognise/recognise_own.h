#pragma once

#include <optional>

#include "core/nets/recognise/recognise.h"

namespace nets {

/// The model of a file that we wrote (docs/formats.md: Model files). Throws core::Error about `where` and the
/// metadata or the tensors that are missing, unreadable or do not belong there.
Recognised own_model(const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation);

/// The model of a file of another kind, or by another writer, whose metadata describe its stages as our own
/// files do. Nothing where the metadata or the tensors are other than that.
std::optional<Recognised> carried_model(const io::WeightsFile& file, const std::string& where,
                                        std::optional<core::InnerActivation> activation);

}  // namespace nets

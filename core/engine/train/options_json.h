#pragma once

#include <string>

#include "core/base/json.h"
#include "core/session/train_options.h"

namespace engine {

/// The options of a run without its folder, which may move.
core::Json to_json(const core::TrainOptions& options);
/// The inverse; every option must be there with its type, and check() must accept them. Throws core::Error
/// naming the option in `where`.
core::TrainOptions options_from_json(const core::Json& json, const std::string& where);

}  // namespace engine

#pragma once

#include <string>

#include "core/base/json.h"
#include "core/run/train_options.h"

namespace core {

/// The options of a run but for those that no file keeps (TrainOption::stored).
Json to_json(const TrainOptions& options);
/// The inverse; every option must be there with its type, but for those that came later (TrainOption::since),
/// and check() must accept them. Throws Error naming the option and `where`.
TrainOptions options_from_json(const Json& json, const std::string& where);

}  // namespace core

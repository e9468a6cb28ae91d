#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/model/frozen_model.h"
#include "core/request/model_files.h"

namespace app {

// What `ganscope model` prints of a model, as JSON and as text for people.

core::Json json_of(const core::ModelInfo& model);
core::Json json_of(const core::ModelReport& report);
core::Json json_of(const std::vector<core::TensorFacts>& tensors);

std::string table(const core::ModelInfo& model);
std::string table(const core::ModelReport& report);
/// A line a tensor, each in front of it a line feed, then one with their number.
std::string table(const std::vector<core::TensorFacts>& tensors);

}  // namespace app

#pragma once

#include <string>

#include "core/model/frozen_model.h"
#include "core/request/model_files.h"

namespace ui {

/// "N(0, I)".
const char* prior_text(core::Prior prior);

/// "EMA"; "raw".
const char* weights_text(const core::ModelInfo& model);

/// What statistics do to the picture (ModelInfo::statistics_difference): "change the picture by 0.128"; in
/// words where it is not finite.
std::string statistics_effect(double difference);

/// "G 2,166,432 · D 1,558,080".
std::string parameters_text(const core::ModelInfo& model);

/// "p47": where a norm stands among those of the model's z.
std::string norm_percentile_text(const core::ModelInfo& model, double norm);

/// Files from elsewhere seldom say how long was trained.
bool step_is_known(const core::ModelInfo& model);

/// "step 48,000"; "not in the file".
std::string step_text(const core::ModelInfo& model);

/// The end of a report without problems.
const char* verdict_text(const core::ModelReport& report);

}  // namespace ui

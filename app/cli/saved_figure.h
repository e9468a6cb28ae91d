#pragma once

#include "app/cli/figure_options.h"
#include "core/base/json.h"
#include "core/request/requests.h"

namespace app {

/// What the state file or the exported picture of --state and --from says: its request, often with the model
/// that drew it. Throws core::Error.
core::Json saved_json(const FigureOptions& options);

/// The request in there, of the command that is run. Throws core::Error or core::UsageError.
core::ExportRequest saved_request(const FigureOptions& options, const core::Json& saved,
                                  const core::ModelInfo& model);

/// The model that was said, else the one that drew the saved figure. Throws core::UsageError where neither
/// is.
ModelOptions model_for(const FigureOptions& options, const core::Json& saved);

/// A line where another model draws the figure than drew it: another picture, which may be what is wanted.
void tell_other_model(const CliContext& context, const core::Json& saved, const core::ModelInfo& model);

}  // namespace app

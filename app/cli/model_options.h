#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/context.h"

namespace app {

/// Which model a command works on and how its file is read.
struct ModelOptions {
  std::string model, discriminator, prior, activation;
  int label = 0;
  int torch7_long = 0;  // 0 = both are tried

  /// Throws core::UsageError for an unknown prior or activation.
  core::ModelSource source() const;
};

/// Throws core::UsageError for an unknown name.
core::Prior prior_of(const std::string& name);

void add_model_options(CLI::App& command, ModelOptions& options);

/// Opens it; for a file from elsewhere the BatchNorm statistics that it lacks are gathered, unless `as_is` (a
/// batch's own statistics are used then).
core::FrozenModelPtr open_model(CliContext& context, const ModelOptions& options, bool as_is = false);

}  // namespace app

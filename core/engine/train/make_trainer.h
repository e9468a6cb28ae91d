#pragma once

#include <memory>

#include "core/base/progress.h"
#include "core/run/run_folder.h"
#include "core/run/trainer.h"

namespace engine {

/// Decodes or draws the data, builds the nets and opens the run folder. To be called on the thread that will
/// train, whose number of torch threads it fixes.
///
/// A new run refuses a folder that already holds checkpoints. With `resume` the newest checkpoint that
/// verifies in options.run is loaded; when options.data is empty everything else comes from it, else options
/// (see read_run_options) may differ from it in how long to train, what to save, where the data lies, device
/// and threads only. The data must be the same images (SHA-256).
///
/// Throws core::UsageError for illegal options, core::Error for everything else, Cancelled when progress is
/// stopped.
std::unique_ptr<core::Trainer> make_trainer(const core::TrainOptions& options, bool resume,
                                            const core::Progress& progress);

}  // namespace engine

#pragma once

#include "core/base/progress.h"
#include "core/io/sources/image_source.h"
#include "core/session/train_options.h"

namespace engine {

/// The images options.data names, at options.size and options.channels: a folder, a packed file, or
/// data_count scenes of "rooms" / "portraits" drawn from the seeds 1 .. data_count on two threads. Throws
/// core::Error (nothing there, wrong size in a packed file) or Cancelled.
io::PackedImages load_training_data(const core::TrainOptions& options, const core::Progress& progress);

}  // namespace engine

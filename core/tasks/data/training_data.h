#pragma once

#include <cstdint>

#include "core/base/progress.h"
#include "core/io/sources/packed_images.h"
#include "core/run/train_options.h"

namespace tasks {

/// The images options.data names, at options.size and options.channels: a folder, a packed file, or
/// data_count scenes of "rooms" / "portraits" drawn from the seeds 1 .. data_count on two threads. Throws
/// core::Error (nothing there, wrong size in a packed file) or Cancelled.
io::PackedImages load_training_data(const core::TrainOptions& options, const core::Progress& progress);

/// What is known of the data before they are read.
struct DataExtent {
  std::int64_t images = 0;  // of a folder also those that will turn out to be unreadable
  bool any_size = true;     // false: a packed file
};

/// Counts without decoding. Throws like load_training_data when there is nothing, or a packed file is of
/// another size.
DataExtent measure_data(const core::TrainOptions& options);

}  // namespace tasks

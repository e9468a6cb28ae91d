#include "core/tasks/data/training_data.h"

#include "core/tasks/data/image_sources.h"

namespace tasks {
namespace {

io::ImageShape shape_of(const core::TrainOptions& options) {
  return {options.size, options.channels};
}

}  // namespace

io::PackedImages load_training_data(const core::TrainOptions& options, const core::Progress& progress) {
  return open_images(options.data, options.data_count)->load(shape_of(options), progress);
}

DataExtent measure_data(const core::TrainOptions& options) {
  const auto source = open_images(options.data, options.data_count);
  io::require_shape(*source, shape_of(options));
  const io::SourceExtent extent = source->extent();
  return {extent.images, !extent.shape};
}

}  // namespace tasks

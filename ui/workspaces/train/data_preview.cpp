#include "ui/workspaces/train/data_preview.h"

#include "ui/frame/training_control.h"

namespace ui::train {

bool summary_fits(const Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  return train.data && (run_goes_on(train.phase) || train.options.data == frame.document.train.options.data);
}

PreviewImages DataPreview::images(const Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  const std::uint64_t version = run_data_.of(train.data);
  if (summary_fits(frame)) return {train.data->preview, version, true};
  if (run_goes_on(train.phase) || frame.view.data_images_of != frame.document.train.options.data) return {};
  return {frame.view.data_images, frame.view.images_version, false};
}

}  // namespace ui::train

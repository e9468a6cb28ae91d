#pragma once

#include <cstdint>
#include <span>

#include "ui/frame/frame.h"
#include "ui/widgets/change_counter.h"

namespace ui::train {

/// Images of the data to be shown in Train: those of the run, before its start those that were looked at.
struct PreviewImages {
  std::span<const core::Image> images;  // valid for this frame
  std::uint64_t version = 0;
  bool of_run = false;
};

/// Kept by a panel between frames.
class DataPreview {
 public:
  PreviewImages images(const Frame& frame);

 private:
  ChangeCounter<core::DataSummary> run_data_;
};

/// The run that goes on, or the last one, was made of the data that are chosen now.
bool summary_fits(const Frame& frame);

}  // namespace ui::train

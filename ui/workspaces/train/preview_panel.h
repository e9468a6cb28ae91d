#pragma once

#include "ui/frame/workspace.h"
#include "ui/gl/image_canvas.h"
#include "ui/workspaces/train/data_preview.h"

namespace ui::train {

/// Train: the images as training sees them, all together.
class TrainPreviewPanel : public Panel {
 public:
  const char* id() const override { return "train.preview"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  DataPreview preview_;
  ImageCanvas canvas_;
  core::Image wall_;
  std::uint64_t wall_version_ = 0;
  bool wall_of_run_ = false;
};

}  // namespace ui::train

#include "ui/workspaces/train/preview_panel.h"

#include <icons_font_awesome_6.h>

#include "core/image/grid.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tool_row.h"

namespace ui::train {

const char* TrainPreviewPanel::title() const {
  return tr("Preview wall");
}

void TrainPreviewPanel::draw(Frame& frame) {
  const PreviewImages preview = preview_.images(frame);
  const std::string& data = frame.document.train.options.data;
  if (preview.images.empty()) {
    if (empty_state(frame.theme, ICON_FA_TABLE_CELLS, tr("The images as training sees them."),
                    tr("Choose the data first, then look at some of them."),
                    data.empty() ? nullptr : tr("Look at images")))
      frame.out.send(core::RunTask{core::LookAtDataRequest{data}, core::Workspace::kTrain});
    return;
  }
  if (wall_.empty() || preview.version != wall_version_ || preview.of_run != wall_of_run_) {
    wall_ = core::make_grid(preview.images, {.gap = 0});
    wall_version_ = preview.version;
    wall_of_run_ = preview.of_run;
  }
  {
    ToolRow row(frame.theme);
    const std::string text =
        preview.of_run ? tr_format("{} images of the run, as D sees them", preview.images.size())
                       : tr_format("{} images, cut and scaled for the open model", preview.images.size());
    row.text(text.c_str());
  }
  fill_surround(frame.theme);
  CanvasOptions options;
  options.picture = {
      frame.textures.image(preview.of_run ? "train.wall.run" : "train.wall.look", preview.version, wall_),
      &wall_,
      {}};
  canvas_.draw(frame, "##wall", options);
}

}  // namespace ui::train

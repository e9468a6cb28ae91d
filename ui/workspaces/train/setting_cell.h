#pragma once

#include "ui/look/theme.h"
#include "ui/workspaces/train/train_settings.h"

namespace ui::train {

/// The next cell of the table in progress as the control of one setting, its value in `color`. True when the
/// edit ended and the value is another.
bool setting_cell(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color);

}  // namespace ui::train

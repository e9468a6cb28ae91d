#pragma once

#include <string>
#include <vector>

#include "core/run/option_table.h"

namespace ui::train {

/// One line of the settings table. It stands for the options that share it and shows the first.
struct TrainSetting {
  std::vector<const core::TrainOption*> options;

  const core::TrainOption& shown() const { return *options.front(); }
};

/// The settings a person edits, in the order of the table.
const std::vector<TrainSetting>& train_settings();

/// Visible: what the line's options do. UI thread.
std::string setting_tip(const TrainSetting& setting);

/// The value that the line shows: "10,000", "0.0002", "gaussian", "yes".
std::string setting_text(const core::TrainOptions& options, const TrainSetting& setting);
/// Reads a value ("10,000" and "10000" alike) into every option the line stands for; false, and nothing
/// changed, when it is none. Whether training is possible with it is core::check's to say.
bool set_setting(core::TrainOptions& options, const TrainSetting& setting, const std::string& text);

/// The setting differs from the preset's.
bool differs(const std::vector<core::SettingDifference>& differences, const TrainSetting& setting);

}  // namespace ui::train

#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/train_options.h"

namespace ui::train {

enum class SettingKind { kNumber, kChoice, kSwitch };

/// One line of the settings table. `names` are those of core::differences that the line stands for; the first
/// is what it shows.
struct TrainSetting {
  const char* label;  // English, for tr()
  const char* tip;    // likewise
  SettingKind kind;
  std::array<const char*, 2> names;
  std::array<const char*, 2> choices;  // of kChoice, as they stand in files
};

/// The settings a person edits, in the order of the table.
std::span<const TrainSetting> train_settings();

/// The value as text: "10,000", "0.0002", "gaussian", "yes". `name` as in core::differences.
std::string setting_text(const core::TrainOptions& options, std::string_view name);
/// Reads a value ("10,000" and "10000" alike) into every member the line stands for; false, and nothing
/// changed, when it is none. Whether training is possible with it is core::check's to say.
bool set_setting(core::TrainOptions& options, const TrainSetting& setting, const std::string& text);

/// The setting differs from the preset's.
bool differs(const std::vector<core::SettingDifference>& differences, const TrainSetting& setting);
/// Differences that count for a person: not the data, the folder, the name of the preset.
std::vector<core::SettingDifference> recipe_differences(const core::TrainOptions& preset,
                                                        const core::TrainOptions& now);

/// The preset the options began with; classic when a file names one that this program does not know.
core::TrainOptions preset_of(const core::TrainOptions& options);
/// The settings of another preset; data, folder, device and threads stay.
core::TrainOptions with_preset(const core::TrainOptions& now, const std::string& preset);

/// The `ganscope train` line of the same run; what equals the preset is left out.
std::string train_command(const core::TrainOptions& options);

}  // namespace ui::train

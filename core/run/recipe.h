#pragma once

#include <string>
#include <vector>

#include "core/run/train_options.h"

namespace core {

/// The preset the options began with; classic when a file names one that this program does not know.
TrainOptions preset_of(const TrainOptions& options);
/// The recipe of another preset; data, folder, device and threads stay.
TrainOptions with_preset(const TrainOptions& now, const std::string& preset);

/// Differences that count for a person: of what is trained, not of where (TrainOption::recipe).
std::vector<SettingDifference> recipe_differences(const TrainOptions& preset, const TrainOptions& now);

/// The `ganscope train` line of the same run, ready for a POSIX shell; what equals the preset is left out.
std::string train_command(const TrainOptions& options);

}  // namespace core

#pragma once

#include <string>

#include "core/session/snapshot.h"

namespace ui::train {

// What is said about a run, as sentences. Pure.

/// "277 kimg · epoch 22.2"; the epoch only when the size of the data is known.
std::string kimg_text(const core::TrainSnapshot& train);
/// 0..1 of the steps, or of the minutes when they end the run earlier; of the saving of the model then.
double run_share(const core::TrainSnapshot& train);
/// "43 % of 10,000 steps · 26 min left"; "saving the model: statistics, 19 %".
std::string run_progress_text(const core::TrainSnapshot& train);
/// "231 img/s · 0.28 s a step"; an en dash before the first step.
std::string speed_text(const core::TrainSnapshot& train);
/// Time of one pass over the data: "54 s" as "0:54"; an en dash while unknown.
std::string epoch_text(const core::TrainSnapshot& train);
/// Of a step that was measured before Start: "0.42 s · 152 img/s".
std::string step_text(const core::TrainOptions& options, const core::StepTime& time);
/// "2:12 for 20,000 images".
std::string epoch_text(const core::TrainOptions& options, const core::StepTime& time);
/// "after about 3:30", or that the run ends before that.
std::string first_picture_text(const core::TrainOptions& options, const core::StepTime& time);
/// "25.9 MB", "812 kB".
std::string bytes_text(std::uintmax_t bytes);

}  // namespace ui::train

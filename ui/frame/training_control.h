#pragma once

#include <filesystem>
#include <string>

#include "core/session/snapshot.h"
#include "ui/frame/frame.h"

namespace ui {

/// The phase in a word, through tr().
const char* phase_word(core::Phase phase);
/// A run exists: it loads, trains, is paused or being saved.
bool run_goes_on(core::Phase phase);
/// The first setting that cannot be trained with, in words ("no layout makes images of size 100 (nearest
/// legal sizes: 96 and 112)"); empty = none.
std::string refusal(const core::TrainOptions& options);
/// Why F5 does nothing now, through tr(); null = it starts, pauses or continues.
const char* cannot_start(const core::TrainSnapshot& train, const core::TrainOptions& options);
/// What F5 does: starts the run of the document (in the next free folder when none is named), pauses or
/// continues.
void start_pause_or_continue(Frame& frame);
/// Options that resume the run in a folder with everything its checkpoint holds.
core::TrainOptions resume_options(const std::filesystem::path& run);

}  // namespace ui

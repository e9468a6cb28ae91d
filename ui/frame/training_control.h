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
/// The last training failed, and nothing was set otherwise since: what it said stands beside the settings.
bool failure_stands(const Frame& frame);
/// The phase that a person is told: a failure is told in Train, as long as it stands there.
core::Phase told_phase(const Frame& frame);
/// Why the chosen images cannot be used, as far as somebody looked; empty = no reason is known.
std::string data_problem(const Frame& frame);
/// Why F5 does nothing now, through tr(); null = it starts, pauses or continues.
const char* cannot_start(const Frame& frame);
/// What F5 does: starts the run of the document (in the next free folder when none is named), pauses or
/// continues.
void start_pause_or_continue(Frame& frame);
/// Options that resume the run in a folder with everything its checkpoint holds.
core::TrainOptions resume_options(const std::filesystem::path& run);

}  // namespace ui

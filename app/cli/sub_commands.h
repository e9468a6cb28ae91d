#pragma once

#include "app/cli/context.h"

namespace app {

/// Adds one sub-command, which runs when it was chosen. Each is defined in a file of its own.
using AddSubCommand = void(CLI::App& program, CliContext& context);

AddSubCommand add_gui, add_sample, add_walk, add_arithmetic, add_turn, add_forget, add_guided, add_evaluate,
    add_train, add_model, add_data, add_bench;

/// All, in the order of --help.
inline constexpr AddSubCommand* kSubCommands[] = {add_gui,   add_sample, add_walk,   add_arithmetic,
                                                  add_turn,  add_forget, add_guided, add_evaluate,
                                                  add_train, add_model,  add_data,   add_bench};

}  // namespace app

#pragma once

#include <string>
#include <vector>

namespace app {

class CliContext;

/// argv -> sub-command, or the window when there is none. Returns the exit status: 0 done, 1 failed, 2 wrong
/// usage, 130 interrupted.
int run(int argc, char** argv);
/// The same with the words behind the program's name, on the context's engine.
int run(std::vector<std::string> arguments, CliContext& context);

}  // namespace app

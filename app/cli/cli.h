#pragma once

namespace app {

/// argv -> sub-command, or the window when there is none. Returns the exit status: 0 done, 1 failed, 2 wrong
/// usage, 130 interrupted.
int run(int argc, char** argv);

}  // namespace app

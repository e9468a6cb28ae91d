#pragma once

#include <memory>
#include <string>

#include "core/base/json.h"
#include "core/session/engine.h"

namespace app {

struct LoadBenchOptions {
  std::string file;             // a model file, dropped on the window again and again
  std::string model = "rooms";  // bundled model the window starts on, and goes back to in between
  int drops = 10;
};

/// The program in its real window, 1280 x 800: seconds from the start of the process to the swap of the first
/// frame with a picture of the bundled model, and from the drop of a file to the swap of the first frame with
/// a picture of it. Throws core::Error without a display.
core::Json run_load_bench(std::shared_ptr<core::Engine> engine, const LoadBenchOptions& options);

}  // namespace app

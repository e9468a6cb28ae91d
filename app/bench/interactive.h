#pragma once

#include <memory>
#include <string>

#include "core/base/json.h"
#include "core/session/engine.h"

namespace app {

struct InteractiveBenchOptions {
  int moves = 1000;
  double moves_per_second = 30;
  int width = 64;               // ngf = ndf of the net in training
  std::string model = "rooms";  // dragged through without training
};

/// The program in its real window, 1280 x 800, dragged by X11 mouse events: first alone, then beside a
/// training of `classic` 64 with batch 64. Latency is from GLFW's cursor event to the swap of the first frame
/// that shows the picture of that z or a newer one, by stamp; a superseded move is answered by the newer one.
/// Throws core::Error without a display.
core::Json run_interactive_bench(std::shared_ptr<core::Engine> engine,
                                 const InteractiveBenchOptions& options);

}  // namespace app

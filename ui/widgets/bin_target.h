#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/look/theme.h"
#include "ui/widgets/drag_exemplar.h"

namespace ui {

struct BinTargetOptions {
  core::BinId id = core::BinId::kA;
  std::string letter;               // "A"; empty for left and right
  float width = 148, height = 432;  // logical pixels of the whole bin, header included
  bool hint_when_empty = true;      // "Drop thumbnails here"
};

struct BinTargetResult {
  std::vector<core::Exemplar> dropped;
  bool renamed = false;
  ImVec2 body_min, body_max;  // screen pixels inside the frame, below the header: draw the exemplars there
  bool hovering = false;      // a thumbnail is held over it
};

/// Frame of one bin with header (letter in the bin's colour, editable name, count) that takes dropped
/// exemplars anywhere on it; the frame takes the bin's colour while something is held over it. The cursor
/// stands at the body's upper left corner afterwards; items of the body come next, then end_bin_target().
BinTargetResult begin_bin_target(Frame& frame, const BinTargetOptions& options, std::string& name, int count);
void end_bin_target();

}  // namespace ui

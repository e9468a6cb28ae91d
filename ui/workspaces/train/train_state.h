#pragma once

#include <cstdint>

#include "core/image/image.h"

namespace ui::train {

/// What the panels of Train share besides document and snapshot.
struct TrainState {
  core::Image pinned;  // grid of the fixed z that was pinned as B; empty = none
  std::int64_t pinned_step = 0;
  std::uint64_t pinned_version = 0;  // grows with every pin

  bool has_pin() const { return !pinned.empty(); }
};

}  // namespace ui::train

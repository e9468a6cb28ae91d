#pragma once

#include <span>

#include "core/run/train_options.h"

namespace core {

/// A recipe that a run can begin with (docs/paper.md: Architectures).
struct TrainPreset {
  const char* name;                  // in files and on the command line
  const char* words;                 // English: for who has to choose
  void (*apply)(TrainOptions& all);  // to options that are the defaults
};

/// The one list of presets; the first is the usual one.
std::span<const TrainPreset> preset_table();

}  // namespace core

#pragma once

#include "core/model/model_source.h"

namespace core {

/// One of two files that are to be one model.
struct HalfModel {
  ModelSource source;  // its discriminator is empty
  bool has_generator = false;
};

/// The source of both, whichever comes first: the generator's file with all that was chosen for it, and the
/// other as its discriminator's. Throws Error where neither has a generator.
ModelSource generator_and_discriminator(const HalfModel& first, const HalfModel& second);

}  // namespace core

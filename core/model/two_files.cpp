#include "core/model/two_files.h"

#include "core/base/error.h"

namespace core {

ModelSource generator_and_discriminator(const HalfModel& first, const HalfModel& second) {
  if (!first.has_generator && !second.has_generator)
    throw Error("both files hold a discriminator only", first.source.file + " and " + second.source.file,
                "open a generator with one of them");
  ModelSource both = (first.has_generator ? first : second).source;
  both.discriminator = (first.has_generator ? second : first).source.file;
  return both;
}

}  // namespace core

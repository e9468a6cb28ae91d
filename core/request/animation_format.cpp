#include "core/request/animation_format.h"

#include <algorithm>

#include "core/base/ending.h"

namespace core {

const AnimationFormat* animation_format(const std::filesystem::path& file) {
  const std::string ending = ending_of(file);
  const auto found = std::find_if(kAnimationFormats.begin(), kAnimationFormats.end(),
                                  [&](const AnimationFormat& format) { return format.ending == ending; });
  return found == kAnimationFormats.end() ? nullptr : &*found;
}

std::string animation_names() {
  std::string names;
  for (const AnimationFormat& format : kAnimationFormats)
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

}  // namespace core

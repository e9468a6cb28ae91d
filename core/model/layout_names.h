#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace core {

/// A layout of nets that follows from sizes and widths alone, so that it can be trained. core/nets/layouts
/// says what its nets are.
struct LayoutName {
  const char* name;     // in options, metadata and on the command line
  const char* kernels;  // of its convolutions, for people
};

/// The first is the usual one.
inline constexpr std::array kTrainableLayouts{LayoutName{"classic", "4×4"}, LayoutName{"paper", "5×5"}};

inline constexpr auto kTrainableLayoutNames = [] {
  std::array<const char*, kTrainableLayouts.size()> names{};
  std::transform(kTrainableLayouts.begin(), kTrainableLayouts.end(), names.begin(),
                 [](const LayoutName& layout) { return layout.name; });
  return names;
}();

/// Each of them, for who has to choose.
inline constexpr const char* kTrainableLayoutsHelp =
    "classic: 4x4 kernels as dcgan.torch and PyTorch; paper: 5x5, linear stem (paper section 4)";

/// Null for other lists of stages, as imported files have them.
constexpr const LayoutName* trainable_layout(std::string_view name) {
  const auto found = std::find_if(kTrainableLayouts.begin(), kTrainableLayouts.end(),
                                  [&](const LayoutName& layout) { return name == layout.name; });
  return found == kTrainableLayouts.end() ? nullptr : &*found;
}

}  // namespace core

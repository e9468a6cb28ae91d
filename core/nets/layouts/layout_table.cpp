#include "core/nets/layouts/layout_table.h"

#include <algorithm>
#include <array>

#include "core/run/option_error.h"

namespace nets {
namespace {

constexpr std::array<const LayoutKind*, 3> kTable{&kClassicLayoutKind, &kPaperLayoutKind, &kChainLayoutKind};

}  // namespace

std::span<const LayoutKind* const> layout_table() {
  return kTable;
}

const LayoutKind* find_layout(std::string_view name) {
  const auto found = std::find_if(kTable.begin(), kTable.end(),
                                  [&](const LayoutKind* layout) { return layout->name == name; });
  return found == kTable.end() ? nullptr : *found;
}

const LayoutKind& layout_of(const LayoutSpec& spec) {
  if (const LayoutKind* layout = find_layout(spec.layout)) return *layout;
  std::string known;
  for (const LayoutKind* layout : kTable) known += (known.empty() ? "" : ", ") + std::string(layout->name);
  throw core::OptionError("layout", spec.layout, known);
}

}  // namespace nets

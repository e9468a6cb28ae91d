#include "ui/widgets/segmented.h"

#include "ui/look/scope.h"
#include "ui/widgets/button.h"

namespace ui {

bool segmented(const Theme& theme, const char* id, std::span<const char* const> labels, int& chosen) {
  const IdScope scope(id);
  const GroupScope group;
  bool changed = false;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    if (i) ImGui::SameLine(0, theme.px(metric::kGap));
    if (button(theme, labels[i], {.active = i == chosen}) && chosen != i) {
      chosen = i;
      changed = true;
    }
  }
  return changed;
}

}  // namespace ui

#pragma once

#include <string>
#include <vector>

#include "ui/shell/actions.h"
#include "ui/shell/button_survey.h"

namespace ui {

/// Every action, bundled model and button of a panel by its words (Ctrl+P): type, arrows, Enter; Esc closes.
/// Actions that cannot act now show why.
class CommandPalette {
 public:
  void draw(const std::vector<Action>& actions, ActionContext& context);

  /// Whether every word of `typed` occurs in `label`, whatever the case.
  static bool matches(const std::string& typed, const std::string& label);

 private:
  std::vector<FoundButton> buttons_;  // as they were when it opened
  std::string typed_;
  int cursor_ = 0;
};

}  // namespace ui

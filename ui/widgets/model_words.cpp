#include "ui/widgets/model_words.h"

#include "core/base/format.h"
#include "ui/tr_format.h"

namespace ui {

bool step_is_known(const core::ModelInfo& model) {
  return model.step > 0 || model.words.empty();
}

std::string step_text(const core::ModelInfo& model) {
  if (!step_is_known(model)) return tr("not in the file");
  return tr_format("step {}", core::thousands(model.step));
}

}  // namespace ui

#include "ui/widgets/sum_text.h"

#include <cstddef>

#include "ui/look/tr.h"

namespace ui {

std::string sum_text(const core::FromSum& sum) {
  constexpr const char* kLetters[] = {"A", "B", "C"};
  constexpr const char* kSigns[] = {"", " − ", " + "};
  std::string text;
  for (std::size_t i = 0; i < sum.bins.size(); ++i) {
    if (!sum.bins[i]) continue;
    text += (text.empty() && i != 1 ? "" : kSigns[i]) +
            verbatim(sum.bins[i]->empty() ? std::string(kLetters[i]) : *sum.bins[i]);
  }
  return text;
}

}  // namespace ui

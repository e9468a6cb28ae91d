#pragma once

#include <fmt/format.h>

#include <string>

#include "ui/look/tr.h"

namespace ui {

/// A translated sentence with its values: tr_format("{} of {} images", used, all). The English string is an
/// fmt format and may be reordered by a translation only with numbered fields.
template <class... Values>
std::string tr_format(const char* english, const Values&... values) {
  return fmt::vformat(tr(english), fmt::make_format_args(values...));
}

}  // namespace ui

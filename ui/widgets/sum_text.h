#pragma once

#include <string>

#include "core/document/origin.h"

namespace ui {

/// "A − B + C" with the bins' own names; bins that held nothing are left out.
std::string sum_text(const core::FromSum& sum);

}  // namespace ui

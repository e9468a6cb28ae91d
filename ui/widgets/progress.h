#pragma once

#include <string>

#include "core/session/snapshot.h"
#include "ui/look/theme.h"

namespace ui {

/// Bar with text centred on it; share 0..1, below 0 = unknown length (a moving part). Logical pixels, width 0
/// = rest of the line.
void progress_bar(const Theme& theme, double share, const std::string& text, float width = 0,
                  float height = 20, double time = 0);
/// "62 % · 0:14 left", "1,240 images" when the length is unknown.
std::string progress_text(const core::JobSnapshot& job);
/// Words translated, names as they are: "Export sheet.png".
std::string job_title(const core::JobTitle& title);
double progress_share(const core::JobSnapshot& job);  // -1 = unknown

}  // namespace ui

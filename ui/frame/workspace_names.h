#pragma once

#include "core/document/document.h"

namespace ui {

inline constexpr int kWorkspaceCount = 6;

const char* workspace_label(core::Workspace workspace);      // English, for tr()
const char* workspace_icon(core::Workspace workspace);       // Font Awesome
const char* workspace_action_id(core::Workspace workspace);  // "view.explore"

}  // namespace ui

#include "ui/frame/workspace_names.h"

#include <icons_font_awesome_6.h>

#include <array>

namespace ui {
namespace {

struct Names {
  const char *label, *icon, *action;
};

constexpr std::array<Names, kWorkspaceCount> kNames = {{
    {"Explore", ICON_FA_MAGNIFYING_GLASS_PLUS, "view.explore"},
    {"Arithmetic", ICON_FA_CALCULATOR, "view.arithmetic"},
    {"Discriminator", ICON_FA_EYE, "view.discriminator"},
    {"Forget", ICON_FA_ERASER, "view.forget"},
    {"Train", ICON_FA_DUMBBELL, "view.train"},
    {"Evaluate", ICON_FA_CHART_LINE, "view.evaluate"},
}};

const Names& names(core::Workspace workspace) {
  return kNames[static_cast<std::size_t>(workspace)];
}

}  // namespace

const char* workspace_label(core::Workspace workspace) {
  return names(workspace).label;
}

const char* workspace_icon(core::Workspace workspace) {
  return names(workspace).icon;
}

const char* workspace_action_id(core::Workspace workspace) {
  return names(workspace).action;
}

}  // namespace ui

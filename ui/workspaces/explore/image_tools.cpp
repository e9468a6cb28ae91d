#include "ui/workspaces/explore/image_tools.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <array>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/explore/comparison.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/explore_exports.h"

namespace ui::explore {
namespace {

// Logical pixels: narrower rows have a list instead of five buttons, then no word before it.
constexpr float kWide = 900, kWord = 460;
constexpr std::array kZooms{1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32};
constexpr std::array kExportFactors{1, 4, 8, 16};

void zoom_tools(Frame& frame, ExploreState& state, ToolRow& row) {
  const Theme& theme = frame.theme;
  const char* how = frame.view.settings.linear_sampling ? tr("smooth") : tr("nearest");
  ImGui::SetNextItemWidth(theme.px(112));
  {
    const ColorScope arrow(ImGuiCol_Button, theme.frame_hovered);
    if (ImGui::BeginCombo("##zoom", fmt::format("{}× {}", state.canvas.zoom(), how).c_str())) {
      for (const int zoom : kZooms)
        if (ImGui::Selectable(fmt::format("{}×", zoom).c_str(), zoom == state.canvas.zoom()))
          state.canvas.set_zoom(zoom);
      ImGui::EndCombo();
    }
  }
  row.next(true);
  if (button(theme, "1:1", {.tooltip = tr("One pixel of the picture is one of the screen")}))
    state.canvas.set_zoom(1);
  row.next();
  if (button(theme, tr("Fit"),
             {.tooltip = tr("As large as whole numbers allow"), .active = state.canvas.fitted()}))
    state.canvas.fit();
}

void compare_tools(Frame& frame, ExploreState& state, ToolRow& row, bool wide) {
  const Theme& theme = frame.theme;
  const char* reason = needs_pin_to_compare(frame);
  const std::array labels{tr("Off"), tr("Side"), tr("Wipe"), tr("Flicker"), tr("Difference")};
  int mode = static_cast<int>(frame.view.compare);
  row.next(true);
  if (ImGui::GetWindowWidth() >= theme.px(kWord)) {
    row.text(tr("Compare"));
    row.next(true);
  }
  if (wide) {
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
      if (i) row.next();
      const char* missing = i ? reason : nullptr;
      const bool chosen = button(theme, labels[static_cast<std::size_t>(i)],
                                 {.active = i == (reason ? 0 : mode), .disabled = missing});
      if (chosen) mode = i;
    }
  } else {
    const DisabledScope disabled(reason != nullptr);
    combo(theme, "##compare", labels, mode, 92, reason ? reason : tr("Compare"));
  }
  frame.view.compare = static_cast<Compare>(mode);
  if (!wide) return;
  row.next(true);
  const std::array others{compare_label(CompareWith::kCrossFade), compare_label(CompareWith::kPin)};
  int with = static_cast<int>(state.compare_with);
  if (combo(theme, "##with", others, with, 130, tr("What the canvas is compared with")))
    state.compare_with = static_cast<CompareWith>(with);
}

void export_menu(Frame& frame, ExploreState& state) {
  const PopupScope popup("##exports");
  if (!popup) return;
  const int size = frame.model()->size;
  for (const int factor : kExportFactors)
    if (ImGui::MenuItem(
            fmt::format("{} {}×  ({} × {})", tr("Picture"), factor, size * factor, size * factor).c_str()))
      export_figure(frame, picture_export(frame.document, factor), "image");
  ImGui::Separator();
  if (ImGui::MenuItem(tr("Contact sheet")))
    export_figure(frame, sheet_export(frame.document, state.sheet_order(frame)), "sheet");
}

void picture_tools(Frame& frame, ExploreState& state, ToolRow& row, bool wide) {
  const Theme& theme = frame.theme;
  const char* pinned = is_last_pin(frame);
  row.right();
  const char* pin_tip = tr("Pin this place on the path");
  const bool pin =
      wide ? button(theme, tr("Pin"),
                    {.icon = ICON_FA_THUMBTACK, .tooltip = pin_tip, .keys = "P", .disabled = pinned})
           : icon_button(theme, "##pin", ICON_FA_THUMBTACK, pin_tip, {.keys = "P", .disabled = pinned});
  if (pin) pin_current(frame);
  row.next();
  const char* export_tip = tr("Export the picture");
  const bool open = wide ? button(theme, tr("Export"), {.icon = ICON_FA_FILE_EXPORT, .tooltip = export_tip})
                         : icon_button(theme, "##export", ICON_FA_FILE_EXPORT, export_tip);
  if (open) ImGui::OpenPopup("##exports");
  export_menu(frame, state);
  row.next();
  if (copy_command_button(theme, "##command"))
    copy_command(frame, picture_export(frame.document, kCommandFactor));
}

}  // namespace

void draw_image_tools(Frame& frame, ExploreState& state) {
  const bool wide = ImGui::GetContentRegionAvail().x >= frame.theme.px(kWide);
  ToolRow row(frame.theme);
  zoom_tools(frame, state, row);
  compare_tools(frame, state, row, wide);
  picture_tools(frame, state, row, wide);
}

}  // namespace ui::explore

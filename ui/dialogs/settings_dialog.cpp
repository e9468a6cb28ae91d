#include <fmt/format.h>

#include "ui/dialogs/dialogs.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"
#include "ui/widgets/value_slider.h"

namespace ui {
namespace {

void theme_row(const Theme& theme, Settings& settings) {
  property_label(theme, tr("Theme"));
  const char* labels[] = {tr("Dark"), tr("Light")};
  int chosen = settings.theme == ThemeKind::kDark ? 0 : 1;
  if (segmented(theme, "##theme", labels, chosen))
    settings.theme = chosen == 0 ? ThemeKind::kDark : ThemeKind::kLight;
}

/// In steps of a quarter: the layout is made anew for every scale.
void scale_row(const Theme& theme, Settings& settings) {
  property_label(theme, tr("Scale"));
  const std::string text = fmt::format("{:.0f}\u2009%", settings.scale * 100);
  ImGui::SetNextItemWidth(theme.px(120));
  if (!ImGui::BeginCombo("##scale", text.c_str())) return;
  for (int quarters = 3; quarters <= 12; ++quarters) {
    const float scale = static_cast<float>(quarters) / 4;
    if (ImGui::Selectable(fmt::format("{:.0f}\u2009%", scale * 100).c_str(), scale == settings.scale))
      settings.scale = scale;
  }
  ImGui::EndCombo();
}

void folder_row(ActionContext& context, Settings& settings) {
  const Theme& theme = context.frame.theme;
  property_label(theme, tr("Export folder"));
  const bool known = core::home_folder() || !settings.export_folder.empty();
  const std::filesystem::path folder = known ? export_folder(settings) : core::working_folder();
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(elide_middle(verbatim(folder.string()), theme.px(240)).c_str());
  tooltip(verbatim(folder.string()).c_str());
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, tr("Change…"))) {
    context.shell.dialog.open(FileDialog::Kind::kExportFolder, folder.parent_path());
    ImGui::CloseCurrentPopup();
  }
}

}  // namespace

void draw_settings(ActionContext& context) {
  const std::string title = std::string(tr("Settings")) + "###settings";
  if (context.shell.settings) ImGui::OpenPopup(title.c_str());
  context.shell.settings = false;
  const Theme& theme = context.frame.theme;
  Settings& settings = context.frame.view.settings;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(12)));
  bool open = true;
  if (!ImGui::BeginPopupModal(title.c_str(), &open, ImGuiWindowFlags_AlwaysAutoResize)) return;
  theme_row(theme, settings);
  scale_row(theme, settings);
  property_label(theme, tr("Pictures"));
  check(theme, tr("Smooth enlargement"), settings.linear_sampling, nullptr,
        tr("Linear instead of nearest-neighbour sampling in the image canvases"));
  folder_row(context, settings);
  gap(theme);
  if (button(theme, tr("Close")) || ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace ui

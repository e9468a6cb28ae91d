#include "ui/dialogs/dialogs.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section.h"

namespace ui {

void draw_closing_question(ActionContext& context) {
  const std::string title = std::string(tr("A training is running")) + "###closing";
  if (context.shell.closing) ImGui::OpenPopup(title.c_str());
  context.shell.closing = false;
  const Theme& theme = context.frame.theme;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(12)));
  if (!ImGui::BeginPopupModal(title.c_str(), nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  ImGui::TextUnformatted(tr("Quitting saves a checkpoint first, so that the run can be resumed."));
  gap(theme);
  const auto choose = [](bool& flag) {
    flag = true;
    ImGui::CloseCurrentPopup();
  };
  if (button(theme, tr("Save and quit"))) {
    context.frame.out.send(core::StopTraining{});
    choose(context.shell.quit_when_stopped);
  }
  ImGui::SameLine();
  if (button(theme, tr("Keep training without a window"))) choose(context.shell.train_hidden);
  ImGui::SameLine();
  if (button(theme, tr("Cancel"), {.primary = true}) || ImGui::IsKeyPressed(ImGuiKey_Escape))
    ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace ui

#include "ui/menu_bar.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace_names.h"

namespace ui {
namespace {

constexpr float kTabPadding = 16, kNarrowTabPadding = 11, kNarrowWindow = 1500, kTabGap = 0,
                kCommandWidth = 148, kModelWidth = 264;

void draw_name(const Theme& theme) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::SetCursorPosX(theme.px(14));
  text_colored(theme.accent, ICON_FA_VECTOR_SQUARE);
  ImGui::SameLine(0, theme.px(4));
  ImGui::TextUnformatted(verbatim("ganscope"));
  ImGui::SameLine(0, theme.px(12));
}

void action_item(const Action& action, ActionContext& context) {
  const char* reason = reason_disabled(action, context);
  const bool checked = action.checked && action.checked(context);
  if (action.group) ImGui::Separator();
  if (ImGui::MenuItem(tr(action.label), keys_text(action.keys).c_str(), checked, reason == nullptr))
    action.run(context);
  tooltip(reason);
}

void open_models_menu(ActionContext& context) {
  if (const MenuScope bundled(tr("Open bundled model"), !context.shell.bundled.empty()); bundled)
    for (const core::BundledModel& model : context.shell.bundled)
      if (ImGui::MenuItem(verbatim(model.name).c_str())) context.frame.out.send(core::LoadModel{model.name});
  const auto& recent = context.frame.view.settings.recent_models;
  if (const MenuScope menu(tr("Open recent"), !recent.empty()); menu)
    for (const std::string& one : recent)
      if (ImGui::MenuItem(elide_middle(verbatim(one), context.frame.theme.px(320)).c_str()))
        context.frame.out.send(core::LoadModel{one});
}

void shell_panels_menu(ActionContext& context) {
  ImGui::Separator();
  const char* labels[] = {tr("Jobs panel"), tr("History panel"), tr("Log panel")};
  for (int i = 0; i < 3; ++i) ImGui::MenuItem(labels[i], nullptr, &context.shell.floating[i]);
}

void draw_menus(const std::vector<Action>& actions, ActionContext& context) {
  const StyleScope padding(ImGuiStyleVar_WindowPadding,
                           ImVec2(context.frame.theme.px(8), context.frame.theme.px(6)));
  const StyleScope spacing(ImGuiStyleVar_ItemSpacing,
                           ImVec2(context.frame.theme.px(8), context.frame.theme.px(6)));
  for (const Menu menu : {Menu::kFile, Menu::kEdit, Menu::kView, Menu::kModel, Menu::kRun, Menu::kHelp}) {
    const MenuScope open(menu_title(menu));
    if (!open) continue;
    for (const Action& action : actions) {
      if (action.menu != menu) continue;
      action_item(action, context);
      if (std::string_view(action.id) == "file.open") open_models_menu(context);
    }
    if (menu == Menu::kView) shell_panels_menu(context);
  }
}

bool narrow(const Theme& theme) {
  return ImGui::GetWindowWidth() < theme.px(kNarrowWindow);
}

float tab_padding(const Theme& theme) {
  return theme.px(narrow(theme) ? kNarrowTabPadding : kTabPadding);
}

float tab_width(const Theme& theme, core::Workspace workspace) {
  return text_width(workspace_icon(workspace)) + theme.px(6) + text_width(tr(workspace_label(workspace))) +
         2 * tab_padding(theme);
}

void workspace_tab(ActionContext& context, core::Workspace workspace) {
  const Theme& theme = context.frame.theme;
  const bool active = context.frame.view.workspace == workspace;
  const TextScope weight(theme, TextSize::kText, active ? Weight::kMedium : Weight::kRegular);
  const ImVec2 size{tab_width(theme, workspace), theme.px(metric::kMenuBar)};
  if (ImGui::InvisibleButton(workspace_action_id(workspace), size)) context.frame.out.go_to = workspace;
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool hovered = ImGui::IsItemHovered();
  if (active || hovered) list->AddRectFilled(min, max, active ? theme.panel : theme.header);
  if (active) list->AddRectFilled(min, {max.x, min.y + theme.px(2)}, theme.accent);
  const ImU32 color = active ? theme.text : theme.text_dim;
  const float x = min.x + tab_padding(theme);
  draw_text_in({x, min.y}, max, {0, 0.5f}, color, workspace_icon(workspace));
  draw_text_in({x + text_width(workspace_icon(workspace)) + theme.px(6), min.y}, max, {0, 0.5f}, color,
               tr(workspace_label(workspace)));
}

/// In the middle of the window when there is room, else right of the menus.
void draw_tabs(ActionContext& context, float right_part) {
  const Theme& theme = context.frame.theme;
  float width = 0;
  for (int i = 0; i < kWorkspaceCount; ++i)
    width += tab_width(theme, static_cast<core::Workspace>(i)) + theme.px(kTabGap);
  const float window = ImGui::GetWindowWidth();
  const float middle = (window - width) / 2, most = window - right_part - width - theme.px(8);
  const float x = std::max(std::round(std::min(middle, most)), ImGui::GetCursorPosX());
  ImGui::SetCursorPos({x, 0});
  for (int i = 0; i < kWorkspaceCount; ++i) {
    workspace_tab(context, static_cast<core::Workspace>(i));
    ImGui::SameLine(0, theme.px(kTabGap));
    ImGui::SetCursorPosY(0);
  }
}

/// A frame with an icon and text that opens something.
bool box(const Theme& theme, const char* id, float x, float width, const char* icon, ImU32 icon_color,
         const std::string& text, ImU32 text_color, bool arrow) {
  ImGui::SetCursorPos({x, theme.px(4)});
  const bool pressed = ImGui::InvisibleButton(id, {width, theme.px(metric::kFrame)});
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  const float rounding = 3 * theme.scale, arrow_width = arrow ? theme.px(20) : 0;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, ImGui::IsItemHovered() ? theme.frame_hovered : theme.frame, rounding);
  if (arrow) {
    list->AddRectFilled({max.x - arrow_width, min.y}, max, theme.frame_hovered, rounding,
                        ImDrawFlags_RoundRight);
    draw_text_in({max.x - arrow_width, min.y}, max, {0.5f, 0.5f}, theme.text, ICON_FA_CARET_DOWN);
  }
  if (!theme.dark()) list->AddRect(min, max, theme.line, rounding, theme.px(1));
  const float pad = theme.px(8);
  draw_text_in({min.x + pad, min.y}, max, {0, 0.5f}, icon_color, icon);
  const float left = min.x + pad + text_width(icon) + theme.px(6), right = max.x - arrow_width - theme.px(4);
  draw_text_in({left, min.y}, {right, max.y}, {0, 0.5f}, text_color, elide_end(text, right - left));
  return pressed;
}

}  // namespace

std::string model_line(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return tr("no model");
  std::string line = verbatim(model->name) + " " + std::to_string(model->size) + " · ";
  line += frame.snapshot.following_live ? tr("live") : weights_text(*model);
  return step_is_known(*model) ? line + " · " + step_text(*model) : line;
}

void draw_menu_bar(const std::vector<Action>& actions, ActionContext& context) {
  const Theme& theme = context.frame.theme;
  const float height = theme.px(metric::kMenuBar);
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize({viewport->Size.x, height});
  const StyleScope border(ImGuiStyleVar_WindowBorderSize, 0.0f);
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const StyleScope frame(ImGuiStyleVar_FramePadding,
                         ImVec2(theme.px(8), (height - ImGui::GetFontSize()) / 2));
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_MenuBar |
                                      ImGuiWindowFlags_NoDocking | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoNavFocus;
  if (ImGui::Begin("##menu", nullptr, kFlags) && ImGui::BeginMenuBar()) {
    draw_name(theme);
    draw_menus(actions, context);
    const float edge = ImGui::GetWindowWidth() - theme.px(8);
    const bool small = narrow(theme);
    const float model_width = theme.px(small ? kModelWidth - 44 : kModelWidth);
    const float command_width = theme.px(small ? metric::kFrame + 8 : kCommandWidth);
    const float model_x = edge - model_width, command_x = model_x - theme.px(8) - command_width;
    draw_tabs(context, ImGui::GetWindowWidth() - command_x);
    const std::string command = std::string(tr("Command …")) + " " + verbatim("Ctrl+P");
    if (box(theme, "##commands", command_x, command_width, ICON_FA_MAGNIFYING_GLASS, theme.text_dim,
            small ? std::string() : command, theme.text_dim, false))
      context.shell.palette = true;
    tooltip(tr("Find a command"), "Ctrl+P");
    if (box(theme, "##model", model_x, model_width, ICON_FA_CUBE, theme.accent, model_line(context.frame),
            theme.text, true))
      context.shell.model_card = true;
    tooltip(tr("Model card; open another model"));
    ImGui::EndMenuBar();
  }
  ImGui::End();
}

}  // namespace ui

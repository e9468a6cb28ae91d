#include "ui/shell/menu_bar.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/shell/menu_layout.h"
#include "ui/shell/workspace_tabs.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

void draw_name(const Theme& theme, bool word) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::SetCursorPosX(theme.px(14));
  text_colored(theme.accent, ICON_FA_VECTOR_SQUARE);
  if (word) {
    ImGui::SameLine(0, theme.px(4));
    ImGui::TextUnformatted(verbatim("ganscope"));
  }
  ImGui::SameLine(0, theme.px(12));
}

void action_item(const Action& action, ActionContext& context) {
  const char* reason = reason_disabled(action, context);
  const bool checked = action.checked && action.checked(context);
  if (action.group) ImGui::Separator();
  if (ImGui::MenuItem(tr(action.label), keys_text(action).c_str(), checked, reason == nullptr))
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
  if (right > left)
    draw_text_in({left, min.y}, {right, max.y}, {0, 0.5f}, text_color, elide_end(text, right - left));
  return pressed;
}

void command_box(ActionContext& context, float x, float width) {
  const Theme& theme = context.frame.theme;
  const bool word = width > theme.px(kIconBox);
  const std::string text = std::string(tr("Command …")) + " " + verbatim("Ctrl+P");
  if (box(theme, "##commands", x, width, ICON_FA_MAGNIFYING_GLASS, theme.text_dim,
          word ? text : std::string(), theme.text_dim, false))
    context.shell.palette = true;
  tooltip(tr("Find a command"), "Ctrl+P");
}

void model_box(ActionContext& context, float x, float width, bool words) {
  const Theme& theme = context.frame.theme;
  const std::string line = model_line(context.frame);
  if (box(theme, "##model", x, width, ICON_FA_CUBE, theme.accent, words ? line : std::string(), theme.text,
          width > theme.px(kIconBox)))
    context.shell.model_card = true;
  const std::string tip = tr("Model card; open another model");
  tooltip(words ? tip.c_str() : (line + "\n" + tip).c_str());
}

/// The tabs in the middle of the window when there is room, else between the menus and the boxes, which
/// stand at the window's edge.
void draw_middle_and_right(const std::vector<Action>& actions, ActionContext& context,
                           const MenuLayout& layout) {
  const Theme& theme = context.frame.theme;
  const float window = ImGui::GetWindowWidth(), left = ImGui::GetCursorPosX();
  const float tabs = workspace_tabs_width(theme, layout.tabs), gap = theme.px(metric::kGap);
  const float free = window - left - tabs - gap - right_part_width(theme, layout, 0);
  const float model_width =
      std::clamp(std::floor(free), theme.px(layout.model_least), theme.px(layout.model_most));
  const float right = right_part_width(theme, layout, model_width);
  const float x = std::min((window - tabs) / 2, window - right - gap - tabs);
  draw_workspace_tabs(actions, context, layout.tabs, std::max(std::round(x), left));
  if (layout.command > 0) command_box(context, window - right, theme.px(layout.command));
  model_box(context, window - theme.px(kBarGap) - model_width, model_width, layout.model_most > kArrowBox);
}

}  // namespace

std::string model_line(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return tr("no model");
  std::string line = verbatim(model->name) + " " + std::to_string(model->size) + " · ";
  line += frame.snapshot.live ? tr("live") : weights_text(*model);
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
    const MenuLayout layout = choose_menu_layout(theme, ImGui::GetWindowWidth());
    draw_name(theme, layout.name);
    draw_menus(actions, context);
    draw_middle_and_right(actions, context, layout);
    ImGui::EndMenuBar();
  }
  ImGui::End();
}

}  // namespace ui

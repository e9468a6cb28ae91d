#include "ui/dialogs/command_palette.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kWidth = 520;
constexpr int kRows = 12;

struct Row {
  std::string label, keys;
  const char* disabled = nullptr;
  std::function<void(ActionContext&)> run;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::vector<Row> matching_rows(const std::string& typed, const std::vector<Action>& actions,
                               const std::vector<FoundButton>& buttons, ActionContext& context) {
  std::vector<Row> rows;
  for (const Action& action : actions) {
    const std::string label = std::string(menu_title(action.menu)) + ": " + tr(action.label);
    if (CommandPalette::matches(typed, label) || CommandPalette::matches(typed, action.label))
      rows.push_back({label, keys_text(action), reason_disabled(action, context), action.run});
  }
  for (const core::BundledModel& model : context.shell.bundled) {
    const std::string label = std::string(tr("Open model")) + " " + verbatim(model.name);
    if (CommandPalette::matches(typed, label))
      rows.push_back({label, {}, nullptr, [name = model.name](ActionContext& c) {
                        c.frame.out.send(core::LoadModel{name});
                      }});
  }
  if (typed.empty()) return rows;  // what has a menu first; the buttons are many
  for (const FoundButton& found : buttons) {
    const BookedButton& button = found.button;
    const std::string label = found.place + ": " + button.label;
    if (CommandPalette::matches(typed, label + " " + button.words))
      rows.push_back(
          {label, {}, button.disabled.empty() ? nullptr : button.disabled.c_str(), [found](ActionContext& c) {
             c.shell.press = found;
           }});
  }
  return rows;
}

/// True when the row was clicked.
bool draw_row(const Theme& theme, const Row& row, int index, bool current) {
  const IdScope scope(index);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{theme.px(kWidth) - 2 * theme.px(8), theme.px(metric::kListRow)};
  const bool clicked = ImGui::InvisibleButton("##row", size);
  const ImVec2 end{at.x + size.x, at.y + size.y};
  if (current || ImGui::IsItemHovered())
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, current ? theme.selected : theme.frame);
  if (current) ImGui::SetScrollHereY();
  const float pad = theme.px(8);
  const ImU32 color = row.disabled && !current ? theme.text_disabled : theme.text;
  draw_text_in({at.x + pad, at.y}, end, {0, 0.5f}, color, row.label);
  draw_text_in(at, {end.x - pad, end.y}, {1, 0.5f}, current ? theme.text : theme.text_dim,
               row.disabled ? row.disabled : row.keys.c_str());
  return clicked;
}

}  // namespace

bool CommandPalette::matches(const std::string& typed, const std::string& label) {
  std::istringstream words(lower(typed));
  const std::string text = lower(label);
  for (std::string word; words >> word;)
    if (text.find(word) == std::string::npos) return false;
  return true;
}

void CommandPalette::draw(const std::vector<Action>& actions, ActionContext& context) {
  const Theme& theme = context.frame.theme;
  if (context.shell.palette) {
    context.shell.palette = false;
    typed_.clear();
    cursor_ = 0;
    buttons_ = survey_buttons(context);
    ImGui::OpenPopup("##palette");
  }
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({viewport->GetCenter().x, viewport->Pos.y + theme.px(metric::kMenuBar + 4)}, 0,
                          {0.5f, 0});
  ImGui::SetNextWindowSize({theme.px(kWidth), 0});
  const PopupScope popup("##palette");
  if (!popup) return;
  // Escape also leaves the text field; one press closes both.
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) return ImGui::CloseCurrentPopup();
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  shown_as_typed(typed_);
  if (ImGui::InputTextWithHint("##search", tr("Type a command"), &typed_)) cursor_ = 0;
  const std::vector<Row> rows = matching_rows(typed_, actions, buttons_, context);
  const int last = static_cast<int>(rows.size()) - 1;
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++cursor_;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --cursor_;
  cursor_ = std::clamp(cursor_, 0, std::max(last, 0));
  int chosen = ImGui::IsKeyPressed(ImGuiKey_Enter) && last >= 0 ? cursor_ : -1;
  const StyleScope spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const float height = theme.px(metric::kListRow) * static_cast<float>(std::clamp(last + 1, 1, kRows));
  {
    const ChildScope list("##list", {0, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (rows.empty()) text_dim(theme, tr("No command has this name."));
    for (int i = 0; i <= last; ++i)
      if (draw_row(theme, rows[static_cast<std::size_t>(i)], i, i == cursor_)) chosen = i;
  }
  if (chosen < 0 || rows[static_cast<std::size_t>(chosen)].disabled) return;
  ImGui::CloseCurrentPopup();
  rows[static_cast<std::size_t>(chosen)].run(context);
}

}  // namespace ui

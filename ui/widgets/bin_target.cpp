#include "ui/widgets/bin_target.h"

#include <imgui_stdlib.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kHeader = 26;

bool draw_header(const Theme& theme, const BinTargetOptions& options, std::string& name, int count,
                 ImVec2 min, ImVec2 max) {
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, theme.header);
  float x = min.x + theme.px(8);
  if (!options.letter.empty()) {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    draw_text_in({x, min.y}, {x + theme.px(16), max.y}, {0, 0.5f}, theme.bin(options.id), options.letter);
    x += theme.px(18);
  }
  const std::string number = std::to_string(count);
  const float right = max.x - theme.px(8);
  draw_text_in({x, min.y}, {right, max.y}, {1, 0.5f}, theme.text_dim, number);
  ImGui::SetCursorScreenPos({x, min.y + (max.y - min.y - theme.px(metric::kFrame)) / 2});
  ImGui::SetNextItemWidth(std::max(right - text_width(number) - theme.px(6) - x, 1.0f));
  const ColorScope clear(ImGuiCol_FrameBg, 0);
  const StyleScope flat(ImGuiStyleVar_FrameBorderSize, 0.0f);
  const StyleScope narrow(ImGuiStyleVar_FramePadding, ImVec2(0, ImGui::GetStyle().FramePadding.y));
  shown_as_typed(name);
  ImGui::InputTextWithHint("##name", tr("name"), &name);
  return ImGui::IsItemDeactivatedAfterEdit();
}

}  // namespace

BinTargetResult begin_bin_target(Frame& frame, const BinTargetOptions& options, std::string& name,
                                 int count) {
  const Theme& theme = frame.theme;
  BinTargetResult result;
  ImGui::PushID(static_cast<int>(options.id));
  ImGui::BeginGroup();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{theme.px(options.width), theme.px(options.height)};
  const ImVec2 end{at.x + size.x, at.y + size.y};
  // The whole bin takes drops; what is drawn on it later stays clickable.
  ImGui::SetNextItemAllowOverlap();
  ImGui::InvisibleButton("##bin", size);
  {
    const DragTargetScope target;
    if (target) {
      if (const auto payload = accept_exemplars(&result.hovering))
        result.dropped = exemplars_of(*payload, frame.snapshot);
    }
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = theme.px(result.hovering ? 2 : 1);
  const float header = theme.px(kHeader);
  result.renamed = draw_header(theme, options, name, count, at, {end.x, at.y + header});
  list->AddRect(at, end, result.hovering ? theme.bin(options.id) : theme.line, 0, line);
  const float pad = theme.px(metric::kPanelPadding);
  result.body_min = {at.x + pad, at.y + header + pad};
  result.body_max = {end.x - pad, end.y - pad};
  if (count == 0 && options.hint_when_empty) {
    ImGui::SetCursorScreenPos(result.body_min);
    const ColorScope dim(ImGuiCol_Text, theme.text_dim);
    const WrapScope wrap(result.body_max.x - ImGui::GetWindowPos().x + ImGui::GetScrollX());
    ImGui::TextUnformatted(tr("Drop thumbnails here."));
  }
  ImGui::SetCursorScreenPos(result.body_min);
  return result;
}

void end_bin_target() {
  ImGui::EndGroup();
  ImGui::PopID();
}

}  // namespace ui

#include "ui/shell/shell_panels.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/shell/dock_layout.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"

namespace ui {
namespace {

void job_row(ActionContext& context, const core::JobSnapshot& job) {
  const Theme& theme = context.frame.theme;
  const IdScope scope(static_cast<int>(job.id));
  const float width = ImGui::GetContentRegionAvail().x, button_side = theme.px(metric::kFrame + metric::kGap);
  ImGui::TextUnformatted(elide_end(job_title(job.title), width - button_side).c_str());
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() +
                       std::max(ImGui::GetContentRegionAvail().x - button_side, 0.0f));
  if (icon_button(theme, "##cancel", ICON_FA_XMARK, tr("Cancel this job")))
    context.frame.out.send(core::CancelJob{job.id});
  progress_bar(theme, progress_share(job), progress_text(job), 0, 16, context.shell.now);
  ImGui::Dummy({1, theme.px(metric::kGap)});
}

struct Mark {
  const char* icon;
  ImU32 color;
};

Mark mark_of(const Theme& theme, LogKind kind) {
  switch (kind) {
    case LogKind::kDone:
      return {ICON_FA_CHECK, theme.good};
    case LogKind::kWarning:
      return {ICON_FA_TRIANGLE_EXCLAMATION, theme.warning};
    case LogKind::kError:
      return {ICON_FA_CIRCLE_EXCLAMATION, theme.error};
    case LogKind::kInfo:
      break;
  }
  return {ICON_FA_CIRCLE_INFO, theme.text_dim};
}

/// The first lines of a log line's details, for its tooltip.
std::string beginning(const std::string& details) {
  constexpr int kLines = 16;
  std::size_t end = 0;
  for (int line = 0; line < kLines && end != std::string::npos; ++line) end = details.find('\n', end + 1);
  return end == std::string::npos ? details : details.substr(0, end) + "\n" + tr("… (click: all of it)");
}

/// Draws a line of the log; true when it was clicked and has details.
bool log_row(const Theme& theme, const LogLine& line) {
  const Mark mark = mark_of(theme, line.kind);
  text_colored(theme.text_dim, line.clock);
  ImGui::SameLine(0, theme.px(8));
  text_colored(mark.color, mark.icon);
  ImGui::SameLine(0, theme.px(8));
  const WrapScope wrap;
  ImGui::TextUnformatted(line.text.c_str());
  if (line.details.empty()) return false;
  if (ImGui::IsItemHovered()) tooltip(beginning(line.details).c_str());
  return ImGui::IsItemClicked();
}

/// The popup with the details of the clicked line: the list of a file's tensors may be long.
void log_details(ActionContext& context) {
  const Theme& theme = context.frame.theme;
  ImGui::SetNextWindowSize({theme.px(560), theme.px(360)});
  const PopupScope popup("##details");
  if (!popup) return;
  const std::string& details = context.shell.log_details;
  if (button(theme, tr("Copy"), {.icon = ICON_FA_COPY})) ImGui::SetClipboardText(details.c_str());
  const ChildScope child("##text", {}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  ImGui::TextUnformatted(details.data(), details.data() + details.size());
}

}  // namespace

void draw_jobs_panel(ActionContext& context) {
  const auto& jobs = context.frame.snapshot.jobs;
  if (jobs.empty()) {
    empty_state(context.frame.theme, ICON_FA_LIST_CHECK, tr("No jobs are running."),
                tr("Exports, fits and measurements show their progress here and can be cancelled."), nullptr,
                96);
    return;
  }
  for (const core::JobSnapshot& job : jobs) job_row(context, job);
}

void draw_history_panel(ActionContext& context) {
  const Theme& theme = context.frame.theme;
  const core::History& history = context.frame.history;
  const auto& entries = history.entries();
  if (entries.size() < 2) {
    empty_state(theme, ICON_FA_CLOCK_ROTATE_LEFT, tr("Nothing was changed yet."),
                tr("Every gesture becomes a step here; a click goes back to it."), nullptr, 96);
    return;
  }
  const StyleScope tight(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (std::size_t i = entries.size(); i-- > 0;) {
    const IdScope scope(static_cast<int>(i));
    const bool now = i == history.position();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f), height = theme.px(metric::kListRow);
    if (ImGui::InvisibleButton("##entry", {width, height})) context.shell.history_entry = i;
    const ImVec2 end{at.x + width, at.y + height};
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (now)
      list->AddRectFilled(at, end, theme.selected);
    else if (ImGui::IsItemHovered())
      list->AddRectFilled(at, end, theme.header);
    const float pad = theme.px(8);
    const std::string label = i == 0 ? std::string(tr("Start")) : entries[i].label;
    draw_text_in({at.x + pad, at.y}, {end.x - theme.px(40), end.y}, {0, 0.5f},
                 i > history.position() ? theme.text_dim : theme.text,
                 elide_end(label, width - theme.px(56)));
    if (text_width(label) > width - theme.px(56)) tooltip(label.c_str());
    if (now) draw_text_in(at, {end.x - pad, end.y}, {1, 0.5f}, theme.text, tr("now"));
  }
}

void show_log(ActionContext& context) {
  const core::Workspace workspace = context.frame.view.workspace;
  if (!has_shell_panel(workspace, ShellPanel::kLog))
    context.shell.floating[static_cast<int>(ShellPanel::kLog)] = true;
  ImGui::SetWindowFocus(shell_panel_name(ShellPanel::kLog, workspace).c_str());
}

void draw_log_panel(ActionContext& context) {
  context.shell.toasts.read_errors();
  const Theme& theme = context.frame.theme;
  const Log& log = context.shell.log;
  {
    ToolRow row(theme);
    if (button(theme, tr("Copy"),
               {.icon = ICON_FA_COPY,
                .tooltip = tr("Copy the whole log"),
                .disabled = log.lines().empty() ? tr("the log is empty") : nullptr}))
      ImGui::SetClipboardText(log.text().c_str());
  }
  bool clicked = false;
  {
    const ChildScope child("##lines");
    for (const LogLine& line : log.lines()) {
      if (!log_row(theme, line)) continue;
      context.shell.log_details = line.details;
      clicked = true;
    }
    if (ImGui::GetScrollY() >= ImGui::GetScrollMaxY()) ImGui::SetScrollHereY(1);
  }
  if (clicked) ImGui::OpenPopup("##details");
  log_details(context);
}

}  // namespace ui

#include "ui/shell/toast_view.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>

#include "ui/frame/frame.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/shell/event_sink.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kEdge = 4, kPadding = 12, kIcon = 20, kSpace = 12, kClose = 20;

struct Mark {
  const char* icon;
  ImU32 color;
};

Mark mark_of(const Theme& theme, ToastKind kind) {
  switch (kind) {
    case ToastKind::kWarning:
      return {ICON_FA_TRIANGLE_EXCLAMATION, theme.warning};
    case ToastKind::kError:
      return {ICON_FA_CIRCLE_EXCLAMATION, theme.error};
    case ToastKind::kDone:
      break;
  }
  return {ICON_FA_CHECK, theme.accent};
}

/// An error's toast has its short text: the log file, when there is one, has all that is known.
std::vector<ToastLink> links_of(const Toast& toast, const std::filesystem::path& log_file) {
  std::vector<ToastLink> links = toast.links;
  if (toast.kind == ToastKind::kError && !log_file.empty())
    links.push_back({std::string(tr("More in")) + " " + verbatim(log_file.filename().string()),
                     {},
                     log_file.parent_path()});
  return links;
}

/// The toast's line as one line; notes stand below each other in it.
std::string one_line(std::string text) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
    text.replace(at, 1, " · ");
  return text;
}

/// The words of a toast between `x` and `end`: title, then as much of the line as fits. The whole text is the
/// tooltip.
void draw_words(const Theme& theme, const Toast& toast, float x, float end, float y) {
  const float height = theme.px(metric::kStatusBar);
  ImGui::SetCursorPos({x, 0});
  ImGui::InvisibleButton("##words", {std::max(end - x, 1.0f), height});
  const std::string whole = toast.line.empty() ? toast.title : toast.title + "\n" + toast.line;
  tooltip(whole.c_str());
  {
    const TextScope medium(theme, TextSize::kSmall, Weight::kMedium);
    const std::string title = elide_end(toast.title, end - x);
    ImGui::SetCursorPos({x, y});
    ImGui::TextUnformatted(title.c_str());
    x += text_width(title) + theme.px(8);
  }
  const std::string line = elide_end(one_line(toast.line), end - x);
  if (line.empty()) return;
  ImGui::SetCursorPos({x, y});
  text_colored(theme.text_dim, line);
}

float links_width(const Theme& theme, const std::vector<ToastLink>& links) {
  float width = 0;
  for (const ToastLink& one : links) width += text_width(one.label) + theme.px(kSpace);
  return width;
}

/// True when one was clicked that answers the toast.
bool draw_links(Frame& frame, Shell& shell, const std::vector<ToastLink>& links, float x, float y) {
  const Theme& theme = frame.theme;
  bool answered = false;
  for (const ToastLink& one : links) {
    ImGui::SetCursorPos({x, y});
    const bool clicked = link(theme, one.label.c_str());
    if (!one.open.empty()) tooltip(verbatim(one.open.string()).c_str());
    x += text_width(one.label) + theme.px(kSpace);
    if (!clicked) continue;
    if (!one.copy_text.empty()) ImGui::SetClipboardText(one.copy_text.c_str());
    if (!one.open.empty()) shell.folders.open(one.open);
    if (one.action == ToastAction::kNone) continue;
    answered = true;
    if (one.action == ToastAction::kUseImage)
      use_image(one.opened, frame.document, frame.view);
    else
      shell.restore = one.opened;
  }
  return answered;
}

/// Contents of one toast, of which `others` wait behind; true when it was closed.
bool draw_contents(Frame& frame, Shell& shell, const Toast& toast, std::size_t others) {
  const Theme& theme = frame.theme;
  const TextScope small(theme, TextSize::kSmall);
  const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const Mark mark = mark_of(theme, toast.kind);
  const float y = std::max((size.y - ImGui::GetFontSize()) / 2, 0.0f);
  ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + theme.px(kEdge), corner.y + size.y},
                                            mark.color);
  ImGui::SetCursorPos({theme.px(kPadding), y});
  text_colored(mark.color, mark.icon);

  float right = size.x - theme.px(kClose);
  ImGui::SetCursorPos({right, 0});
  const bool closed = ImGui::InvisibleButton("##close", {theme.px(kClose), size.y});
  tooltip(tr("Close"));
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0.5f, 0.5f},
               ImGui::IsItemHovered() ? theme.text : theme.text_dim, ICON_FA_XMARK);
  if (others > 0) {
    const std::string more = fmt::format("+{}", others);
    right -= text_width(more) + theme.px(4);
    ImGui::SetCursorPos({right, y});
    text_colored(theme.text_dim, more);
    tooltip(tr("Older messages wait behind this one"));
  }
  bool answered = false;
  const float left = theme.px(kPadding + kIcon);
  const std::vector<ToastLink> links = links_of(toast, shell.log_file);
  // In a narrow window the words matter more than where a file lies, which the log has too; a question's
  // answers are what it is for.
  if (const float needed = links_width(theme, links); toast.asks || needed < (right - left) / 2) {
    right -= needed;
    answered = draw_links(frame, shell, links, right, y);
  }
  draw_words(theme, toast, left, right - theme.px(kSpace), y);
  return answered || closed;
}

void tell_unopened_folders(Shell& shell) {
  while (const auto failure = shell.folders.failed()) {
    const std::string folder = verbatim(failure->folder.string());
    shell.log.add(LogKind::kError, std::string(tr("The folder was not shown")) + ": " + folder,
                  failure->reason);
    shell.toasts.push({ToastKind::kError,
                       tr("The folder was not shown"),
                       folder + " (" + failure->reason + ")",
                       {{tr("Copy path"), failure->folder.string(), {}}}},
                      shell.now);
  }
}

}  // namespace

void draw_toasts(Frame& frame, Shell& shell) {
  const Theme& theme = frame.theme;
  tell_unopened_folders(shell);
  if (shell.toasts.shown().empty()) return;
  const ToastQueue::Shown newest = shell.toasts.shown().back();
  const std::string id = "##toast" + std::to_string(newest.id);
  const ImRect room = shell.message_room;
  ImGui::SetNextWindowPos(room.Min);
  ImGui::SetNextWindowSize(room.GetSize());
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const StyleScope border(ImGuiStyleVar_WindowBorderSize, 0.0f);
  const StyleScope smallest(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  const ColorScope ground(ImGuiCol_WindowBg, theme.header);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings |
                                      ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                                      ImGuiWindowFlags_NoDocking | ImGuiWindowFlags_NoMove;
  if (ImGui::Begin(id.c_str(), nullptr, kFlags)) {
    if (draw_contents(frame, shell, newest.toast, shell.toasts.shown().size() - 1))
      shell.toasts.close(newest.id);
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
      shell.toasts.hover(newest.id, shell.now);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  }
  ImGui::End();
}

}  // namespace ui

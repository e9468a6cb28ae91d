#include "ui/shell/toast_view.h"

#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>

#include "core/base/child_process.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/shell/event_sink.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kWidth = 296, kEdge = 4;

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

/// True when one was clicked that answers the toast.
bool draw_links(Frame& frame, Shell& shell, const std::vector<ToastLink>& links) {
  const Theme& theme = frame.theme;
  bool first = true, answered = false;
  for (const ToastLink& one : links) {
    if (!first) ImGui::SameLine(0, theme.px(12));
    first = false;
    const bool clicked = link(theme, one.label.c_str());
    if (!one.open.empty()) tooltip(verbatim(one.open.string()).c_str());
    if (!clicked) continue;
    if (!one.copy_text.empty()) ImGui::SetClipboardText(one.copy_text.c_str());
    if (!one.open.empty()) open_folder(one.open);
    if (one.action == ToastAction::kNone) continue;
    answered = true;
    if (one.action == ToastAction::kUseImage)
      use_image(one.opened, frame.document, frame.view);
    else
      shell.restore = one.opened;
  }
  return answered;
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

/// Contents of one toast; true when it was closed.
bool draw_contents(Frame& frame, Shell& shell, const Toast& toast) {
  const Theme& theme = frame.theme;
  const Mark mark = mark_of(theme, toast.kind);
  const float left = ImGui::GetCursorPosX(), right = ImGui::GetWindowWidth() - theme.px(24);
  text_colored(mark.color, mark.icon);
  ImGui::SameLine(0, theme.px(8));
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    const WrapScope wrap(right);
    ImGui::TextUnformatted(toast.title.c_str());
  }
  const float after = ImGui::GetCursorPosY();
  ImGui::SetCursorPos({right, theme.px(4)});
  const bool closed = ImGui::InvisibleButton("##close", {theme.px(20), theme.px(20)});
  tooltip(tr("Close"));
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0.5f, 0.5f},
               ImGui::IsItemHovered() ? theme.text : theme.text_dim, ICON_FA_XMARK);
  ImGui::SetCursorPos({left, after});
  if (!toast.line.empty()) {
    const ColorScope dim(ImGuiCol_Text, theme.text_dim);
    const WrapScope wrap;
    ImGui::TextUnformatted(toast.line.c_str());
  }
  return draw_links(frame, shell, links_of(toast, shell.log_file)) || closed;
}

}  // namespace

void open_folder(const std::filesystem::path& folder) {
  core::start_program({"xdg-open", folder.string()});
}

void draw_toasts(Frame& frame, Shell& shell) {
  const Theme& theme = frame.theme;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  float bottom = viewport->Pos.y + viewport->Size.y - theme.px(metric::kStatusBar + metric::kGap);
  const float right = viewport->Pos.x + viewport->Size.x - theme.px(metric::kGap);
  const std::vector<ToastQueue::Shown> shown = shell.toasts.shown();
  for (auto at = shown.rbegin(); at != shown.rend(); ++at) {
    const std::string id = "##toast" + std::to_string(at->id);
    ImGui::SetNextWindowPos({right, bottom}, ImGuiCond_Always, {1, 1});
    ImGui::SetNextWindowSizeConstraints({theme.px(kWidth), 0}, {theme.px(kWidth), theme.px(240)});
    const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(10)));
    const StyleScope line(ImGuiStyleVar_WindowBorderSize, theme.px(1));
    const ColorScope ground(ImGuiCol_WindowBg, theme.header);
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                                        ImGuiWindowFlags_NoSavedSettings |
                                        ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                                        ImGuiWindowFlags_NoDocking | ImGuiWindowFlags_NoMove;
    if (ImGui::Begin(id.c_str(), nullptr, kFlags)) {
      const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
      ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + theme.px(kEdge), corner.y + size.y},
                                                mark_of(theme, at->toast.kind).color);
      if (draw_contents(frame, shell, at->toast)) shell.toasts.close(at->id);
      if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
        shell.toasts.hover(at->id, shell.now);
      ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
      bottom -= size.y + theme.px(metric::kGap);
    }
    ImGui::End();
  }
}

}  // namespace ui

#include "ui/shell/status_bar.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/frame/training_control.h"
#include "ui/gl/texture_store.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/shell/shell_panels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kRoomy = 720, kTitle = 180, kShortTitle = 64;  // logical pixels

/// A clickable glyph without a frame, 24 px wide.
bool glyph(const Theme& theme, const char* id, const char* icon, const char* tip, const char* keys,
           const char* disabled) {
  const StyleScope opaque(ImGuiStyleVar_DisabledAlpha, 1.0f);
  const DisabledScope off(disabled != nullptr);
  const bool pressed = ImGui::InvisibleButton(id, {theme.px(20), theme.px(metric::kStatusBar)});
  const ImU32 color = disabled ? theme.text_disabled : ImGui::IsItemHovered() ? theme.text : theme.text_dim;
  tooltip(disabled ? disabled : tip, keys);
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0.5f, 0.5f}, color, icon);
  return pressed;
}

/// Facts from left to right: the first that would reach the right part is left out with all after it.
class Facts {
 public:
  Facts(const Theme& theme, float end) : theme_(theme), end_(end) {}

  void add(const std::string& what, const std::string& value = {}, float space = 0) {
    if (full_) return;
    ImGui::SameLine(0, space);
    full_ = ImGui::GetCursorScreenPos().x + text_width(what) + text_width(value) > end_;
    if (full_) return ImGui::NewLine();
    text_colored(theme_.text_dim, what);
    if (value.empty()) return;
    ImGui::SameLine(0, 0);
    text_colored(theme_.text, value);
  }

  void milliseconds(const char* what, double ms) {
    add(std::string(" · ") + what + " ", tr_format("{:.1f}\u2009ms", ms));
  }

 private:
  const Theme& theme_;
  float end_;
  bool full_ = false;
};

/// The phase, then facts up to `end`, which give way to a toast. Returns where the phase ends.
float draw_left(const ActionContext& context, float end) {
  const Theme& theme = context.frame.theme;
  const core::Snapshot& snapshot = context.frame.snapshot;
  const core::Phase phase = told_phase(context.frame);
  ImGui::SetCursorPosX(theme.px(8));
  if (phase == core::Phase::kTraining || phase == core::Phase::kPaused) {
    text_colored(phase == core::Phase::kTraining ? theme.accent : theme.text_dim, ICON_FA_CIRCLE);
    ImGui::SameLine(0, theme.px(6));
  } else if (phase == core::Phase::kFailed) {
    text_colored(theme.error, ICON_FA_TRIANGLE_EXCLAMATION);
    ImGui::SameLine(0, theme.px(6));
  }
  text_colored(theme.text_dim, phase_word(phase));
  const float phase_end = ImGui::GetItemRectMax().x;
  if (!context.shell.toasts.shown().empty()) return phase_end;
  Facts facts(theme, end);
  facts.add(verbatim(context.shell.device), {}, theme.px(16));
  facts.milliseconds(tr("GUI"), context.shell.gui_milliseconds);
  if (const core::SurfacePictures* canvas = snapshot.surface(core::Surface::kCanvas))
    facts.milliseconds(verbatim("G"), canvas->milliseconds);
  facts.milliseconds(tr("upload"), context.frame.textures.upload_milliseconds());
  if (phase == core::Phase::kTraining || phase == core::Phase::kPaused) {
    facts.add(std::string(" · ") + tr("step") + " ", core::thousands(snapshot.train->latest.step));
    facts.add(" · ", tr_format("{:.0f} img/s", snapshot.train->images_per_second));
  }
  return phase_end;
}

/// The running job: name, bar, cancel; "+2" when more are waiting.
void draw_job(ActionContext& context, bool roomy) {
  const Theme& theme = context.frame.theme;
  const std::vector<core::JobSnapshot>& jobs = context.frame.snapshot.jobs;
  if (jobs.empty()) {
    text_colored(theme.text_dim, tr("No jobs"));
    return;
  }
  const core::JobSnapshot& job = jobs.front();
  std::string title = elide_end(job_title(job.title), theme.px(roomy ? kTitle : kShortTitle));
  if (jobs.size() > 1) title += fmt::format(" +{}", jobs.size() - 1);
  text_colored(theme.text_dim, title);
  ImGui::SameLine(0, theme.px(8));
  ImGui::SetCursorPosY(theme.px(4));
  {
    const TextScope small(theme, TextSize::kAxis);
    progress_bar(theme, progress_share(job), progress_text(job), 140, 16, context.shell.now);
  }
  ImGui::SameLine(0, theme.px(4));
  ImGui::SetCursorPosY(0);
  if (glyph(theme, "##cancel", ICON_FA_XMARK, tr("Cancel this job"), nullptr, nullptr))
    context.frame.out.send(core::CancelJob{job.id});
}

std::string saved_text(const Shell& shell) {
  if (!shell.saved_at) return {};
  const auto seconds = static_cast<long long>(shell.now - *shell.saved_at);
  if (seconds < 60) return fmt::format(fmt::runtime(tr("Saved {}\u2009s ago")), seconds / 10 * 10);
  return fmt::format(fmt::runtime(tr("Saved {}\u2009min ago")), seconds / 60);
}

/// Errors whose toast left by itself; a click shows the log, which counts as reading them.
void draw_log_badge(ActionContext& context) {
  const int unread = context.shell.toasts.unread_errors();
  if (unread == 0) return;
  const Theme& theme = context.frame.theme;
  const std::string text = fmt::format("{} {}", ICON_FA_CIRCLE_EXCLAMATION, unread);
  const float y = ImGui::GetCursorPosY();
  ImGui::SetCursorPosY(0);
  if (ImGui::InvisibleButton("##errors", {text_width(text), theme.px(metric::kStatusBar)})) show_log(context);
  tooltip(tr("Errors since the log was last looked at. Click = show the log"));
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0, 0.5f}, theme.error, text);
  ImGui::SameLine(0, theme.px(16));
  ImGui::SetCursorPosY(y);
}

void draw_right(ActionContext& context, bool roomy) {
  const Theme& theme = context.frame.theme;
  const GroupScope group;
  const float line_y = ImGui::GetCursorPosY();
  draw_log_badge(context);
  draw_job(context, roomy);
  const std::string saved = roomy ? saved_text(context.shell) : std::string();
  ImGui::SameLine(0, theme.px(16));
  ImGui::SetCursorPosY(line_y);
  if (!saved.empty()) {
    text_colored(theme.text_dim, saved);
    ImGui::SameLine(0, theme.px(12));
  }
  const core::History& history = context.frame.history;
  ImGui::SetCursorPosY(0);
  if (glyph(theme, "##undo", ICON_FA_ROTATE_LEFT, tr("Undo"), "Ctrl+Z",
            history.can_undo() ? nullptr : tr("nothing to undo")))
    context.frame.out.undo = true;
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosY(0);
  if (glyph(theme, "##redo", ICON_FA_ROTATE_RIGHT, tr("Redo"), "Ctrl+Shift+Z",
            history.can_redo() ? nullptr : tr("nothing to redo")))
    context.frame.out.redo = true;
  ImGui::SameLine(0, theme.px(8));
  ImGui::SetCursorPosY(0);
  const std::string shortcuts = roomy ? std::string("? ") + tr("Shortcuts") : std::string("?");
  if (ImGui::InvisibleButton("##shortcuts", {text_width(shortcuts), theme.px(metric::kStatusBar)}))
    context.shell.shortcuts = true;
  if (!roomy) tooltip(tr("Shortcuts"));
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0, 0.5f},
               ImGui::IsItemHovered() ? theme.text : theme.text_dim, shortcuts);
}

}  // namespace

void draw_status_bar(ActionContext& context) {
  const Theme& theme = context.frame.theme;
  const float height = theme.px(metric::kStatusBar);
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({viewport->Pos.x, viewport->Pos.y + viewport->Size.y - height});
  ImGui::SetNextWindowSize({viewport->Size.x, height});
  const StyleScope border(ImGuiStyleVar_WindowBorderSize, 0.0f);
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const StyleScope smallest(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  const ColorScope ground(ImGuiCol_WindowBg, theme.bar);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoDocking |
                                      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus;
  if (ImGui::Begin("##status", nullptr, kFlags)) {
    const TextScope small(theme, TextSize::kSmall);
    const float y = std::max((height - ImGui::GetFontSize()) / 2, 0.0f);
    ImGui::SetCursorPosY(y);
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const ImGuiID id = ImGui::GetID("##right");
    const float right = ImGui::GetWindowWidth() - storage->GetFloat(id, theme.px(420)) - theme.px(8);
    const float left = draw_left(context, ImGui::GetWindowPos().x + right - theme.px(16));
    context.shell.message_room = {
        {left + theme.px(16), viewport->Pos.y + viewport->Size.y - height},
        {viewport->Pos.x + right - theme.px(16), viewport->Pos.y + viewport->Size.y}};
    ImGui::SetCursorPos({right, y});
    draw_right(context, viewport->Size.x >= theme.px(kRoomy));
    storage->SetFloat(id, ImGui::GetItemRectSize().x);
  }
  ImGui::End();
}

}  // namespace ui

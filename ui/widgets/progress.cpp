#include "ui/widgets/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {

void progress_bar(const Theme& theme, double share, const std::string& text, float width, float height,
                  double time) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{std::max(width > 0 ? theme.px(width) : ImGui::GetContentRegionAvail().x, 1.0f),
                    theme.px(height)};
  ImGui::Dummy(size);
  const ImVec2 end{at.x + size.x, at.y + size.y};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = 3 * theme.scale;
  list->AddRectFilled(at, end, theme.frame, rounding);
  float from = at.x, to = at.x + size.x * static_cast<float>(std::clamp(share, 0.0, 1.0));
  if (share < 0) {
    const float part = size.x / 4;
    from = at.x + static_cast<float>(std::fmod(time / 1.6, 1.0)) * (size.x - part);
    to = from + part;
  }
  if (to > from) list->AddRectFilled({from, at.y}, {to, end.y}, theme.accent_fill, rounding);
  if (!theme.dark()) list->AddRect(at, end, theme.line, rounding, theme.px(1));
  draw_text_in(at, end, {0.5f, 0.5f}, theme.text, text);
}

std::string job_title(const core::JobTitle& title) {
  const std::string words = tr(title.words.c_str());
  return title.object.empty() ? words : words + " " + verbatim(title.object);
}

double progress_share(const core::JobSnapshot& job) {
  return job.total > 0 ? std::clamp(static_cast<double>(job.done) / static_cast<double>(job.total), 0.0, 1.0)
                       : -1;
}

std::string progress_text(const core::JobSnapshot& job) {
  if (job.state == core::JobState::kWaiting) return tr("waiting");
  if (job.total <= 0)
    return job.done > 0 ? core::thousands(job.done) + " " + tr(job.unit.c_str()) : std::string(tr("working"));
  std::string text = fmt::format("{:.0f}\u2009%", progress_share(job) * 100);
  if (job.seconds_left > 0 && job.seconds >= 2)
    text += " · " + verbatim(core::short_duration(job.seconds_left)) + " " + tr("left");
  return text;
}

}  // namespace ui

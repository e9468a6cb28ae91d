#include "ui/workspaces/explore/path_tools.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>

#include "core/base/format.h"
#include "core/request/animation_format.h"
#include "core/request/figure_ranges.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/explore_exports.h"

namespace ui::explore {
namespace {

constexpr float kWide = 1440, kMedium = 1100;  // logical pixels; narrower rows leave words out

struct Row {
  Frame& frame;
  ToolRow& tools;
  bool wide = false, medium = false;  // room for every word, for most

  const Theme& theme() const { return frame.theme; }

  void word(const char* text) {
    if (!medium) return;
    tools.text(text);
    tools.next(true);
  }
};

void transport(Row& row) {
  Frame& frame = row.frame;
  core::PathDocument& path = frame.document.path;
  PlayHead& head = frame.view.play;
  const char* reason = needs_two_pins(frame);
  const double duration = core::duration_seconds(path.path());
  if (icon_button(row.theme(), "##start", ICON_FA_BACKWARD_STEP, tr("To the start"), {.disabled = reason}))
    seek(frame, 0, true);
  row.tools.next();
  ButtonOptions play{.keys = "Space", .primary = !reason, .disabled = reason};
  const char* icon = head.playing ? ICON_FA_PAUSE : ICON_FA_PLAY;
  if (icon_button(row.theme(), "##play", icon, head.playing ? tr("Pause") : tr("Play"), play))
    play_or_stop(frame);
  row.tools.next();
  if (icon_button(row.theme(), "##end", ICON_FA_FORWARD_STEP, tr("To the end"), {.disabled = reason}))
    seek(frame, duration, true);
  row.tools.next();
  if (icon_button(row.theme(), "##loop", ICON_FA_ROTATE, tr("Come back to the first pin"),
                  {.active = path.loop && !reason, .disabled = reason})) {
    path.loop = !path.loop;
    frame.out.remember(path.loop ? tr("Loop") : tr("No loop"));
  }
  row.tools.next(true);
  if (reason) {
    hint(row.theme(), reason);
    ImGui::SameLine(0, 0);
    return ImGui::Dummy({row.theme().px(metric::kGroupGap), 1});  // the next word is no part of the reason
  }
  ImGui::AlignTextToFramePadding();
  {
    const TextScope medium(row.theme(), TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(tr_format("{:.2f}\u2009s", head.seconds).c_str());
  }
  row.tools.next();
  text_dim(row.theme(), tr_format("/ {:.2f}\u2009s", duration).c_str());
}

void interpolation(Row& row) {
  Frame& frame = row.frame;
  core::PathDocument& path = frame.document.path;
  const core::Prior prior = frame.model()->prior;
  const bool fits_slerp = core::default_interpolation(prior) == core::Interpolation::kSlerp;
  const char* fits = prior == core::Prior::kGaussian ? tr("fits N(0, I)") : tr("fits U(−1, 1)");
  const std::string lerp = verbatim("Lerp") + (fits_slerp ? std::string() : fmt::format(" ({})", fits));
  const std::string slerp = verbatim("Slerp") + (fits_slerp ? fmt::format(" ({})", fits) : std::string());
  const std::array labels{lerp.c_str(), slerp.c_str()};
  int kind = static_cast<int>(path.interpolation);
  row.tools.next(true);
  row.word(tr("Interpolate"));
  if (combo(row.theme(), "##interpolation", labels, kind, row.medium ? 150 : 84,
            tr("Lerp is the straight line between pins, slerp stays on the sphere (paper section 6.1)"))) {
    path.interpolation = static_cast<core::Interpolation>(kind);
    frame.out.remember(tr("Interpolation"));
  }
  const std::array eases{tr("none"), tr("in-out")};
  int ease = path.ease ? 1 : 0;
  row.tools.next(true);
  row.word(tr("Ease"));
  if (combo(row.theme(), "##ease", eases, ease, 74, tr("In-out slows down at every pin"))) {
    path.ease = ease == 1;
    frame.out.remember(tr("Ease"));
  }
}

void timing(Row& row) {
  Frame& frame = row.frame;
  core::PathDocument& path = frame.document.path;
  row.tools.next(true);
  row.word(tr("Segment"));
  using core::figure_range::kFramesPerSecond, core::figure_range::kSecondsPerSegment;
  constexpr float kShortest = kSecondsPerSegment.low, kLongest = kSecondsPerSegment.high;
  auto seconds = static_cast<float>(path.seconds_per_segment);
  ImGui::SetNextItemWidth(row.theme().px(64));
  if (ImGui::DragFloat("##segment", &seconds, 0.02f, kShortest, kLongest, tr("%.2f s"),
                       ImGuiSliderFlags_AlwaysClamp))
    path.seconds_per_segment =  // again: the limits themselves are no floats
        std::clamp<double>(seconds, kSecondsPerSegment.low, kSecondsPerSegment.high);
  if (ImGui::IsItemDeactivatedAfterEdit()) frame.out.remember(tr("Seconds a segment"));
  tooltip(tr("Seconds from pin to pin"));
  row.tools.next(true);
  ImGui::SetNextItemWidth(row.theme().px(60));
  ImGui::DragInt("##fps", &path.frames_per_second, 0.2f, kFramesPerSecond.low, kFramesPerSecond.high,
                 tr("%d fps"), ImGuiSliderFlags_AlwaysClamp);
  if (ImGui::IsItemDeactivatedAfterEdit()) frame.out.remember(tr("Frames a second"));
  tooltip(tr("Frames a second of exported videos, and of one step with the keys , and ."));
  if (!row.medium || needs_two_pins(frame)) return;
  row.tools.next(true);
  const int frames = core::frame_count(path.path());
  row.tools.text(fmt::format("{} {}", core::thousands(frames), tr("frames")).c_str());
}

void warning(Row& row, ExploreState& state, const TimeLine& line) {
  const JumpCurve& jumps = state.jumps(row.frame);
  if (jumps.peaks().empty() || !jumps.complete()) return;
  const int peak = jumps.peaks().front();
  const double seconds = strip_seconds(row.frame.document.path.path(), peak);
  const std::string text =
      fmt::format("{}  {}", ICON_FA_TRIANGLE_EXCLAMATION,
                  fmt::format(fmt::runtime(tr("jump {:.1f}× mean at {:.2f} s")), jumps.ratio(peak), seconds));
  const ColorScope color(ImGuiCol_Text, row.theme().warning);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(text.c_str());
  tooltip(tr("The picture changes more than 8 times the mean step here. Click = go there"));
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemClicked()) line.go_to_peak(row.frame, state);
  row.tools.next(true);
}

void exports(Row& row) {
  Frame& frame = row.frame;
  const char* reason = needs_two_pins(frame);
  const auto request = [&] { return walk_export(frame.document, *frame.model()); };
  const auto tool = [&](const char* label, const char* id, const char* icon, const char* tip) {
    const ButtonOptions options{.icon = icon, .tooltip = tip, .disabled = reason};
    return row.wide ? button(row.theme(), label, options) : icon_button(row.theme(), id, icon, tip, options);
  };
  for (const core::AnimationFormat& format : core::kAnimationFormats) {
    const char* ending = format.ending + 1;  // without its dot
    const std::string name = verbatim(format.name), id = fmt::format("##{}", ending);
    const std::string tip = fmt::format("{} {}", tr("The walk as"), name);
    const char* icon = format.is_video ? ICON_FA_FILM : ICON_FA_PHOTO_FILM;
    if (tool(name.c_str(), id.c_str(), icon, tip.c_str())) export_figure(frame, request(), "walk", ending);
    row.tools.next();
  }
  if (tool(tr("Sheet"), "##sheet", ICON_FA_TABLE_CELLS, tr("The walk as a sheet, one segment a row")))
    export_figure(frame, request(), "walk");
  row.tools.next();
  if (check(row.theme(), row.medium ? tr("End") : "##end-tile", frame.document.path.end_on_sheet, reason,
            tr("The last pin on the sheet too, as one more tile; figure 4 ends each row a step before its "
               "pin")))
    frame.out.remember(tr("End of the walk on the sheet"));
  row.tools.next();
  if (!tool(tr("Copy as command"), "##command", ICON_FA_TERMINAL, tr("Copy as command"))) return;
  core::ExportRequest copied = request();
  copied.out = numbered_export(frame, "walk", core::kAnimationFormats.front().ending + 1);
  copy_command(frame, std::move(copied));
}

}  // namespace

void draw_path_tools(Frame& frame, ExploreState& state, const TimeLine& line) {
  const float width = ImGui::GetContentRegionAvail().x;
  ToolRow tools(frame.theme);
  Row row{frame, tools, width >= frame.theme.px(kWide), width >= frame.theme.px(kMedium)};
  transport(row);
  interpolation(row);
  timing(row);
  tools.right();
  warning(row, state, line);
  exports(row);
}

}  // namespace ui::explore

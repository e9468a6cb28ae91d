#include "ui/workspaces/train/run_panel.h"

#include <icons_font_awesome_6.h>

#include "core/base/format.h"
#include "core/base/paths.h"
#include "core/run/recipe.h"
#include "core/run/run_name.h"
#include "ui/frame/training_control.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/number_display.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/workspaces/train/run_facts.h"

namespace ui::train {
namespace {

void copy_run_command(Frame& frame, const std::string& suggested) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  core::TrainOptions options = run_goes_on(train.phase) ? train.options : frame.document.train.options;
  if (options.run.empty()) options.run = suggested;
  const std::string line = core::train_command(options);
  ImGui::SetClipboardText(line.c_str());
  frame.out.toast({ToastKind::kDone, tr("Command copied"), verbatim(line), {}});
}

/// Empty without a home folder: the person names one.
std::string suggested_folder(const std::string& data) {
  if (!core::home_folder()) return {};
  return core::free_run_folder(core::default_run_folder(), data).string();
}

void progress(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  number_display(theme, tr("Step"), core::thousands(train.latest.step));
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(6));
  text_right(theme, kimg_text(train), theme.text_dim);
  progress_bar(theme, run_share(train), run_progress_text(train));
  gap(theme, metric::kGap);
  property_row(theme, tr("Speed"), speed_text(train));
  property_row(theme, tr("Epoch"), epoch_text(train), tr("One pass over the data"));
  property_row(theme, tr("Since start"), verbatim(core::short_duration(train.seconds_spent)),
               tr("Pauses are not counted"));
  property_row(theme, tr("Checkpoint"),
               tr_format("every {} steps, last {} kept", core::thousands(train.options.checkpoint_every),
                         train.options.keep));
  property_label(theme, tr("Folder"));
  const std::string folder = verbatim(train.options.run.string());
  ImGui::TextUnformatted(elide_middle(folder, ImGui::GetContentRegionAvail().x).c_str());
  tooltip(folder.c_str());
}

/// The last run did what these options would do: what it took is known.
bool measured_by_run(const core::TrainSnapshot& train, const core::TrainOptions& options) {
  core::TrainOptions last = core::step_part(train.options);
  last.threads = options.threads;  // the run's are resolved
  last.device = options.device;
  return last == core::step_part(options);
}

void follow_live(Frame& frame) {
  bool follow = frame.snapshot.following_live;
  const bool runs = run_goes_on(frame.snapshot.train->phase);
  if (check(frame.theme, tr("Follow live"), follow, runs || follow ? nullptr : tr("no training is running"),
            tr("Every workspace shows the newest snapshot of the net in training")))
    frame.out.send(core::FollowLive{follow});
  if (!runs && !follow) {
    ImGui::SameLine(0, frame.theme.px(metric::kGroupGap));
    hint(frame.theme, tr("no training is running"));
  }
}

}  // namespace

const char* TrainRunPanel::title() const {
  return tr("Run");
}

std::string TrainRunPanel::remark(const Frame& frame) const {
  return phase_word(told_phase(frame));
}

void TrainRunPanel::buttons(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::Phase phase = frame.snapshot.train->phase;
  const char* blocked = cannot_start(frame);
  const bool training = phase == core::Phase::kTraining, paused = phase == core::Phase::kPaused;
  const char* label = training ? tr("Pause") : paused ? tr("Continue") : tr("Start");
  if (button(theme, label,
             {.icon = training ? ICON_FA_PAUSE : ICON_FA_PLAY,
              .keys = "F5",
              .primary = true,
              .disabled = blocked}))
    start_pause_or_continue(frame);
  ImGui::SameLine(0, theme.px(metric::kGap));
  const bool stoppable = training || paused || phase == core::Phase::kLoading;
  const char* no_run =
      phase == core::Phase::kStopping ? tr("the run is being saved") : tr("no training is running");
  if (button(theme, tr("Stop and save"),
             {.icon = ICON_FA_STOP, .keys = "Shift+F5", .disabled = stoppable ? nullptr : no_run}))
    frame.out.send(core::StopTraining{});
  ImGui::SameLine(0, theme.px(metric::kGap));
  if (icon_button(theme, "##checkpoint", ICON_FA_FLOPPY_DISK, tr("Save a checkpoint now"),
                  {.keys = "F9", .disabled = training || paused ? nullptr : no_run}))
    frame.out.send(core::SaveCheckpoint{});
  ImGui::SameLine(0, theme.px(metric::kGap));
  if (ImGui::GetContentRegionAvail().x < theme.px(metric::kFrame)) ImGui::NewLine();  // beside a scroll bar
  const bool no_data = !run_goes_on(phase) && frame.document.train.options.data.empty();
  if (icon_button(theme, "##command", ICON_FA_TERMINAL, tr("Copy as command"),
                  {.disabled = no_data ? tr("choose the data first") : nullptr}))
    copy_run_command(frame, suggested_);
  if (blocked && !run_goes_on(phase)) hint(theme, blocked);
}

/// Where the next run goes: named here, or the next free folder.
void TrainRunPanel::folder(Frame& frame) {
  core::TrainOptions& options = frame.document.train.options;
  const std::string now = options.data + '\n' + std::to_string(static_cast<int>(frame.snapshot.train->phase));
  if (now != suggested_for_) {
    suggested_for_ = now;
    suggested_ = suggested_folder(options.data);
  }
  property_label(frame.theme, tr("Folder"), 56);
  std::string text = options.run.string();
  const float room = ImGui::CalcItemWidth() - frame.theme.px(2 * metric::kPanelPadding);
  if (text_field(
          frame.theme, "##folder", text, 0,
          elide_middle(suggested_.empty() ? tr("name a folder") : verbatim(suggested_), room).c_str())) {
    options.run = text;
    frame.out.remember(tr("Run folder"));
  }
  tooltip(verbatim(text.empty() ? suggested_ : text).c_str());
}

void TrainRunPanel::before_start(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  folder(frame);
  gap(theme, metric::kGap);
  if (failure_stands(frame))
    status_line(theme, ICON_FA_CIRCLE_EXCLAMATION, theme.error, verbatim(train.message).c_str());
  const bool had_run = !train.options.run.empty() && train.latest.step > 0;
  if (had_run) {
    const std::string label = tr_format("Resume {}", train.options.run.filename().string());
    if (button(theme, label.c_str(),
               {.icon = ICON_FA_ROTATE_RIGHT, .tooltip = tr("Goes on exactly where it stopped")}))
      frame.out.send(core::StartTraining{resume_options(train.options.run), true});
  }
  if (button(theme, tr("Resume another run…"), {.icon = ICON_FA_FOLDER_OPEN}))
    frame.out.dialog = DialogKind::kRun;
  gap(theme, metric::kGap);
  if (had_run && measured_by_run(train, frame.document.train.options)) return progress(frame);
  if (estimate_.draw(frame)) return;
  if (had_run) return progress(frame);
  text_dim_wrapped(theme, tr("Step, speed and time left will stand here. The window stays usable while the "
                             "net trains; every workspace can follow it."));
}

void TrainRunPanel::draw(Frame& frame) {
  buttons(frame);
  gap(frame.theme, metric::kGap);
  if (run_goes_on(frame.snapshot.train->phase))
    progress(frame);
  else
    before_start(frame);
  separator(frame.theme);
  follow_live(frame);
}

}  // namespace ui::train

#include "ui/workspaces/train/data_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/frame/training_control.h"
#include "ui/gl/texture_store.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_source.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/thumbnail.h"

namespace ui::train {
namespace {

constexpr float kNotesHeight = 62;

void choose(Frame& frame) {
  std::string& data = frame.document.train.options.data;
  const float width = ImGui::GetContentRegionAvail().x / frame.theme.scale;
  if (data_source_combo(frame, "##data", data, width - metric::kFrame - metric::kGap)) {
    frame.out.send(core::RunTask{core::LookAtDataRequest{data}, core::Workspace::kTrain});
    frame.out.remember(tr("Data"));
  }
  ImGui::SameLine(0, frame.theme.px(metric::kGap));
  if (icon_button(frame.theme, "##folder", ICON_FA_FOLDER_OPEN, tr("Choose a folder of images")))
    frame.out.dialog = DialogKind::kFolder;
  gap(frame.theme, metric::kGap);
}

void running_title(const Theme& theme, const core::TrainSnapshot& train) {
  const TextScope lead(theme, TextSize::kLead, Weight::kMedium);
  const std::string& data = train.options.data.empty() ? train.options.run.string() : train.options.data;
  ImGui::TextUnformatted(elide_middle(verbatim(data_name(data)), ImGui::GetContentRegionAvail().x).c_str());
  tooltip(verbatim(data).c_str());
}

std::string size_text(const core::TrainOptions& options) {
  return tr_format(
      options.channels == 1 ? "{0} × {0}, centre square, grey" : "{0} × {0}, centre square, colour",
      options.size);
}

void left_out(const Theme& theme, const core::DataSummary& data) {
  if (data.skipped == 0 && data.notes.empty())
    status_line(theme, ICON_FA_CHECK, theme.good, tr("every image could be read"));
  const std::string count = tr_format("{} left out", core::thousands(data.skipped));
  if (data.skipped > 0) status_line(theme, ICON_FA_TRIANGLE_EXCLAMATION, theme.warning, count.c_str());
  if (data.notes.empty() && data.warnings.empty()) return;
  const ChildScope child("##notes", {0, theme.px(kNotesHeight)});
  for (const std::string& warning : data.warnings) text_dim_wrapped(theme, verbatim(warning).c_str());
  for (const std::string& note : data.notes) text_dim_wrapped(theme, verbatim(note).c_str());
}

void summary(const Theme& theme, const core::TrainSnapshot& train) {
  const core::DataSummary& data = *train.data;
  const std::string all = core::thousands(data.used + data.skipped), used = core::thousands(data.used);
  property_row(theme, tr("Images"), data.skipped ? tr_format("{} used of {}", used, all) : used);
  property_row(theme, tr("Size"), size_text(train.options));
  left_out(theme, data);
}

void before_start(Frame& frame, bool at_hand) {
  const core::TrainOptions& options = frame.document.train.options;
  if (!at_hand) {
    status_line(frame.theme, ICON_FA_CIRCLE_EXCLAMATION, frame.theme.error,
                tr("This folder or file does not exist."));
    return;
  }
  if (const std::string problem = data_problem(frame); !problem.empty()) {
    status_line(frame.theme, ICON_FA_CIRCLE_EXCLAMATION, frame.theme.error, verbatim(problem).c_str());
    if (link(frame.theme, tr("Look again")))
      frame.out.send(core::RunTask{core::LookAtDataRequest{options.data}, core::Workspace::kTrain});
    return;
  }
  const bool made = is_procedural(options.data);
  property_row(frame.theme, tr("Images"),
               made ? tr_format("{} made at the start", core::thousands(options.data_count))
                    : std::string(tr("counted at the start")));
  property_row(frame.theme, tr("Size"), size_text(options));
}

}  // namespace

const char* TrainDataPanel::title() const {
  return tr("Data");
}

/// As many pictures at 1:1 as fit into the rest of the panel.
void TrainDataPanel::preview_strip(Frame& frame) {
  const PreviewImages preview = preview_.images(frame);
  const Theme& theme = frame.theme;
  const ImVec2 free = ImGui::GetContentRegionAvail();
  const float step = theme.px(metric::kThumbnail) + theme.px(metric::kGap);
  const int columns = std::max(1, static_cast<int>((free.x + theme.px(metric::kGap)) / step));
  const int rows = static_cast<int>((free.y + theme.px(metric::kGap)) / step);
  const int count = std::min(columns * rows, static_cast<int>(preview.images.size()));
  for (int i = 0; i < count; ++i) {
    const std::string key = (preview.of_run ? "train.data.run." : "train.data.look.") + std::to_string(i);
    const TileTexture tile =
        frame.textures.image(key, preview.version, preview.images[static_cast<std::size_t>(i)]);
    if (i % columns) ImGui::SameLine(0, theme.px(metric::kGap));
    thumbnail(frame, key.c_str(), tile, {.hover_outline = false});
  }
}

void TrainDataPanel::draw(Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  const bool runs = run_goes_on(train.phase);
  if (runs)
    running_title(frame.theme, train);
  else
    choose(frame);
  if (train.phase == core::Phase::kLoading) {
    progress_bar(frame.theme, train.load_share, tr("reading the images"));
  } else if (summary_fits(frame)) {
    summary(frame.theme, train);
  } else if (frame.document.train.options.data.empty()) {
    if (empty_state(frame.theme, ICON_FA_IMAGES, tr("The images to train on."),
                    tr("Choose a set above, or drop a folder of images on the window."), tr("Choose folder")))
      frame.out.dialog = DialogKind::kFolder;
    return;
  } else {
    before_start(frame, at_hand_.of(frame.document.train.options.data, frame.time));
  }
  gap(frame.theme, metric::kGap);
  preview_strip(frame);
}

}  // namespace ui::train

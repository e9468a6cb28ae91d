#include "ui/workspaces/discriminator/input_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_source.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/number_display.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/widgets/tool_row.h"

namespace ui::discriminator {
namespace {

constexpr int kDataImages = 24;
constexpr float kPictureShare = 0.6f, kLowest = 128;  // of the panel's height

void look_at(Frame& frame, const std::string& data, std::uint64_t seed) {
  frame.out.send(
      core::RunTask{core::LookAtDataRequest{data, kDataImages, seed}, core::Workspace::kDiscriminator});
}

void score(const Theme& theme, const core::InspectPictures* answer) {
  if (!answer) {
    number_display(theme, verbatim("D(x)"), "–");
    return;
  }
  const double probability = 1 / (1 + std::exp(-static_cast<double>(answer->logit)));
  number_display(theme, verbatim("D(x)"), fmt::format("{:.2f}", probability));
  tooltip(tr("Probability that the image is real, in D's opinion"));
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(6));
  const std::string sign = answer->logit > 0 ? "+" : "";
  text_right(theme, tr_format("logit {}", sign + core::signed_number(answer->logit, 2)), theme.text_dim);
}

/// Where on the image the unit lies in which the selected feature responds most.
std::optional<CanvasBox> strongest_unit(const Frame& frame, const DiscriminatorState& state) {
  const core::InspectPictures* answer = frame.snapshot.inspect.get();
  const auto selected = static_cast<std::size_t>(state.selected_row);
  if (!answer || selected >= state.rows.size()) return std::nullopt;
  const core::ModelInfo& model = *frame.model();
  if (channels_of(answer->block, model) == 0) return std::nullopt;
  const core::BlockShape& shape = model.discriminator_blocks[static_cast<std::size_t>(answer->block) - 1];
  const float cell = static_cast<float>(model.size) / static_cast<float>(shape.width);
  const GuidedRow& row = state.rows[selected];
  return CanvasBox{static_cast<float>(row.unit_x) * cell, static_cast<float>(row.unit_y) * cell, cell, cell};
}

}  // namespace

const char* InspectInputPanel::title() const {
  return tr("Input");
}

void InspectInputPanel::choose(Frame& frame) {
  ToolRow row(frame.theme);
  core::InspectSource& source = frame.document.discriminator.source;

  struct Choice {
    const char* label;
    const char* disabled;
  };

  const std::array<Choice, 3> choices = {
      {{tr("Generated"), nullptr},
       {tr("Data"), frame.view.data_images.empty() ? tr("choose a set below first") : nullptr},
       {tr("Dropped"),
        frame.view.dropped_image.empty() ? tr("drop an image on the window first") : nullptr}}};
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    const auto value = static_cast<core::InspectSource>(i);
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    if (i) row.next();
    if (button(frame.theme, choice.label, {.active = source == value, .disabled = choice.disabled}) &&
        source != value) {
      source = value;
      frame.out.remember(tr("Input of D"));
    }
  }
  row.right();
  if (icon_button(frame.theme, "##open", ICON_FA_FOLDER_OPEN, tr("Open an image")))
    frame.out.dialog = DialogKind::kImage;
}

void InspectInputPanel::picture(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::InspectPictures* answer = frame.snapshot.inspect.get();
  CanvasOptions options;
  const bool generated = frame.document.discriminator.source == core::InspectSource::kGenerated;
  if (generated)
    options.picture.tile = frame.textures.tile(core::Surface::kCanvas, 0);
  else if (state_.input.image())
    options.picture.tile =
        frame.textures.image("discriminator.input", state_.input.version(), *state_.input.image());
  if (answer) options.picture.pixels = &answer->image;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  options.size = {room.x, std::min(room.x, std::max(room.y * kPictureShare, frame.theme.px(kLowest)))};
  options.padding = {0, 0};
  options.show_overlays = frame.view.show_overlays;
  const std::optional<CanvasBox> unit = strongest_unit(frame, state_);
  if (unit) options.boxes = {&*unit, 1};
  canvas_.draw(frame, "##picture", options);
  if (unit) tooltip(tr("The frame marks the unit of the selected feature that responds most"));
  score(theme, answer);
  if (const std::string& name = state_.input.name(); !name.empty())
    text_colored(theme.text_dim, elide_middle(verbatim(name), ImGui::GetContentRegionAvail().x));
}

void InspectInputPanel::data(Frame& frame) {
  const Theme& theme = frame.theme;
  const auto& images = frame.view.data_images;
  std::string chosen = frame.view.data_images_of;
  const float width = ImGui::GetContentRegionAvail().x / theme.scale;
  if (data_source_combo(frame, "##data", chosen, width - metric::kFrame - metric::kGap))
    look_at(frame, chosen, data_seed_);
  ImGui::SameLine(0, theme.px(metric::kGap));
  if (icon_button(theme, "##other", ICON_FA_DICE, tr("Other images of the set"),
                  {.disabled = chosen.empty() ? tr("choose a set first") : nullptr}))
    look_at(frame, chosen, ++data_seed_);
  gap(theme, metric::kGap);
  if (images.empty()) {
    if (empty_state(theme, ICON_FA_IMAGES, tr("Real images for D to look at."),
                    tr("Choose a set above, or drop an image on the window."), tr("Look at rooms"), 120))
      look_at(frame, "rooms", data_seed_);
    return;
  }
  const ChildScope child("##images");
  core::DiscriminatorDocument& document = frame.document.discriminator;
  const float step = theme.px(metric::kThumbnail) + theme.px(metric::kGap);
  const int columns =
      std::max(1, static_cast<int>((ImGui::GetContentRegionAvail().x + theme.px(metric::kGap)) / step));
  for (int i = 0; i < static_cast<int>(images.size()); ++i) {
    const std::string key = "discriminator.data." + std::to_string(i);
    if (i % columns) ImGui::SameLine(0, theme.px(metric::kGap));
    const bool shown = document.source == core::InspectSource::kData && document.data_index == i;
    const TileTexture tile =
        frame.textures.image(key, frame.view.images_version, images[static_cast<std::size_t>(i)]);
    if (thumbnail(frame, key.c_str(), tile, {.border = shown ? theme.accent : 0}) && !shown) {
      document.source = core::InspectSource::kData;
      document.data_index = i;
      frame.out.remember(tr("Input of D"));
    }
  }
}

void InspectInputPanel::draw(Frame& frame) {
  if (const char* why = cannot_inspect(frame)) {
    empty_state(frame.theme, ICON_FA_EYE, why, tr("Open a model file that holds G and D."));
    return;
  }
  choose(frame);
  picture(frame);
  gap(frame.theme);
  data(frame);
}

}  // namespace ui::discriminator

#include "ui/workspaces/explore/z_inspector_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/bar_list.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/number_display.h"
#include "ui/widgets/plot.h"
#include "ui/widgets/text.h"
#include "ui/widgets/value_slider.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/origin_words.h"

namespace ui::explore {
namespace {

constexpr int kDensityPoints = 120;
constexpr double kTail = 2e-4;        // of the prior left out on either side of the curve
constexpr double kGaussianRange = 3;  // half height of the bars, in z units
constexpr double kLargestScale = 2;
constexpr float kLabel = 56;

std::string z_text(const core::Latent& z) {
  return fmt::format("[{}]", fmt::join(z, ", "));
}

std::string signed_text(double value) {
  const std::string text = core::signed_number(value, 2);
  return value > 0 ? "+" + text : text;
}

}  // namespace

const char* ZInspectorPanel::title() const {
  return tr("z inspector");
}

void ZInspectorPanel::draw(Frame& frame) {
  if (const char* reason = needs_picture(frame)) {
    empty_state(frame.theme, ICON_FA_WAVE_SQUARE, tr("The z of the picture."), reason);
    return;
  }
  const core::ModelInfo& model = *frame.model();
  draw_seed(frame);
  draw_norm(frame, model);
  draw_coordinates(frame, model);
  draw_scale(frame, model);
}

void ZInspectorPanel::draw_seed(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::ExploreDocument& explore = frame.document.explore;
  ImGui::AlignTextToFramePadding();
  text_dim(theme, tr("Seed"));
  ImGui::SameLine(theme.px(metric::kPanelPadding + kLabel), 0);
  std::string text = explore.current.seed ? std::to_string(*explore.current.seed) : std::string();
  const std::string edited = std::string("– ") + tr("edited");
  const float buttons = 3 * metric::kFrame + metric::kGroupGap + 2 * metric::kGap;
  const float field = ImGui::GetContentRegionAvail().x / theme.scale - buttons;
  if (text_field(theme, "##seed", text, std::clamp(field, 40.0f, 84.0f), edited.c_str())) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc() && end == text.data() + text.size()) visit_seed(frame, seed);
  }
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  if (icon_button(theme, "##resample", ICON_FA_DICE, tr("New z"), {.keys = "R"})) resample(frame);
  ImGui::SameLine();
  if (icon_button(theme, "##home", ICON_FA_HOUSE, tr("Back to the last seed"), {.keys = "Home"}))
    go_home(frame);
  ImGui::SameLine();
  if (icon_button(theme, "##copy", ICON_FA_COPY, tr("Copy seed, or z without one")))
    ImGui::SetClipboardText(
        (explore.current.seed ? std::to_string(*explore.current.seed) : z_text(explore.current.z)).c_str());
  const std::string words = origin_words(explore.origin);
  const TextScope small(theme, TextSize::kSmall);
  text_dim(theme, elide_end(words, ImGui::GetContentRegionAvail().x).c_str());
  tooltip(words.c_str());
}

void ZInspectorPanel::draw_norm(Frame& frame, const core::ModelInfo& model) {
  const Theme& theme = frame.theme;
  const double norm = core::norm(frame.document.explore.current.z);
  number_display(theme, verbatim("|z|"), fmt::format("{:.2f}", norm));
  number_display_right(theme, tr("percentile"), norm_percentile_text(model, norm), theme.accent);
  if (density_.nz != model.nz || density_.prior != model.prior) {
    density_ = {model.prior,
                model.nz,
                core::norm_at_percentile(model.prior, model.nz, kTail),
                core::norm_at_percentile(model.prior, model.nz, 1 - kTail),
                {}};
    for (int i = 0; i < kDensityPoints; ++i)
      density_.values.push_back(core::norm_density(
          model.prior, model.nz, density_.low + (density_.high - density_.low) * i / (kDensityPoints - 1)));
  }
  density_plot(theme, "##density", density_.values, density_.low, density_.high, norm);
  const TextScope small(theme, TextSize::kSmall);
  const std::string law = model.prior == core::Prior::kGaussian ? verbatim(fmt::format("χ({})", model.nz))
                                                                : std::string(tr("normal approximation"));
  text_dim(theme, (std::string(tr("norm under the prior")) + ", " + law).c_str());
}

void ZInspectorPanel::draw_coordinates(Frame& frame, const core::ModelInfo& model) {
  const Theme& theme = frame.theme;
  core::ExploreDocument& explore = frame.document.explore;
  const double range = model.prior == core::Prior::kGaussian ? kGaussianRange : 1.0;
  const BarListResult bars = bar_list(theme, "##coordinates", explore.current.z,
                                      {.range = range, .marked = coordinate_, .editable = true});
  if (ImGui::IsItemHovered()) tooltip(tr("Drag a bar to change one coordinate"));
  if (bars.hovered >= 0 && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) coordinate_ = bars.hovered;
  if (bars.edited >= 0) {
    frame.view.play.playing = false;
    coordinate_ = bars.edited;
    core::Latent z = explore.current.z;
    z[static_cast<std::size_t>(bars.edited)] = static_cast<float>(bars.value);
    if (z != explore.current.z) core::change_z(explore, std::move(z), core::ZChange::kEdited);
  }
  coordinate_ = std::clamp(coordinate_, 0, model.nz - 1);
  if (bars.finished) frame.out.remember(fmt::format(fmt::runtime(tr("Edit z{}")), coordinate_));
  const TextScope small(theme, TextSize::kSmall);
  text_dim(theme, verbatim(fmt::format("z0 … z{}", model.nz - 1)).c_str());
  ImGui::SameLine();
  const double value = explore.current.z[static_cast<std::size_t>(coordinate_)];
  text_right(theme, verbatim(fmt::format("z{} = {}", coordinate_, signed_text(value))), theme.text_dim);
}

void ZInspectorPanel::draw_scale(Frame& frame, const core::ModelInfo& model) {
  const Theme& theme = frame.theme;
  core::ExploreDocument& explore = frame.document.explore;
  ScaledFrom& scaled = state_.scaled;
  if (scaled.shown != explore.current.z) scaled = {explore.current.z, explore.current.z, 1};
  ImGui::AlignTextToFramePadding();
  text_dim(theme, tr("Scale"));
  ImGui::SameLine(theme.px(metric::kPanelPadding + kLabel), 0);
  double factor = scaled.factor;
  const double share = core::norm_percentile(model.prior, model.nz, core::norm(scaled.base) * factor);
  const std::string tip = fmt::format("{} {}", tr("z times this factor; its norm then stands at"),
                                      verbatim(core::percentile_text(share)));
  const SliderResult slider = value_slider(
      theme, "##scale", factor, {.max = kLargestScale, .initial = 1, .tooltip = tip.c_str(), .command = {}});
  if (slider.changed) {
    frame.view.play.playing = false;
    core::change_z(explore, core::add(core::Latent(scaled.base.size()), scaled.base, factor),
                   core::ZChange::kScaled);
    scaled.factor = factor;
    scaled.shown = explore.current.z;
  }
  if (slider.finished) frame.out.remember(fmt::format(fmt::runtime(tr("Scale by {:.2f}")), factor));
}

}  // namespace ui::explore

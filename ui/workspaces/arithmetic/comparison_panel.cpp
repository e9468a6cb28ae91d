#include "ui/workspaces/arithmetic/comparison_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {
namespace {

constexpr float kPixelSide = 128;
constexpr float kTwoColumns = 520;  // from this width on the two parts stand side by side

/// What the norms say about single exemplars beside the mean, computed.
std::string verdict(const core::ModelInfo& model, const std::vector<double>& singles, double mean) {
  const double low = *std::min_element(singles.begin(), singles.end());
  if (singles.size() == 1 && std::abs(low - mean) < 1e-3 * mean)
    return tr("The result itself: bins hold one each.");
  if (low > mean)
    return fmt::format("{} ({} {:.1f} {}).", tr("Farther out than the mean"), tr("|Y|"), mean,
                       norm_percentile_text(model, mean));
  return fmt::format("{} ({} {:.1f} {}).", tr("No farther out than the mean"), tr("|Y|"), mean,
                     norm_percentile_text(model, mean));
}

void single_tile(Frame& frame, int index, const core::Latent& z) {
  const IdScope scope(index);
  const Theme& theme = frame.theme;
  const GroupScope group;
  ThumbnailOptions options;
  ExemplarPayload payload;
  payload.surface = core::Surface::kArithmeticResult;
  payload.count = 1;
  payload.items[0].index = kResultTiles + index;
  options.drag = payload;
  thumbnail(frame, "##single", frame.textures.tile(core::Surface::kArithmeticResult, kResultTiles + index),
            options);
  const TextScope small(theme, TextSize::kSmall);
  const double norm = core::norm(z);
  text_dim(theme, tr_format("|z| {:.1f}", norm).c_str());
  text_dim(theme, norm_percentile_text(*frame.model(), norm).c_str());
}

}  // namespace

const char* PixelComparisonPanel::title() const {
  return tr("For comparison");
}

void PixelComparisonPanel::pixel_space(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  const core::SurfacePictures* items = frame.snapshot.surface(core::Surface::kBinItems);
  const std::uint64_t version = items ? items->version : 0;
  if (version != made_of_ || bins_.bins != document.bins) {
    // While new pictures are on their way the old sum stays.
    if (auto made = pixel_version(document, items)) {
      pixels_ = std::move(*made);
      ++version_;
    }
    made_of_ = version;
    bins_ = document;
  }
  const float most = std::min(ImGui::GetContentRegionAvail().x - theme.px(96), theme.px(kPixelSide));
  const float side = picture_side(std::max(most, theme.px(metric::kThumbnail)), frame.model()->size);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  const TileTexture texture =
      pixels_.empty() ? TileTexture{} : frame.textures.image("arithmetic.pixels", version_, pixels_);
  draw_picture(frame, ImGui::GetWindowDrawList(), texture, at, {at.x + side, at.y + side});
  tooltip(tr("Averaging pictures blurs and overlays them; averaging z does not (paper section 6.3.2)"));
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  const GroupScope words;
  const TextScope small(theme, TextSize::kSmall);
  for (const char* line : {tr("mean A"), tr("− mean B"), tr("+ mean C"), tr("of the pictures")})
    text_dim(theme, line);
}

void PixelComparisonPanel::singles(Frame& frame) const {
  const Theme& theme = frame.theme;
  const std::vector<core::Latent> latents = singles_of(frame.document.arithmetic);
  const auto y = result_of(frame.document.arithmetic, *frame.model());
  if (latents.empty() || !y) return;
  std::vector<double> norms;
  for (std::size_t i = 0; i < latents.size(); ++i) {
    if (i) ImGui::SameLine(0, theme.px(metric::kGap));
    single_tile(frame, static_cast<int>(i), latents[i]);
    norms.push_back(core::norm(latents[i]));
  }
  text_dim_wrapped(theme, verdict(*frame.model(), norms, core::norm(*y)).c_str());
}

void PixelComparisonPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  if (!frame.model() || !result_of(frame.document.arithmetic, *frame.model())) {
    empty_state(theme, ICON_FA_SCALE_BALANCED, tr("The same sum in pixel space and of single exemplars."),
                tr("Fill the bins."));
    return;
  }
  const float free = ImGui::GetContentRegionAvail().x;
  const bool side_by_side = free >= theme.px(kTwoColumns);
  const float width = side_by_side ? (free - theme.px(metric::kGroupGap)) / 2 : 0;
  const StyleScope tight(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  {
    const ChildScope part("##pixels", {width, 0}, side_by_side ? 0 : ImGuiChildFlags_AutoResizeY);
    if (part && section_header(theme, tr("Pixel space"))) {
      gap(theme, metric::kGap);
      pixel_space(frame);
      gap(theme);
    }
  }
  if (side_by_side) ImGui::SameLine(0, theme.px(metric::kGroupGap));
  const ChildScope part("##singles", {width, 0}, side_by_side ? 0 : ImGuiChildFlags_AutoResizeY);
  if (part && section_header(theme, tr("Single exemplars"))) {
    gap(theme, metric::kGap);
    singles(frame);
  }
}

}  // namespace ui::arithmetic

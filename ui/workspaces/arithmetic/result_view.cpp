#include "ui/workspaces/arithmetic/result_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/section.h"
#include "ui/widgets/sum_text.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {
namespace {

constexpr float kTitle = 24, kNumbers = 20;

core::FromSum sum_of(const core::ArithmeticDocument& document) {
  core::FromSum sum;
  for (std::size_t i = 0; i < sum.bins.size(); ++i)
    if (!document.bins[i].items.empty()) sum.bins[i] = document.bins[i].name;
  return sum;
}

void title(const Frame& frame, float width) {
  const Theme& theme = frame.theme;
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  const std::string remark =
      fmt::format("{} ± {:.2f} {}", tr("G(Y) in the middle, Y"), document.noise, tr("around it"));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = theme.px(kTitle);
  ImGui::Dummy({width, height - ImGui::GetStyle().ItemSpacing.y});
  float used = 0;
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    const std::string name = elide_end(sum_text(sum_of(document)), width);
    draw_text_in(at, {at.x + width, at.y + height}, {0, 0.4f}, theme.text, name);
    used = text_width(name) + theme.px(metric::kGroupGap);
  }
  const TextScope small(theme, TextSize::kSmall);
  draw_text_in({at.x + used, at.y}, {at.x + width, at.y + height}, {0, 0.4f}, theme.text_dim,
               elide_end(remark, std::max(width - used, 1.0f)));
}

void numbers(const Frame& frame, float width) {
  const core::ModelInfo& model = *frame.model();
  const auto y = result_of(frame.document.arithmetic, model);
  if (!y) return;
  const Theme& theme = frame.theme;
  const double norm = core::norm(*y);
  text_dim(theme, verbatim("|Y|"));
  ImGui::SameLine(0, theme.px(metric::kGap));
  ImGui::TextUnformatted(fmt::format("{:.2f}", norm).c_str());
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  std::string rest =
      fmt::format("{} {} {}", norm_percentile_text(model, norm), tr("under"), prior_text(model.prior));
  const std::string score =
      score_text(frame.snapshot.surface(core::Surface::kArithmeticResult), kResultCentre);
  if (!score.empty()) rest += fmt::format(" · {} {}", verbatim("D(G(Y))"), score);
  text_dim(theme, elide_end(rest, std::max(width - theme.px(72), 1.0f)).c_str());
  tooltip(tr("A sum of means leaves the norm z has under the prior; norm-matched puts it back"));
}

void result_tile(Frame& frame, int index, float side) {
  const IdScope scope(index);
  ThumbnailOptions options;
  options.width = options.height = side / frame.theme.scale;
  options.tooltip =
      index == kResultCentre ? tr("G(Y)") : tr("Y with noise. Drag it into a bin, or right-click");
  ExemplarPayload payload;
  payload.surface = core::Surface::kArithmeticResult;
  payload.count = 1;
  payload.items[0].index = index;
  options.drag = payload;
  thumbnail(frame, "##tile", frame.textures.tile(core::Surface::kArithmeticResult, index), options);
  const ContextMenuScope menu("##menu");
  if (menu && ImGui::MenuItem(tr("Show in Explore"))) {
    const std::vector<core::Exemplar> found = exemplars_of(payload, frame.snapshot);
    if (!found.empty()) show_in_explore(frame, found.front(), sum_of(frame.document.arithmetic));
  }
}

}  // namespace

float result_side(const Frame& frame, float width, float height) {
  const Theme& theme = frame.theme;
  const float room = std::min(width, height - theme.px(kTitle + kNumbers)) - 2 * theme.px(kResultGap);
  return picture_side(std::max(room / 3, 1.0f), frame.model()->size);
}

void result_view(Frame& frame, float tile) {
  const Theme& theme = frame.theme;
  const GroupScope group;
  const float gap = theme.px(kResultGap), whole = 3 * tile + 2 * gap;
  title(frame, whole);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  for (int i = 0; i < kResultTiles; ++i) {
    ImGui::SetCursorScreenPos(
        {at.x + static_cast<float>(i % 3) * (tile + gap), at.y + static_cast<float>(i / 3) * (tile + gap)});
    result_tile(frame, i, tile);
  }
  const float line = theme.px(2);
  const ImVec2 centre{at.x + tile + gap, at.y + tile + gap};
  ImGui::GetWindowDrawList()->AddRect({centre.x - line / 2, centre.y - line / 2},
                                      {centre.x + tile + line / 2, centre.y + tile + line / 2}, theme.accent,
                                      0, line);
  ImGui::SetCursorScreenPos({at.x, at.y + whole + theme.px(metric::kGap)});
  numbers(frame, whole);
}

}  // namespace ui::arithmetic

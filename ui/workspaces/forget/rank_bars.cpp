#include "ui/workspaces/forget/rank_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/bar_list.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"
#include "ui/widgets/value_slider.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {
namespace {

constexpr float kBelow = 68;  // slider and counts

std::vector<float> ranked_weights(const core::ForgetFit& fit) {
  std::vector<float> weights;
  for (const int map : fit.ranking) weights.push_back(fit.weights[static_cast<std::size_t>(map)]);
  return weights;
}

void remember_k(Frame& frame) {
  frame.out.remember(verbatim(fmt::format("k = {}", frame.document.forget.top_k)));
}

/// The line at k with its number, and what the bars are.
void draw_words(const Frame& frame, ImVec2 min, ImVec2 max, int maps) {
  const Theme& theme = frame.theme;
  const core::ForgetDocument& document = frame.document.forget;
  const TextScope small(theme, TextSize::kAxis);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = std::round(min.x + (max.x - min.x) * static_cast<float>(document.top_k) / maps);
  list->AddRectFilled({x, min.y}, {x + theme.px(1), max.y}, theme.text);
  const std::string k = verbatim(fmt::format("k = {}", document.top_k));
  const std::string what = fmt::format("{} {} {} {}, {}", tr("logistic weight of"), maps, tr("maps of block"),
                                       document.fit->request.block, tr("ranked"));
  const float pad = theme.px(6), top = max.y - theme.px(18);
  const bool room = x + pad + text_width(k) < max.x;
  draw_text({room ? x + pad : x - pad - text_width(k), min.y + theme.px(2)}, theme.text, k);
  const float left = max.x - pad - text_width(what);
  draw_text({std::max(left, min.x + pad), left > x + pad + text_width(k) ? min.y + theme.px(2) : top},
            theme.text_dim, what);
}

void bars(Frame& frame, int maps, float height) {
  core::ForgetDocument& document = frame.document.forget;
  const std::vector<float> weights = ranked_weights(*document.fit);
  BarListOptions options;
  options.height = height;
  options.accent_below = document.top_k;
  const BarListResult result = bar_list(frame.theme, "##ranked", weights, options);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  if (ImGui::IsItemActive()) {
    const float share = (ImGui::GetIO().MousePos.x - min.x) / std::max(max.x - min.x, 1.0f);
    document.top_k = std::clamp(static_cast<int>(std::round(share * static_cast<float>(maps))), 0, maps);
  }
  if (ImGui::IsItemDeactivated()) remember_k(frame);
  if (result.hovered >= 0 && !ImGui::IsItemActive()) {
    const int map = document.fit->ranking[static_cast<std::size_t>(result.hovered)];
    tooltip(fmt::format("{} {} · {} {:+.2f}", tr("map"), map, tr("weight"),
                        weights[static_cast<std::size_t>(result.hovered)])
                .c_str());
  }
  draw_words(frame, min, max, maps);
}

void counts(Frame& frame, int maps) {
  const Theme& theme = frame.theme;
  core::ForgetDocument& document = frame.document.forget;
  ImGui::AlignTextToFramePadding();
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(tr("Drop top k maps"));
  }
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  std::int64_t k = document.top_k;
  if (integer_field(theme, "##k", k, 0, maps, 48)) set_top_k(frame, static_cast<int>(k));
  ImGui::SameLine(0, theme.px(16));
  const int positive = positive_maps(*document.fit);
  ImGui::AlignTextToFramePadding();
  text_dim(theme, fmt::format("{}: {}", tr("weight > 0"), positive).c_str());
  tooltip(tr("The paper drops all maps of positive weight (section 6.3.1)"));
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  if (button(theme, fmt::format("{} {}##positive", tr("Use"), positive).c_str())) set_top_k(frame, positive);
  ImGui::SameLine();
  if (button(theme, "0##none", {.tooltip = tr("Drop nothing")})) set_top_k(frame, 0);
  ImGui::SameLine(0, theme.px(16));
  bool active = document.active;
  if (check(theme, tr("Mask on"), active, nullptr, tr("The mask acts on every walk (T)"))) toggle_mask(frame);
}

}  // namespace

void rank_bars(Frame& frame, float height) {
  core::ForgetDocument& document = frame.document.forget;
  const int maps = static_cast<int>(document.fit->weights.size());
  if (maps == 0 || document.fit->ranking.size() != document.fit->weights.size()) return;
  bars(frame, maps, height - kBelow);
  double k = document.top_k;
  const SliderOptions options{.min = 0,
                              .max = static_cast<double>(maps),
                              .initial = static_cast<double>(positive_maps(*document.fit)),
                              .decimals = 0,
                              .field_width = 0,
                              .tooltip = tr("[ and ] by one, { and } by ten"),
                              .command = {}};
  const SliderResult moved = value_slider(frame.theme, "##top", k, options);
  document.top_k = std::clamp(static_cast<int>(std::lround(k)), 0, maps);
  if (moved.finished) remember_k(frame);
  counts(frame, maps);
}

}  // namespace ui::forget

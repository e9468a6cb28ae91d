#include "ui/workspaces/evaluate/nearest_rows.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/data_source.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"

namespace ui::evaluate {
namespace {

constexpr float kBetween = 16, kAfterSample = 24, kCaption = 22, kRowGap = 6, kHeader = 26;
constexpr float kRoomForPicture = 132;  // logical; the largest whole enlargement below it is taken

struct Columns {
  float side, sample_gap, gap;

  float x(float left, std::size_t real) const {
    return left + side + sample_gap + static_cast<float>(real) * (side + gap);
  }
};

void caption(const Theme& theme, const core::Neighbour& real, ImVec2 at, float width) {
  const TextScope small(theme, TextSize::kSmall);
  const std::string numbers = fmt::format("{:.3f}", real.distance);
  draw_text(at, theme.text, numbers);
  float x = at.x + text_width(numbers) + theme.px(8);
  const std::string percentile = verbatim(core::percentile_text(real.percentile));
  draw_text({x, at.y}, real.percentile < 0.01 ? theme.warning : theme.text_dim, percentile);
  x += text_width(percentile) + theme.px(8);
  if (real.mirrored) {
    draw_text({x, at.y}, theme.text_dim, ICON_FA_LEFT_RIGHT);
    x += theme.px(18);
  }
  draw_text({x, at.y}, theme.text_dim, elide_middle(verbatim(data_name(real.source)), at.x + width - x));
}

void real_picture(Frame& frame, const EvaluateState& state, std::size_t row, std::size_t column, ImVec2 at,
                  float side) {
  const core::Neighbour& real = state.nearest.result->rows[row][column];
  const std::string key = fmt::format("evaluate.real.{}.{}", row, column);
  ImGui::SetCursorScreenPos(at);
  const std::string about = tr_format(
      "{}\nroot mean square difference {:.3f} at 32 × 32 grey\n{:.1f} % of the reals are nearer to another "
      "real",
      real.source, real.distance, real.percentile * 100);
  thumbnail(frame, key.c_str(), frame.textures.image(key, state.version, real.image),
            {.width = side / frame.theme.scale,
             .height = side / frame.theme.scale,
             .tooltip = real.mirrored ? about + "\n" + tr("nearest when mirrored") : about});
  caption(frame.theme, real, {at.x, at.y + side + frame.theme.px(2)}, side);
}

void sample_picture(Frame& frame, const EvaluateState& state, std::size_t row, ImVec2 at, float side) {
  const core::NearestRequest& asked = *state.nearest.request;
  if (row >= asked.samples.size()) return;
  const std::string key = fmt::format("evaluate.sample.{}", row);
  draw_picture(frame, ImGui::GetWindowDrawList(),
               frame.textures.image(key, state.version, asked.samples[row]), at, {at.x + side, at.y + side});
  const TextScope small(frame.theme, TextSize::kSmall);
  if (row < asked.names.size())
    draw_text({at.x, at.y + side + frame.theme.px(2)}, frame.theme.text,
              elide_end(asked.names[row], side + frame.theme.px(kBetween)));
}

void header(const Theme& theme, const EvaluateState& state, ImVec2 at, const Columns& columns) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  draw_text(at, theme.text, tr("Sample"));
  const std::string reals =
      tr_format("Nearest of {} real images", core::thousands(state.nearest.result->reals));
  const float x = columns.x(at.x, 0);
  draw_text({x, at.y}, theme.text, reals);
  const float after = x + text_width(reals) + theme.px(8);
  const TextScope regular(theme, TextSize::kText);
  draw_text(
      {after, at.y}, theme.text_dim,
      elide_end(tr("distance, percentile among the reals"), at.x + ImGui::GetContentRegionAvail().x - after));
}

}  // namespace

std::size_t nearest_rows(Frame& frame, const EvaluateState& state, float height) {
  const Theme& theme = frame.theme;
  const core::NearestRequest& asked = *state.nearest.request;
  const core::NearestResult& result = *state.nearest.result;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::size_t reals = static_cast<std::size_t>(std::max(asked.neighbours, 1));
  const float free = ImGui::GetContentRegionAvail().x - theme.px(kAfterSample) -
                     static_cast<float>(reals - 1) * theme.px(kBetween);
  const float room = std::min(free / static_cast<float>(reals + 1), theme.px(kRoomForPicture));
  const int pixels = asked.samples.empty() ? 64 : asked.samples.front().width;
  const Columns columns{picture_side(room, pixels), theme.px(kAfterSample), theme.px(kBetween)};
  header(theme, state, at, columns);
  const float row_height = columns.side + theme.px(kCaption) + theme.px(kRowGap);
  const float body = height - theme.px(kHeader);
  const auto fit = static_cast<std::size_t>(std::max(body / row_height, 1.0f));
  const std::size_t end = std::min(state.first_row + fit, state.order.size());
  for (std::size_t i = state.first_row; i < end; ++i) {
    const std::size_t row = state.order[i];
    const float y = at.y + theme.px(kHeader) + static_cast<float>(i - state.first_row) * row_height;
    sample_picture(frame, state, row, {at.x, y}, columns.side);
    for (std::size_t column = 0; column < result.rows[row].size(); ++column)
      real_picture(frame, state, row, column, {columns.x(at.x, column), y}, columns.side);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  return fit;
}

}  // namespace ui::evaluate

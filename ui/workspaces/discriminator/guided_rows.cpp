#include "ui/workspaces/discriminator/guided_rows.h"

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/discriminator/guided_layout.h"

namespace ui::discriminator {
namespace {

constexpr float kLabel = 84, kHeader = 22, kBetween = 24, kSmallest = 48;

struct Place {
  ImVec2 row;  // upper left corner
  const GuidedLayout& layout;
  float label, gap;

  ImVec2 learned() const { return {row.x + label, row.y}; }

  ImVec2 random() const { return {row.x + label + layout.side + gap, row.y}; }

  ImVec2 end(ImVec2 picture) const { return {picture.x + layout.side, picture.y + layout.side}; }
};

void headers(const Theme& theme, const GuidedLayout& layout, ImVec2 at, float label, float gap,
             std::uint64_t seed) {
  const float height = theme.px(kHeader);
  const std::string named = tr_format("Random, seed {}", seed);
  const std::string control = text_width(named) <= layout.side ? named : tr("Random");
  for (int column = 0; column < layout.columns; ++column) {
    const float x = at.x + static_cast<float>(column) * (layout.column_width + theme.px(kBetween)) + label;
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    draw_text_in({x, at.y}, {x + layout.side, at.y + height}, {0, 0.3f}, theme.text,
                 elide_end(tr("Learned"), layout.side));
    draw_text_in({x + layout.side + gap, at.y}, {x + 2 * layout.side + gap, at.y + height}, {0, 0.3f},
                 theme.text, elide_end(control, layout.side));
  }
}

void label(const Theme& theme, const GuidedRow* row, int feature, const Place& place) {
  const float x = place.row.x + theme.px(6), line = ImGui::GetFontSize() + theme.px(3);
  float y = place.row.y + theme.px(6);
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    draw_text({x, y}, theme.text, tr_format("map {}", feature));
  }
  if (!row) return;
  const TextScope small(theme, TextSize::kSmall);
  for (const std::string& number : {tr_format("max {}", core::signed_number(row->learned_response, 2)),
                                    tr_format("random {}", core::signed_number(row->random_response, 2))}) {
    y += line;
    if (y + ImGui::GetFontSize() <= place.end(place.learned()).y) draw_text({x, y}, theme.text_dim, number);
  }
}

void pictures(Frame& frame, const GuidedRow* row, std::uint64_t version, const Place& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!row) {
    list->AddRectFilled(place.learned(), place.end(place.learned()), frame.theme.frame);
    list->AddRectFilled(place.random(), place.end(place.random()), frame.theme.frame);
    return;
  }
  const std::string key = "discriminator.guided." + std::to_string(row->feature);
  draw_picture(frame, list, frame.textures.image(key + ".learned", version, row->learned), place.learned(),
               place.end(place.learned()));
  draw_picture(frame, list, frame.textures.image(key + ".random", version, row->random), place.random(),
               place.end(place.random()));
}

}  // namespace

void guided_rows(Frame& frame, DiscriminatorState& state, float height) {
  const Theme& theme = frame.theme;
  const std::vector<int> features = state.features(frame);
  const ChildScope child("##rows", {0, height}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float gap = theme.px(metric::kGap), names = theme.px(kLabel), header = theme.px(kHeader);
  const GuidedLayout layout = guided_layout(static_cast<int>(features.size()),
                                            {ImGui::GetContentRegionAvail().x, height - header, names, gap,
                                             theme.px(kBetween), frame.model()->size, theme.px(kSmallest)});
  headers(theme, layout, at, names, gap, frame.document.discriminator.random_seed);
  for (int i = 0; i < static_cast<int>(features.size()); ++i) {
    const IdScope scope(i);
    const int column = i / layout.rows, line = i % layout.rows;
    const Place place{{at.x + static_cast<float>(column) * (layout.column_width + theme.px(kBetween)),
                       at.y + header + static_cast<float>(line) * (layout.side + gap)},
                      layout,
                      names,
                      gap};
    ImGui::SetCursorScreenPos(place.row);
    if (ImGui::InvisibleButton("##row", {layout.column_width, layout.side})) state.selected_row = i;
    if (i == state.selected_row)
      ImGui::GetWindowDrawList()->AddRectFilled(
          place.row, {place.row.x + names - gap, place.row.y + layout.side}, theme.selected);
    const int feature = features[static_cast<std::size_t>(i)];
    const GuidedRow* row = nullptr;
    for (const GuidedRow& one : state.rows)
      if (one.feature == feature) row = &one;
    label(theme, row, feature, place);
    pictures(frame, row, state.version, place);
  }
}

}  // namespace ui::discriminator

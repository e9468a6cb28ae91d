#include "ui/workspaces/forget/maps_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/table.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {
namespace {

std::size_t dropped_count(const core::ForgetDocument& document) {
  core::ForgetDocument active = document;
  active.active = true;
  return active.dropped().size();
}

std::string signed_weight(float weight) {
  const std::string number = core::signed_number(weight, 2);
  return weight > 0 ? "+" + number : number;
}

/// The tick of one map; below k it cannot be set.
void tick(Frame& frame, int rank, int map) {
  core::ForgetDocument& document = frame.document.forget;
  const bool in_top = rank < document.top_k;
  bool dropped = in_top && !document.kept.contains(map);
  if (!check(frame.theme, "##dropped", dropped, in_top ? nullptr : tr("not among the top k"),
             tr("Dropped; take the tick off to keep this map")))
    return;
  if (dropped)
    document.kept.erase(map);
  else
    document.kept.insert(map);
  frame.out.remember(fmt::format("{} {}", dropped ? tr("Drop map") : tr("Keep map"), map));
}

}  // namespace

const char* MapsPanel::title() const {
  return tr("Feature maps");
}

std::string MapsPanel::remark(const Frame& frame) const {
  const core::ForgetDocument& document = frame.document.forget;
  if (!document.fit) return {};
  return fmt::format("{} {} {} {}", dropped_count(document), tr("of"), document.fit->weights.size(),
                     tr("dropped"));
}

void MapsPanel::rows(Frame& frame) const {
  const core::ForgetDocument& document = frame.document.forget;
  const core::ForgetFit& fit = *document.fit;
  std::vector<int> ranks;
  for (int rank = 0; rank < static_cast<int>(fit.ranking.size()); ++rank) {
    const int map = fit.ranking[static_cast<std::size_t>(rank)];
    if (only_dropped_ && (rank >= document.top_k || document.kept.contains(map))) continue;
    ranks.push_back(rank);
  }
  const StyleScope tight(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ChildScope list("##list");
  if (!list) return;
  Table table(frame.theme, "##maps",
              {{"", 28}, {tr("Map"), 0, true}, {tr("Weight"), 0, true}, {tr("Mean"), 0, true}});
  if (!table) return;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(ranks.size()), frame.theme.px(metric::kTableRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int rank = ranks[static_cast<std::size_t>(i)];
      const int map = fit.ranking[static_cast<std::size_t>(rank)];
      const auto place = static_cast<std::size_t>(map);
      const IdScope scope(map);
      const bool dropped = rank < document.top_k && !document.kept.contains(map);
      table.row(false);
      ImGui::TableNextColumn();
      tick(frame, rank, map);
      table.cell(std::to_string(map), dropped ? frame.theme.text : frame.theme.text_dim);
      table.cell(signed_weight(fit.weights[place]));
      table.cell(fmt::format("{:.2f}", fit.mean_activation[place]));
    }
}

void MapsPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::ForgetDocument& document = frame.document.forget;
  if (!frame.model() || !fit_is_of(document, *frame.model())) {
    empty_state(theme, ICON_FA_LAYER_GROUP, tr("Feature maps by falling weight, with a tick each."),
                tr("Draw boxes on some samples, then fit."));
    return;
  }
  {
    ToolRow row(theme);
    row.text(fmt::format("{} {}", tr("block"), document.fit->request.block).c_str());
    row.right();
    check(theme, tr("only dropped"), only_dropped_);
  }
  rows(frame);
}

}  // namespace ui::forget

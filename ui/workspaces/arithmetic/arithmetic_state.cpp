#include "ui/workspaces/arithmetic/arithmetic_state.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <cmath>
#include <utility>

#include "core/document/document_moves.h"
#include "ui/look/tr.h"
#include "ui/widgets/drag_exemplar.h"
#include "ui/widgets/text.h"

namespace ui::arithmetic {
namespace {

constexpr float kSwapMark = 24;

}  // namespace

void put_into_bin(Frame& frame, core::BinId bin, const std::vector<core::Exemplar>& exemplars) {
  std::string label = add_to_bin(frame.document.arithmetic, bin, exemplars);
  if (!label.empty()) frame.out.remember(std::move(label));
}

void take_out(Frame& frame, const BinItem& item) {
  std::string label = remove_from_bin(frame.document.arithmetic, item);
  if (!label.empty()) frame.out.remember(std::move(label));
}

void show_in_explore(Frame& frame, const core::Exemplar& exemplar, core::Origin::Place from) {
  core::go_to(frame.document.explore, exemplar, std::move(from));
  frame.out.remember(std::string(tr("Show")) + " " + exemplar_text(exemplar));
  frame.out.go_to = core::Workspace::kExplore;
}

std::string score_text(const core::SurfacePictures* pictures, int index) {
  if (!pictures || index < 0 || index >= static_cast<int>(pictures->logits.size())) return {};
  const double score =
      1 / (1 + std::exp(-static_cast<double>(pictures->logits[static_cast<std::size_t>(index)])));
  return std::isfinite(score) ? fmt::format("{:.2f}", score) : std::string();
}

void ArithmeticState::begin_frame(const core::ArithmeticDocument& document) {
  candidates.clear();
  item.reset();
  carried.reset();
  const ExemplarPayload* dragged = dragged_exemplars();
  if (dragged && dragged->surface == core::Surface::kBinItems && dragged->count == 1)
    carried = item_of_tile(document, dragged->items[0].index);
}

void swap_mark(Frame& frame, const ArithmeticState& state, const BinItem& item, ImVec2 min, ImVec2 max) {
  const ExemplarPayload* dragged = dragged_exemplars();
  // Several cannot stand in the place of one, nor can one in its own.
  if (!dragged || dragged->count != 1 || state.carried == item) return;
  const Theme& theme = frame.theme;
  const float side = theme.px(kSwapMark);
  const ImRect mark{{max.x - side, max.y - side}, max};
  bool held = false;
  std::optional<ExemplarPayload> payload;
  if (ImGui::BeginDragDropTargetCustom(mark, ImGui::GetID("##swap"))) {
    payload = accept_exemplars(&held);
    ImGui::EndDragDropTarget();
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(mark.Min, mark.Max, held ? theme.bin(item.bin) : theme.plate);
  draw_text_in(mark.Min, mark.Max, {0.5f, 0.5f}, held ? theme.gap : theme.text_on_plate, ICON_FA_RIGHT_LEFT);
  if (held) list->AddRect(min, max, theme.bin(item.bin), 0, theme.px(2));
  if (!payload) return;
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const std::vector<core::Exemplar> dropped = exemplars_of(*payload, frame.snapshot);
  std::string label;
  if (state.carried)
    label = trade_places(document, *state.carried, item);
  else if (!dropped.empty())
    label = replace_in_bin(document, item, dropped.front());
  if (!label.empty()) frame.out.remember(std::move(label));
}

void drop_into_bin(Frame& frame, const ArithmeticState& state, core::BinId bin,
                   const std::vector<core::Exemplar>& dropped) {
  if (dropped.empty()) return;
  if (!state.carried) return put_into_bin(frame, bin, dropped);
  std::string label = move_to_bin(frame.document.arithmetic, *state.carried, bin);
  if (!label.empty()) frame.out.remember(std::move(label));
}

}  // namespace ui::arithmetic

#include "ui/workspaces/arithmetic/arithmetic_state.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <utility>

#include "core/document/document_moves.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/drag_exemplar.h"

namespace ui::arithmetic {

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
  const ImGuiPayload* held = ImGui::GetDragDropPayload();
  if (!held || !held->IsDataType(kExemplarPayload) || held->DataSize != sizeof(ExemplarPayload)) return;
  ExemplarPayload payload;
  std::memcpy(&payload, held->Data, sizeof payload);
  if (payload.surface == core::Surface::kBinItems && payload.count == 1)
    carried = item_of_tile(document, payload.items[0].index);
}

bool swap_target(Frame& frame, const ArithmeticState& state, const BinItem& item) {
  const DragTargetScope target;
  if (!target) return false;
  bool held = false;
  const auto payload = accept_exemplars(&held);
  if (!payload) return held;
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const std::vector<core::Exemplar> dropped = exemplars_of(*payload, frame.snapshot);
  if (dropped.size() != 1 && !state.carried) {
    put_into_bin(frame, item.bin, dropped);
    return held;
  }
  std::string label = state.carried ? trade_places(document, *state.carried, item)
                                    : replace_in_bin(document, item, dropped.front());
  if (!label.empty()) frame.out.remember(std::move(label));
  return held;
}

void drop_into_bin(Frame& frame, const ArithmeticState& state, core::BinId bin,
                   const std::vector<core::Exemplar>& dropped) {
  if (dropped.empty()) return;
  if (!state.carried) return put_into_bin(frame, bin, dropped);
  std::string label = move_to_bin(frame.document.arithmetic, *state.carried, bin);
  if (!label.empty()) frame.out.remember(std::move(label));
}

}  // namespace ui::arithmetic

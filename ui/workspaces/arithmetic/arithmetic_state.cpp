#include "ui/workspaces/arithmetic/arithmetic_state.h"

#include <fmt/format.h>

#include <cmath>

#include "core/base/format.h"
#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/drag_exemplar.h"

namespace ui {

void put_into_bin(Frame& frame, core::BinId bin, const std::vector<core::Exemplar>& exemplars) {
  std::string label = add_to_bin(frame.document.arithmetic, bin, exemplars);
  if (!label.empty()) frame.out.remember(std::move(label));
}

void take_out(Frame& frame, const BinItem& item) {
  std::string label = remove_from_bin(frame.document.arithmetic, item);
  if (!label.empty()) frame.out.remember(std::move(label));
}

void show_in_explore(Frame& frame, const core::Exemplar& exemplar, const std::string& origin) {
  frame.document.explore.current = exemplar;
  frame.document.explore.origin = origin;
  frame.out.remember(std::string(tr("Show")) + " " + exemplar_text(exemplar));
  frame.out.go_to = core::Workspace::kExplore;
}

std::string norm_percentile_text(const core::ModelInfo& model, double norm) {
  return core::percentile_text(core::norm_percentile(model.prior, model.nz, norm));
}

std::string score_text(const core::SurfacePictures* pictures, int index) {
  if (!pictures || index < 0 || index >= static_cast<int>(pictures->logits.size())) return {};
  const double score =
      1 / (1 + std::exp(-static_cast<double>(pictures->logits[static_cast<std::size_t>(index)])));
  return std::isfinite(score) ? fmt::format("{:.2f}", score) : std::string();
}

bool swap_target(Frame& frame, const BinItem& item) {
  const DragTargetScope target;
  if (!target) return false;
  bool held = false;
  const auto payload = accept_exemplars(&held);
  if (!payload) return held;
  const std::vector<core::Exemplar> dropped = exemplars_of(*payload, frame.snapshot);
  if (dropped.size() != 1) {
    put_into_bin(frame, item.bin, dropped);
    return held;
  }
  std::string label = replace_in_bin(frame.document.arithmetic, item, dropped.front());
  if (!label.empty()) frame.out.remember(std::move(label));
  return held;
}

void drop_into_bin(Frame& frame, core::BinId bin, const std::vector<core::Exemplar>& dropped) {
  if (dropped.empty()) return;
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const ImGuiPayload* payload = ImGui::GetDragDropPayload();
  std::optional<BinItem> from;
  if (payload && payload->IsDataType(kExemplarPayload) && payload->DataSize == sizeof(ExemplarPayload)) {
    const auto* carried = static_cast<const ExemplarPayload*>(payload->Data);
    if (carried->surface == core::Surface::kBinItems && carried->count == 1)
      from = item_of_tile(document, carried->items[0].index);
  }
  if (from && from->bin == bin) return;
  std::string label = add_to_bin(document, bin, dropped);
  if (from) remove_from_bin(document, *from);
  if (!label.empty() || from) frame.out.remember(label.empty() ? std::string(tr("Move exemplar")) : label);
}

}  // namespace ui

#include "ui/widgets/drag_exemplar.h"

#include <imgui.h>

#include <algorithm>
#include <cstring>

namespace ui {

std::vector<core::Exemplar> exemplars_of(const ExemplarPayload& payload, const core::Snapshot& snapshot) {
  std::vector<core::Exemplar> found;
  const core::SurfacePictures* pictures = snapshot.surface(payload.surface);
  if (!pictures) return found;
  const int count = std::min(payload.count, static_cast<int>(payload.items.size()));
  for (int i = 0; i < count; ++i) {
    const ExemplarPayload::Item& item = payload.items[static_cast<std::size_t>(i)];
    if (item.index < 0 || item.index >= static_cast<int>(pictures->z.size())) continue;
    core::Exemplar exemplar;
    exemplar.z = pictures->z[static_cast<std::size_t>(item.index)];
    if (item.has_seed) exemplar.seed = item.seed;
    found.push_back(std::move(exemplar));
  }
  return found;
}

const ExemplarPayload* dragged_exemplars() {
  const ImGuiPayload* held = ImGui::GetDragDropPayload();
  const bool ours = held && held->IsDataType(kExemplarPayload) && held->DataSize == sizeof(ExemplarPayload);
  return ours ? static_cast<const ExemplarPayload*>(held->Data) : nullptr;
}

std::optional<ExemplarPayload> accept_exemplars(bool* hovering) {
  constexpr ImGuiDragDropFlags kFlags =
      ImGuiDragDropFlags_AcceptBeforeDelivery | ImGuiDragDropFlags_AcceptNoDrawDefaultRect;
  const ImGuiPayload* held = ImGui::AcceptDragDropPayload(kExemplarPayload, kFlags);
  if (hovering) *hovering = held != nullptr;
  if (!held || !held->IsDelivery() || held->DataSize != sizeof(ExemplarPayload)) return std::nullopt;
  ExemplarPayload payload;
  std::memcpy(&payload, held->Data, sizeof payload);
  return payload;
}

}  // namespace ui

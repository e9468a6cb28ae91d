#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/request/requests.h"
#include "core/session/snapshot.h"

namespace ui {

/// What a dragged thumbnail carries (payload type kExemplarPayload): places on a surface, copied by value.
inline constexpr const char* kExemplarPayload = "GS_EXEMPLAR";

struct ExemplarPayload {
  struct Item {
    int index = 0;
    std::uint64_t seed = 0;
    bool has_seed = false;
  };

  core::Surface surface = core::Surface::kCanvas;
  int count = 0;
  std::array<Item, 32> items{};
};

/// The z behind the payload, taken from the pictures the surface shows; tiles not rendered yet are left out.
std::vector<core::Exemplar> exemplars_of(const ExemplarPayload& payload, const core::Snapshot& snapshot);

/// What is being dragged now; null when it is no exemplar. Valid for this frame.
const ExemplarPayload* dragged_exemplars();

/// Call inside an open drag-and-drop target: what was dropped on it this frame. `hovering` becomes true while
/// exemplars are held over it.
std::optional<ExemplarPayload> accept_exemplars(bool* hovering = nullptr);

}  // namespace ui

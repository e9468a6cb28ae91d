#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>
#include <vector>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/latent_pad.h"

namespace ui::explore {
namespace {

constexpr double kSlowest = 0.05, kFastest = 5;
constexpr float kScaleField = 44;

/// Three thumbnails selected on the contact sheet.
std::vector<core::Exemplar> three_selected(const Frame& frame, ExploreState& state) {
  std::vector<core::Exemplar> found;
  const SheetOrder& order = state.sheet_order(frame);
  for (const int index : state.sheet.selected) {
    const auto i = static_cast<std::size_t>(index);
    if (i < order.seeds().size()) found.push_back({order.z()[i], order.seeds()[i]});
  }
  if (found.size() != 3) found.clear();
  return found;
}

const char* kind_label(PlaneKind kind) {
  switch (kind) {
    case PlaneKind::kRandom:
      return tr("random pair");
    case PlaneKind::kPins:
      return tr("plane of the pins");
    case PlaneKind::kOther:
      return tr("three pictures");
  }
  return "";
}

/// One choice of the list; a reason makes it visible but not to be chosen.
bool choice(PlaneKind kind, PlaneKind now, const char* reason) {
  const bool chosen =
      ImGui::Selectable(kind_label(kind), kind == now, reason ? ImGuiSelectableFlags_Disabled : 0);
  if (reason) tooltip(reason);
  return chosen;
}

void plane_list(Frame& frame, ExploreState& state, PlaneKind now) {
  if (choice(PlaneKind::kRandom, now, nullptr)) new_directions(frame, fresh_seed());
  const auto& pins = frame.document.path.pins;
  if (choice(PlaneKind::kPins, now, pins.size() < 3 ? tr("needs three pins") : nullptr))
    use_plane_of(frame, state, pins[0], pins[1], pins[2], PlaneKind::kPins);
  const std::vector<core::Exemplar> chosen = three_selected(frame, state);
  const char* reason = chosen.empty() ? tr("select three pictures of the contact sheet, with Ctrl") : nullptr;
  if (choice(PlaneKind::kOther, now, reason))
    use_plane_of(frame, state, chosen[0], chosen[1], chosen[2], PlaneKind::kOther);
}

}  // namespace

void latent_pad_title(Frame& frame) {
  const Theme& theme = frame.theme;
  core::ExploreDocument& explore = frame.document.explore;
  const core::ModelInfo& model = *frame.model();
  const double typical = core::typical_norm(model.prior, model.nz);
  section_title(theme, tr("Latent pad"));
  ImGui::SameLine(0, 0);
  const float field = theme.px(kScaleField), label = text_width(tr("scale")) + theme.px(metric::kGap);
  const float free = ImGui::GetContentRegionAvail().x - field - label;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(free, theme.px(metric::kGap)));
  text_dim(theme, tr("scale"));
  ImGui::SameLine(0, theme.px(metric::kGap));
  const StyleScope flat(ImGuiStyleVar_FramePadding, ImVec2(theme.px(4), 0));
  auto scale = static_cast<float>(explore.scale / typical);
  ImGui::SetNextItemWidth(field);
  if (ImGui::DragFloat("##scale", &scale, 0.01f, kSlowest, kFastest, "%.2f", ImGuiSliderFlags_AlwaysClamp))
    explore.scale = scale * typical;
  if (ImGui::IsItemDeactivatedAfterEdit()) frame.out.remember(tr("Scale of dragging"));
  tooltip(tr("How far a drag over half the canvas goes, in typical norms of z"));
}

void latent_pad_controls(Frame& frame, ExploreState& state, bool brief) {
  const Theme& theme = frame.theme;
  core::ExploreDocument& explore = frame.document.explore;
  const PlaneKind kind = plane_kind(frame.document, state.chosen_plane);
  const float buttons = 2 * theme.px(metric::kFrame + metric::kGap);
  const float width = std::max(ImGui::GetContentRegionAvail().x - buttons, theme.px(60));
  ImGui::SetNextItemWidth(width);
  {
    const ColorScope arrow(ImGuiCol_Button, theme.frame_hovered);
    const std::string label = std::string(brief ? "" : tr("u, v: ")) + kind_label(kind);
    const float room = width - theme.px(metric::kFrame + metric::kGroupGap + metric::kGap);
    if (ImGui::BeginCombo("##plane", elide_end(label, room).c_str())) {
      plane_list(frame, state, kind);
      ImGui::EndCombo();
    }
  }
  ImGui::SameLine();
  if (icon_button(theme, "##keep", explore.keep_norm ? ICON_FA_LOCK : ICON_FA_LOCK_OPEN,
                  explore.keep_norm ? tr("Dragging keeps the prior's typical norm")
                                    : tr("Dragging may change the norm of z"),
                  {.active = explore.keep_norm})) {
    explore.keep_norm = !explore.keep_norm;
    frame.out.remember(explore.keep_norm ? tr("Keep the norm") : tr("Free the norm"));
  }
  ImGui::SameLine();
  if (icon_button(theme, "##directions", ICON_FA_DICE, tr("Other random u and v"), {.keys = "X"}))
    new_directions(frame, fresh_seed());
}

}  // namespace ui::explore

#include "ui/workspaces/forget/forget_workspace.h"

#include <imgui_internal.h>

#include <algorithm>

#include "ui/frame/keyboard.h"
#include "ui/frame/panel_window.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/export_figure.h"
#include "ui/workspaces/forget/boxes_panel.h"
#include "ui/workspaces/forget/fit_panel.h"
#include "ui/workspaces/forget/live_panel.h"
#include "ui/workspaces/forget/maps_panel.h"
#include "ui/workspaces/forget/sheet_panel.h"

namespace ui::forget {
namespace {

constexpr float kBoxes = 368, kNarrowBoxes = 300, kSide = 300, kNarrowSide = 284;
constexpr float kLive = 520, kFit = 236;
constexpr float kWide = 1500, kHigh = 860;  // below: narrow columns, the sheet as a tab

std::vector<core::Latent> seeds(const core::ModelInfo& model, std::uint64_t first, int count) {
  std::vector<core::Latent> latents;
  for (int i = 0; i < count; ++i)
    latents.push_back(core::sample_latent(model.prior, model.nz, first + static_cast<std::uint64_t>(i)));
  return latents;
}

void dock(const Panel& panel, ImGuiID node) {
  ImGui::DockBuilderDockWindow(panel_window_name(panel).c_str(), node);
}

}  // namespace

ForgetWorkspace::ForgetWorkspace() {
  panels_.push_back(std::make_unique<LivePanel>(state_));
  panels_.push_back(std::make_unique<ForgetSheetPanel>());
  panels_.push_back(std::make_unique<BoxesPanel>(state_));
  panels_.push_back(std::make_unique<FitPanel>());
  panels_.push_back(std::make_unique<MapsPanel>());
}

void ForgetWorkspace::layout(unsigned dockspace, float width, float height) {
  const bool wide = width >= kWide;
  const float left = wide ? kBoxes : kNarrowBoxes, right = wide ? kSide : kNarrowSide;
  ImGuiID live = dockspace;
  const ImGuiID boxes = ImGui::DockBuilderSplitNode(live, ImGuiDir_Left, left / width, nullptr, &live);
  ImGuiID fit = ImGui::DockBuilderSplitNode(live, ImGuiDir_Right, right / (width - left), nullptr, &live);
  const ImGuiID maps = ImGui::DockBuilderSplitNode(fit, ImGuiDir_Down, 1 - kFit / height, nullptr, &fit);
  ImGuiID sheet = live;
  if (height >= kHigh)
    sheet = ImGui::DockBuilderSplitNode(live, ImGuiDir_Down, 1 - kLive / height, nullptr, &live);
  dock(*panels_[0], live);
  dock(*panels_[1], sheet);
  dock(*panels_[2], boxes);
  dock(*panels_[3], fit);
  dock(*panels_[4], maps);
}

void ForgetWorkspace::box_keys(Frame& frame) {
  if (ImGui::IsKeyPressed(ImGuiKey_D, false)) state_.mode = BoxMode::kDraw;
  if (ImGui::IsKeyPressed(ImGuiKey_V, false)) state_.mode = BoxMode::kMove;
  if (ImGui::IsKeyPressed(ImGuiKey_N, false) && frame.model()) open_next(frame, state_);
  if (ImGui::IsKeyPressed(ImGuiKey_Delete, false)) remove_box(frame, state_);
  if (!state_.editor_focused) return;
  const float step = ImGui::GetIO().KeyShift ? 8.0f : 1.0f;
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) nudge_box(frame, state_, -step, 0);
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) nudge_box(frame, state_, step, 0);
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) nudge_box(frame, state_, 0, -step);
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) nudge_box(frame, state_, 0, step);
}

void ForgetWorkspace::keys(Frame& frame) {
  const bool can_export = !why_no_figure(frame);
  if (can_export && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_E))
    export_figure(frame, forget_figure(frame), "forget");
  if (can_export && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C))
    copy_command(frame, forget_figure(frame));
  if (ImGui::GetIO().KeyCtrl) return;
  box_keys(frame);
  const int k = frame.document.forget.top_k;
  if (typed('[')) set_top_k(frame, k - 1);
  if (typed(']')) set_top_k(frame, k + 1);
  if (typed('{')) set_top_k(frame, k - 10);
  if (typed('}')) set_top_k(frame, k + 10);
  if (ImGui::IsKeyPressed(ImGuiKey_F, false)) send_fit(frame);
  if (ImGui::IsKeyPressed(ImGuiKey_T, false) && frame.document.forget.fit) toggle_mask(frame);
  if (ImGui::IsKeyPressed(ImGuiKey_R, false)) draw_new_z(frame);
}

void ForgetWorkspace::update(Frame&) {
  state_.editor_focused = false;
}

void ForgetWorkspace::plan(const Frame& frame, core::RenderRequest& request) const {
  const core::ModelInfo* model = frame.model();
  if (!model) return;
  const core::ForgetDocument& document = frame.document.forget;
  const bool fitted = fit_is_of(document, *model);
  const core::GenerateOptions before{frame.document.explore.mode, {}};
  const core::GenerateOptions after{before.mode, fitted ? document.masks() : core::Masks{}};
  const core::GenerateOptions control{before.mode, fitted ? document.control_masks() : core::Masks{}};
  const std::vector<core::Latent> here{frame.document.explore.current.z};
  request.live.push_back({core::Surface::kCanvas, here, before});
  request.live.push_back({core::Surface::kForgetAfter, here, after});
  request.live.push_back({core::Surface::kForgetControl, here, control});
  if (fitted) {
    const std::vector<core::Latent> sheet = seeds(*model, document.sheet_seed, kSheetColumns);
    request.background.push_back({core::Surface::kForgetSheetBefore, sheet, before});
    request.background.push_back({core::Surface::kForgetSheetAfter, sheet, after});
    request.background.push_back({core::Surface::kForgetSheetControl, sheet, control});
  }
  request.background.push_back(
      {core::Surface::kForgetSamples, seeds(*model, document.first_seed, document.sample_count), before});
}

}  // namespace ui::forget

namespace ui {

std::unique_ptr<WorkspaceView> make_forget_workspace() {
  return std::make_unique<forget::ForgetWorkspace>();
}

}  // namespace ui

#include "ui/workspaces/discriminator/discriminator_workspace.h"

#include <imgui_internal.h>

#include "ui/frame/keyboard.h"
#include "ui/frame/panel_window.h"
#include "ui/look/tr.h"
#include "ui/widgets/canvas_request.h"
#include "ui/widgets/copy_command.h"
#include "ui/workspaces/discriminator/guided_export.h"
#include "ui/workspaces/discriminator/guided_panel.h"
#include "ui/workspaces/discriminator/input_panel.h"
#include "ui/workspaces/discriminator/maps_panel.h"
#include "ui/workspaces/discriminator/selected_map_panel.h"

namespace ui::discriminator {
namespace {

enum Place { kGuided, kInput, kMaps, kMap };

constexpr float kLeft = 298, kRight = 280, kRightNarrow = 220, kNarrow = 1440;
constexpr float kMapsShare = 0.42f;
constexpr int kKeys = 4;  // 1 .. 4

bool plain_key(ImGuiKey key, bool repeat) {
  const ImGuiIO& io = ImGui::GetIO();
  return !io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(key, repeat);
}

}  // namespace

DiscriminatorWorkspace::DiscriminatorWorkspace() {
  panels_.push_back(std::make_unique<GuidedPanel>(state_));
  panels_.push_back(std::make_unique<InspectInputPanel>(state_));
  panels_.push_back(std::make_unique<FeatureMapsPanel>(state_));
  panels_.push_back(std::make_unique<SelectedMapPanel>(state_));
}

void DiscriminatorWorkspace::layout(unsigned dockspace, float width, float) {
  const auto dock = [&](Place panel, ImGuiID node) {
    ImGui::DockBuilderDockWindow(panel_window_name(*panels_[panel]).c_str(), node);
  };
  const float right_width = width < kNarrow ? kRightNarrow : kRight;
  ImGuiID middle = dockspace, left = 0, right = 0, maps = 0;
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Left, kLeft / width, &left, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Right, right_width / (width - kLeft), &right, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Down, kMapsShare, &maps, &middle);
  dock(kInput, left);
  dock(kGuided, middle);
  dock(kMaps, maps);
  dock(kMap, right);
}

void DiscriminatorWorkspace::keys(Frame& frame) {
  if (cannot_inspect(frame)) return;
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C))
    copy_command(frame, guided_export(frame, state_));
  core::DiscriminatorDocument& document = frame.document.discriminator;
  const core::ModelInfo& model = *frame.model();
  for (int block = 1; block <= kKeys; ++block) {
    const bool there = channels_of(block, model) > 0 && block != resolved_block(document.block, model);
    const auto digit = static_cast<ImGuiKey>(ImGuiKey_0 + block);
    if (!(plain_key(digit, false) || plain_key(keypad_twin(digit), false)) || !there) continue;
    document.block = block;
    frame.out.remember(tr("Layer of D"));
  }
  const int by = plain_key(ImGuiKey_DownArrow, true) - plain_key(ImGuiKey_UpArrow, true);
  if (by == 0) return;
  const std::vector<int> before = state_.features(frame);
  const FeatureChoice choice = step_feature({before, state_.selected_row}, by,
                                            channels_of(resolved_block(document.block, model), model));
  state_.selected_row = choice.selected;
  if (choice.features == before) return;
  document.features = choice.features;
  frame.out.remember(tr("Features"));
}

void DiscriminatorWorkspace::plan(const Frame& frame, core::RenderRequest& request) const {
  std::optional<core::SurfaceRequest> canvas = canvas_request(frame);
  if (!canvas) return;
  request.live.push_back(std::move(*canvas));
  if (cannot_inspect(frame)) return;
  const core::DiscriminatorDocument& document = frame.document.discriminator;
  core::InspectRequest inspect;
  inspect.image = state_.input.image();
  inspect.guided = {resolved_block(document.block, *frame.model()), state_.features(frame),
                    document.leak_in_backward};
  inspect.random_seed = document.random_seed;
  inspect.maps_block = resolved_block(document.maps_block, *frame.model());
  request.inspect = std::move(inspect);
}

}  // namespace ui::discriminator

namespace ui {

std::unique_ptr<WorkspaceView> make_discriminator_workspace() {
  return std::make_unique<discriminator::DiscriminatorWorkspace>();
}

}  // namespace ui

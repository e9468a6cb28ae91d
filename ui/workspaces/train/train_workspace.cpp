#include "ui/workspaces/train/train_workspace.h"

#include <imgui_internal.h>

#include <algorithm>

#include "ui/frame/panel_window.h"
#include "ui/workspaces/train/checkpoints_panel.h"
#include "ui/workspaces/train/curves_panel.h"
#include "ui/workspaces/train/data_panel.h"
#include "ui/workspaces/train/grid_panel.h"
#include "ui/workspaces/train/preset_panel.h"
#include "ui/workspaces/train/preview_panel.h"
#include "ui/workspaces/train/run_panel.h"

namespace ui::train {
namespace {

enum Place { kRun, kData, kPreset, kGrid, kPreview, kCurves, kCheckpoints };

constexpr float kLeft = 300, kRight = 466;  // of 1600
constexpr float kDataHeight = 192, kRunHeight = 304, kBelow = 190;

}  // namespace

TrainWorkspace::TrainWorkspace() {
  panels_.push_back(std::make_unique<TrainRunPanel>());
  panels_.push_back(std::make_unique<TrainDataPanel>());
  panels_.push_back(std::make_unique<TrainPresetPanel>());
  panels_.push_back(std::make_unique<TrainGridPanel>(state_));
  panels_.push_back(std::make_unique<TrainPreviewPanel>());
  panels_.push_back(std::make_unique<TrainCurvesPanel>(state_));
  panels_.push_back(std::make_unique<TrainCheckpointsPanel>());
}

void TrainWorkspace::layout(unsigned dockspace, float width, float height) {
  const auto dock = [&](Place panel, ImGuiID node) {
    ImGui::DockBuilderDockWindow(panel_window_name(*panels_[panel]).c_str(), node);
  };
  const float right_width = std::min(kRight, width * 0.3f);
  ImGuiID middle = dockspace, left = 0, right = 0;
  left = ImGui::DockBuilderSplitNode(middle, ImGuiDir_Left, kLeft / width, nullptr, &middle);
  right =
      ImGui::DockBuilderSplitNode(middle, ImGuiDir_Right, right_width / (width - kLeft), nullptr, &middle);
  const ImGuiID data =
      ImGui::DockBuilderSplitNode(left, ImGuiDir_Up, std::min(kDataHeight / height, 0.3f), nullptr, &left);
  const ImGuiID run = ImGui::DockBuilderSplitNode(
      left, ImGuiDir_Down, std::min(kRunHeight / (height - kDataHeight), 0.6f), nullptr, &left);
  const ImGuiID below = ImGui::DockBuilderSplitNode(middle, ImGuiDir_Down, kBelow / height, nullptr, &middle);
  dock(kData, data);
  dock(kPreset, left);
  dock(kRun, run);
  dock(kGrid, middle);
  dock(kPreview, middle);
  dock(kCheckpoints, below);
  ImGui::DockBuilderDockWindow(shell_panel_name(ShellPanel::kLog, core::Workspace::kTrain).c_str(), below);
  dock(kCurves, right);
}

}  // namespace ui::train

namespace ui {

std::unique_ptr<WorkspaceView> make_train_workspace() {
  return std::make_unique<train::TrainWorkspace>();
}

}  // namespace ui

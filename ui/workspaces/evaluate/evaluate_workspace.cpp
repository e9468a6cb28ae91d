#include "ui/workspaces/evaluate/evaluate_workspace.h"

#include <imgui_internal.h>

#include "ui/frame/keyboard.h"
#include "ui/frame/panel_window.h"
#include "ui/widgets/canvas_request.h"
#include "ui/workspaces/evaluate/answers_panel.h"
#include "ui/workspaces/evaluate/diversity_panel.h"
#include "ui/workspaces/evaluate/losses_panel.h"
#include "ui/workspaces/evaluate/nearest_panel.h"

namespace ui::evaluate {
namespace {

enum Place { kAnswers, kNearest, kDiversity, kLosses };

constexpr float kTop = 128, kJobs = 200;
constexpr float kLeftShare = 0.3f, kRightShare = 0.27f;

}  // namespace

EvaluateWorkspace::EvaluateWorkspace() {
  panels_.push_back(std::make_unique<AnswersPanel>(state_));
  panels_.push_back(std::make_unique<NearestPanel>(state_));
  panels_.push_back(std::make_unique<DiversityPanel>(state_));
  panels_.push_back(std::make_unique<LossesPanel>());
}

void EvaluateWorkspace::layout(unsigned dockspace, float, float height) {
  const auto dock = [&](Place panel, ImGuiID node) {
    ImGui::DockBuilderDockWindow(panel_window_name(*panels_[panel]).c_str(), node);
  };
  ImGuiID middle = dockspace, top = 0, left = 0, right = 0, jobs = 0;
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Up, kTop / height, &top, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Left, kLeftShare, &left, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Right, kRightShare / (1 - kLeftShare), &right, &middle);
  ImGui::DockBuilderSplitNode(right, ImGuiDir_Down, kJobs / (height - kTop), &jobs, &right);
  dock(kAnswers, top);
  dock(kLosses, left);
  dock(kNearest, middle);
  dock(kDiversity, right);
  ImGui::DockBuilderDockWindow(shell_panel_name(ShellPanel::kJobs, core::Workspace::kEvaluate).c_str(), jobs);
}

void EvaluateWorkspace::keys(Frame& frame) {
  if (!pressed_anywhere(ImGuiKey_Enter, false)) return;
  const bool all = ImGui::GetIO().KeyCtrl;
  if ((all || state_.selected == Question::kMemorising) && !cannot_search(frame, state_)) search(frame);
  if ((all || state_.selected == Question::kCollapsing) && !cannot_measure(frame)) measure(frame, state_);
}

void EvaluateWorkspace::plan(const Frame& frame, core::RenderRequest& request) const {
  if (auto canvas = canvas_request(frame)) request.live.push_back(std::move(*canvas));
  if (auto sheet = sheet_request(frame)) request.background.push_back(std::move(*sheet));
}

}  // namespace ui::evaluate

namespace ui {

std::unique_ptr<WorkspaceView> make_evaluate_workspace() {
  return std::make_unique<evaluate::EvaluateWorkspace>();
}

}  // namespace ui

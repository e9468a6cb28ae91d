#include "ui/workspaces/explore/explore_workspace.h"

#include <imgui_internal.h>

#include <algorithm>

#include "ui/frame/keyboard.h"
#include "ui/frame/panel_window.h"
#include "ui/widgets/canvas_request.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/export_figure.h"
#include "ui/workspaces/explore/comparison_panel.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/explore_exports.h"
#include "ui/workspaces/explore/image_panel.h"
#include "ui/workspaces/explore/model_panel.h"
#include "ui/workspaces/explore/path_panel.h"
#include "ui/workspaces/explore/play.h"
#include "ui/workspaces/explore/sheet_panel.h"
#include "ui/workspaces/explore/z_inspector_panel.h"

namespace ui::explore {
namespace {

constexpr double kLongestFrame = 0.1;  // a stalled window must not make the play head leap
constexpr float kBottom = 176, kModel = 208, kInspector = 356;
constexpr float kLeft = 272, kRight = 360, kLeftNarrow = 256, kRightNarrow = 244;
constexpr float kNarrow = 1440, kLow = 900;  // of the dock space

enum PanelIndex { kImage, kComparison, kModelCard, kZ, kSheet, kPath };

void dock(const std::string& window, ImGuiID node) {
  ImGui::DockBuilderDockWindow(window.c_str(), node);
}

bool pressed(ImGuiKey key) {
  const ImGuiIO& io = ImGui::GetIO();
  return !io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(key, false);
}

}  // namespace

ExploreWorkspace::ExploreWorkspace() : state_(std::make_unique<ExploreState>()) {
  panels_.push_back(std::make_unique<ImagePanel>(*state_));
  panels_.push_back(std::make_unique<ComparisonPanel>(*state_));
  panels_.push_back(std::make_unique<ModelPanel>());
  panels_.push_back(std::make_unique<ZInspectorPanel>(*state_));
  panels_.push_back(std::make_unique<SheetPanel>(*state_));
  panels_.push_back(std::make_unique<PathPanel>(*state_));
}

void ExploreWorkspace::layout(unsigned dockspace, float width, float height) {
  const bool narrow = width < kNarrow, low = height < kLow;
  const float left_width = narrow ? kLeftNarrow : kLeft, right_width = narrow ? kRightNarrow : kRight;
  ImGuiID middle = dockspace, bottom = 0, left = 0, right = 0, inspector = 0, history = 0;
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Down, kBottom / height, &bottom, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Left, left_width / width, &left, &middle);
  ImGui::DockBuilderSplitNode(middle, ImGuiDir_Right, right_width / (width - left_width), &right, &middle);
  const float column = height - kBottom;
  ImGui::DockBuilderSplitNode(left, ImGuiDir_Down, 1 - kModel / column, &inspector, &left);
  if (!low)
    ImGui::DockBuilderSplitNode(inspector, ImGuiDir_Down, 1 - kInspector / (column - kModel), &history,
                                &inspector);
  const auto name = [this](PanelIndex panel) { return panel_window_name(*panels_[panel]); };
  dock(name(kImage), middle);
  dock(name(kComparison), middle);
  dock(name(kModelCard), left);
  dock(name(kZ), inspector);
  dock(name(kSheet), right);
  dock(name(kPath), bottom);
  dock(shell_panel_name(ShellPanel::kJobs, core::Workspace::kExplore), left);
  dock(shell_panel_name(ShellPanel::kHistory, core::Workspace::kExplore), low ? left : history);
  dock(shell_panel_name(ShellPanel::kLog, core::Workspace::kExplore), bottom);
}

void ExploreWorkspace::keys(Frame& frame) {
  if (!needs_picture(frame)) {
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_E))
      export_figure(frame, picture_export(frame.document, kCommandFactor), "image");
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C))
      copy_command(frame, picture_export(frame.document, kCommandFactor));
  }
  if (pressed(ImGuiKey_R)) resample(frame);
  if (pressed(ImGuiKey_Home)) go_home(frame);
  if (pressed(ImGuiKey_X)) new_directions(frame, fresh_seed());
  if (pressed(ImGuiKey_P)) pin_current(frame);
  if (pressed(ImGuiKey_C)) cycle_compare(frame);
  if (pressed(ImGuiKey_Space)) play_or_stop(frame);
  if (typed(',')) step_frame(frame, -1);
  if (typed('.')) step_frame(frame, 1);
  if (!pressed(ImGuiKey_Delete)) return;
  const auto shown = pin_shown(frame.document);
  delete_pin(frame, *state_, state_->selected_pin >= 0 ? state_->selected_pin : shown.value_or(-1));
}

void ExploreWorkspace::update(Frame& frame) {
  const int pins = static_cast<int>(frame.document.path.pins.size());
  state_->selected_pin = std::min(state_->selected_pin, pins - 1);
  PlayHead& head = frame.view.play;
  if (!head.playing) return;
  advance(head, frame.document.path.path(), std::min(double{frame.delta}, kLongestFrame));
  if (pins > 1 && !needs_picture(frame)) show_moment(frame.document, head.seconds);
}

void ExploreWorkspace::plan(const Frame& frame, core::RenderRequest& request) const {
  if (needs_picture(frame)) return;
  const bool scored = frame.model()->has_discriminator;
  const core::GenerateOptions options = canvas_options(frame.document);
  if (auto canvas = canvas_request(frame)) request.live.push_back(std::move(*canvas));
  request.background.push_back(
      {core::Surface::kPathStrip, state_->strip(frame.document.path), options, false});
  request.background.push_back(
      {core::Surface::kContactSheet, state_->sheet_order(frame).z(), options, scored});
}

}  // namespace ui::explore

namespace ui {

std::unique_ptr<WorkspaceView> make_explore_workspace() {
  return std::make_unique<explore::ExploreWorkspace>();
}

}  // namespace ui

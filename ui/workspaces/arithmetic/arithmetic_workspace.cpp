#include "ui/workspaces/arithmetic/arithmetic_workspace.h"

#include <imgui_internal.h>

#include <algorithm>

#include "core/latent/arithmetic.h"
#include "ui/frame/keyboard.h"
#include "ui/frame/panel_window.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"
#include "ui/workspaces/arithmetic/candidates_panel.h"
#include "ui/workspaces/arithmetic/comparison_panel.h"
#include "ui/workspaces/arithmetic/equation_panel.h"
#include "ui/workspaces/arithmetic/turn_panel.h"

namespace ui::arithmetic {
namespace {

constexpr float kCandidates = 368, kNarrowCandidates = 300, kSide = 256;
constexpr float kEquation = 512;
// Below: the turn sheet is a tab beside the equation, what stood at the side lies under it.
constexpr float kWide = 1500, kHigh = 860;

core::SurfaceRequest surface(core::Surface which, std::vector<core::Latent> z, const Frame& frame,
                             bool with_score = false) {
  return {which, std::move(z), {frame.document.explore.mode, {}}, with_score};
}

void dock(const Panel& panel, ImGuiID node) {
  ImGui::DockBuilderDockWindow(panel_window_name(panel).c_str(), node);
}

}  // namespace

ArithmeticWorkspace::ArithmeticWorkspace() {
  panels_.push_back(std::make_unique<EquationPanel>(state_));
  panels_.push_back(std::make_unique<TurnPanel>(state_));
  panels_.push_back(std::make_unique<CandidatesPanel>(state_));
  panels_.push_back(std::make_unique<PixelComparisonPanel>());
}

void ArithmeticWorkspace::layout(unsigned dockspace, float width, float height) {
  const bool roomy = width >= kWide && height >= kHigh;
  const float left = roomy ? kCandidates : kNarrowCandidates;
  ImGuiID centre = dockspace, turn = 0, side = 0, shell = 0;
  const ImGuiID candidates =
      ImGui::DockBuilderSplitNode(centre, ImGuiDir_Left, left / width, nullptr, &centre);
  if (roomy) {
    side = ImGui::DockBuilderSplitNode(centre, ImGuiDir_Right, kSide / (width - left), nullptr, &centre);
    shell = ImGui::DockBuilderSplitNode(side, ImGuiDir_Down, 0.52f, nullptr, &side);
  }
  const float share = std::clamp(1 - kEquation / height, 0.1f, 0.9f);
  const ImGuiID below = ImGui::DockBuilderSplitNode(centre, ImGuiDir_Down, share, nullptr, &centre);
  if (roomy) {
    turn = below;
  } else {
    turn = centre;
    side = shell = below;
  }
  dock(*panels_[0], centre);
  dock(*panels_[1], turn);
  dock(*panels_[2], candidates);
  dock(*panels_[3], side);
  const std::string history = shell_panel_name(ShellPanel::kHistory, core::Workspace::kArithmetic);
  const std::string jobs = shell_panel_name(ShellPanel::kJobs, core::Workspace::kArithmetic);
  ImGui::DockBuilderDockWindow(history.c_str(), shell);
  ImGui::DockBuilderDockWindow(jobs.c_str(), shell);
  if (roomy)
    ImGui::DockBuilderGetNode(shell)->SelectedTabId = ImHashStr("#TAB", 0, ImHashStr(history.c_str()));
}

void ArithmeticWorkspace::keys(Frame& frame) {
  struct Key {
    ImGuiKey key;
    core::BinId bin;
  };

  constexpr Key kKeys[] = {
      {ImGuiKey_A, core::BinId::kA}, {ImGuiKey_B, core::BinId::kB}, {ImGuiKey_C, core::BinId::kC}};
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_E)) export_equation(frame);
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C)) copy_equation(frame);
  if (ImGui::GetIO().KeyCtrl) return;
  if (!state_.candidates.empty()) {
    for (const Key& key : kKeys)
      if (ImGui::IsKeyPressed(key.key, false)) put_into_bin(frame, key.bin, state_.candidates);
    if (typed('[')) put_into_bin(frame, core::BinId::kLeft, state_.candidates);
    if (typed(']')) put_into_bin(frame, core::BinId::kRight, state_.candidates);
  }
  if (state_.item && ImGui::IsKeyPressed(ImGuiKey_Delete, false)) take_out(frame, *state_.item);
  if (ImGui::IsKeyPressed(ImGuiKey_R, false)) new_noise(frame);
}

void ArithmeticWorkspace::update(Frame& frame) {
  state_.begin_frame(frame.document.arithmetic);
}

void ArithmeticWorkspace::plan(const Frame& frame, core::RenderRequest& request) const {
  const core::ModelInfo* model = frame.model();
  if (!model) return;
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  if (const auto y = result_of(document, *model)) {
    std::vector<core::Latent> z = core::neighbours(*y, document.noise, document.noise_seed);
    for (core::Latent& single : singles_of(document)) z.push_back(std::move(single));
    request.live.push_back(
        surface(core::Surface::kArithmeticResult, std::move(z), frame, model->has_discriminator));
  }
  if (std::vector<core::Latent> means = means_of(document); !means.empty())
    request.live.push_back(surface(core::Surface::kBinMeans, std::move(means), frame));
  std::vector<core::Latent> items;
  for (const core::Bin& bin : document.bins)
    for (const core::Exemplar& item : bin.items) items.push_back(item.z);
  if (!items.empty())
    request.background.push_back(
        surface(core::Surface::kBinItems, std::move(items), frame, model->has_discriminator));
  if (std::vector<core::Latent> turn = turn_latents(document, *model); !turn.empty())
    request.background.push_back(surface(core::Surface::kTurnSheet, std::move(turn), frame));
  std::vector<core::Latent> candidates;
  for (int i = 0; i < document.candidate_count; ++i)
    candidates.push_back(core::sample_latent(model->prior, model->nz,
                                             document.candidate_seed + static_cast<std::uint64_t>(i)));
  request.background.push_back(
      surface(core::Surface::kCandidates, std::move(candidates), frame, model->has_discriminator));
}

}  // namespace ui::arithmetic

namespace ui {

std::unique_ptr<WorkspaceView> make_arithmetic_workspace() {
  return std::make_unique<arithmetic::ArithmeticWorkspace>();
}

}  // namespace ui

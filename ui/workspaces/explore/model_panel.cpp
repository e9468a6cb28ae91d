#include "ui/workspaces/explore/model_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/base/format.h"
#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/property_row.h"

namespace ui {
namespace {

constexpr std::size_t kHashShown = 8;

const char* mode_help(core::BatchNormMode mode) {
  switch (mode) {
    case core::BatchNormMode::kRunning:
      return tr("BatchNorm uses the running averages that training kept.");
    case core::BatchNormMode::kPopulation:
      return tr("BatchNorm uses statistics estimated anew over many z with the final weights.");
    case core::BatchNormMode::kBatch:
      return tr(
          "BatchNorm uses the batch itself: z stands in a fixed batch of 64. The authors' code samples like "
          "this.");
  }
  return "";
}

const char* mode_label(core::BatchNormMode mode) {
  switch (mode) {
    case core::BatchNormMode::kRunning:
      return tr("running");
    case core::BatchNormMode::kPopulation:
      return tr("population");
    case core::BatchNormMode::kBatch:
      return tr("batch of 64");
  }
  return "";
}

/// The mode is a choice where the model has statistics for several.
void batch_norm_row(Frame& frame, const core::ModelInfo& model) {
  core::BatchNormMode& mode = frame.document.explore.mode;
  const Theme& theme = frame.theme;
  if (model.modes.size() < 2) return property_row(theme, tr("BatchNorm"), mode_label(mode), mode_help(mode));
  property_row(theme, tr("BatchNorm"), std::string(mode_label(mode)) + "  " + ICON_FA_CARET_DOWN,
               mode_help(mode));
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemClicked()) ImGui::OpenPopup("##modes");
  const PopupScope popup("##modes");
  if (!popup) return;
  for (const core::BatchNormMode one : model.modes) {
    if (!ImGui::MenuItem(mode_label(one), nullptr, one == mode) || one == mode) continue;
    mode = one;
    frame.out.remember(tr("BatchNorm mode"));
  }
}

void hash_row(const Theme& theme, const core::ModelInfo& model) {
  if (model.sha256.empty())
    return property_row(theme, "SHA-256", tr("none yet"), tr("A net in training has no file."));
  const std::string& hash = model.sha256;
  std::string shown = hash.substr(0, kHashShown / 2);
  if (hash.size() > kHashShown) shown += " " + hash.substr(kHashShown / 2, kHashShown / 2) + " …";
  property_row(theme, "SHA-256", shown + "  " + ICON_FA_COPY, hash.c_str());
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemClicked()) ImGui::SetClipboardText(hash.c_str());
}

}  // namespace

const char* ModelPanel::title() const {
  return tr("Model");
}

void ModelPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::ModelInfo* model = frame.model();
  if (!model) {
    if (empty_state(theme, ICON_FA_CUBE, tr("No model is open."),
                    tr("Drop a .safetensors file on the window, or open one."), tr("Open model…")))
      frame.out.open_model_dialog = true;
    return;
  }
  property_row(
      theme, tr("Layout"),
      fmt::format("DCGAN {}, {} {}", model->layout == "paper" ? "5×5" : "4×4", tr("width"), model->ngf));
  std::string parameters = "G " + core::thousands(model->generator_parameters);
  if (model->has_discriminator) parameters += " · D " + core::thousands(model->discriminator_parameters);
  property_row(theme, tr("Parameters"), parameters);
  const bool gaussian = model->prior == core::Prior::kGaussian;
  property_row(theme, "z",
               fmt::format("{}, {} {}", model->nz, tr("prior"), gaussian ? "N(0, I)" : "U(−1, 1)"));
  batch_norm_row(frame, *model);
  property_row(theme, tr("Weights"), model->weights == "ema" ? "EMA" : tr("raw"));
  property_row(theme, tr("Trained"), fmt::format("{} {}", tr("step"), core::thousands(model->step)));
  hash_row(theme, *model);
}

}  // namespace ui

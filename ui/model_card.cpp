#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include "core/base/format.h"
#include "ui/dialogs.h"
#include "ui/menu_bar.h"
#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kWidth = 420;

std::string modes_text(const core::ModelInfo& model) {
  std::string text;
  for (const core::BatchNormMode mode : model.modes) {
    if (!text.empty()) text += ", ";
    text += core::batch_norm_mode_name(mode);
  }
  return text;
}

void facts(const Theme& theme, const core::ModelInfo& model) {
  property_row(theme, tr("Name"), model.name);
  property_row(theme, tr("Layout"),
               fmt::format("DCGAN {}, {} × {}, ngf {}, ndf {}", model.layout == "paper" ? "5×5" : "4×4",
                           model.size, model.size, model.ngf, model.ndf));
  std::string parameters = "G " + core::thousands(model.generator_parameters);
  if (model.has_discriminator) parameters += " · D " + core::thousands(model.discriminator_parameters);
  property_row(theme, tr("Parameters"), parameters);
  const char* prior = model.prior == core::Prior::kGaussian ? "N(0, I)" : "U(−1, 1)";
  property_row(theme, tr("z"), fmt::format("{}, {} {}", model.nz, tr("prior"), prior));
  property_row(theme, tr("BatchNorm"), modes_text(model),
               tr("The first of these is used unless another is chosen."));
  property_row(theme, tr("Weights"), model.weights == "ema" ? "EMA" : tr("raw"));
  property_row(theme, tr("Trained"), std::string(tr("step")) + " " + core::thousands(model.step));
  if (!model.sha256.empty()) property_row(theme, "SHA-256", model.sha256);
  for (const auto& [key, value] : model.metadata)
    if (key == "license" || key == "dataset" || key == "recipe") property_row(theme, key.c_str(), value);
}

void others(ActionContext& context) {
  const Theme& theme = context.frame.theme;
  section_title(theme, tr("Open another"));
  bool chosen = false;
  for (const core::BundledModel& model : context.shell.bundled) {
    if (button(theme, model.name.c_str(), {.icon = ICON_FA_CUBE})) {
      context.frame.out.send(core::LoadModel{model.name});
      chosen = true;
    }
    ImGui::SameLine();
  }
  if (button(theme, tr("File…"), {.icon = ICON_FA_FOLDER_OPEN, .keys = "Ctrl+O"})) {
    context.frame.out.open_model_dialog = true;
    chosen = true;
  }
  if (chosen) ImGui::CloseCurrentPopup();
}

}  // namespace

void draw_model_card(ActionContext& context) {
  if (context.shell.model_card) ImGui::OpenPopup("##card");
  context.shell.model_card = false;
  const Theme& theme = context.frame.theme;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(
      {viewport->Pos.x + viewport->Size.x - theme.px(8), viewport->Pos.y + theme.px(metric::kMenuBar)}, 0,
      {1, 0});
  ImGui::SetNextWindowSize({theme.px(kWidth), 0});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(12), theme.px(10)));
  const PopupScope popup("##card");
  if (!popup) return;
  if (const core::ModelInfo* model = context.frame.model()) {
    facts(theme, *model);
    if (button(theme, tr("Copy SHA-256"),
               {.icon = ICON_FA_COPY,
                .disabled = model->sha256.empty() ? tr("a net in training has no file") : nullptr}))
      ImGui::SetClipboardText(model->sha256.c_str());
    separator(theme);
  }
  others(context);
}

}  // namespace ui

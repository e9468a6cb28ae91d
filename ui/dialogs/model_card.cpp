#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include "core/model/doubtful_statistics.h"
#include "core/model/layout_names.h"
#include "core/model/net_widths.h"
#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/model_report.h"
#include "ui/dialogs/model_save.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/shell/menu_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kWidth = 420;
constexpr float kRoom = 8;  // between the card and the lower edge of the window

std::string modes_text(const core::ModelInfo& model) {
  std::string text;
  for (const core::BatchNormMode mode : model.modes) {
    if (!text.empty()) text += ", ";
    text += verbatim(core::batch_norm_mode_name(mode));
  }
  return text;
}

std::string layout_text(const core::ModelInfo& model) {
  const core::LayoutName* layout = core::trainable_layout(model.layout);
  const std::string kind = layout ? verbatim(std::string("DCGAN ") + layout->kernels) : tr("imported");
  return tr_format("{}, {} × {}, {}", kind, model.size, model.size, verbatim(core::widths_text(model)));
}

void facts(const Theme& theme, const core::ModelInfo& model) {
  property_row(theme, tr("Name"), verbatim(model.name));
  if (!model.words.empty()) property_text(theme, tr("Recognised"), verbatim(model.words));
  if (!model.format.empty()) property_row(theme, tr("Format"), verbatim(model.format));
  property_row(theme, tr("Layout"), layout_text(model));
  property_row(theme, tr("Parameters"), parameters_text(model));
  property_row(theme, tr("z"),
               fmt::format("{}, {} {}{}", model.nz, tr("prior"), prior_text(model.prior),
                           model.prior_is_guess ? std::string(" (") + tr("a guess") + ")" : ""));
  if (model.activation_is_guess)
    property_row(
        theme, tr("Activation"),
        fmt::format("{} ({})", verbatim(core::inner_activation_symbol(model.activation)), tr("a guess")));
  if (!core::has_batch_norm(model))
    property_row(theme, tr("BatchNorm"), tr("none in the generator"));
  else
    property_row(theme, tr("BatchNorm"), modes_text(model),
                 tr("The first of these is used unless another is chosen."));
  if (model.statistics_difference)
    property_row(
        theme, tr("Own statistics"), statistics_effect(*model.statistics_difference),
        tr("Mean difference between pictures by the file's running statistics and by a batch's own, as a "
           "share of the pixel range. Above 0.06 gathered statistics are used."));
  property_row(theme, tr("Weights"), weights_text(model));
  property_row(theme, tr("Trained"), step_text(model));
  if (!model.sha256.empty()) property_row(theme, verbatim("SHA-256"), verbatim(model.sha256));
  for (const auto& [key, value] : model.metadata)
    if (key == "licence" || key == "license" || key == "dataset")
      property_text(theme, verbatim(key).c_str(), verbatim(value));
    else if (key == "recipe")  // a whole configuration
      property_row(theme, verbatim(key).c_str(), verbatim(value));
}

void verify_button(ActionContext& context, const core::ModelInfo& model) {
  if (button(context.frame.theme, tr("Verify"),
             {.icon = ICON_FA_STETHOSCOPE,
              .tooltip = tr("Looks for NaN and infinity, checks the BatchNorm statistics and 64 samples."),
              .disabled = model.source.file.empty() ? tr("a net in training has no file") : nullptr}))
    context.frame.out.send(core::RunTask{core::VerifyRequest{model.source}});
}

/// The report of this very file, if it was verified.
const core::ModelReport* report_of(const ViewState& view, const core::ModelInfo& model) {
  return view.report && view.report->file == model.source.file ? view.report.get() : nullptr;
}

void others(ActionContext& context) {
  const Theme& theme = context.frame.theme;
  section_title(theme, tr("Open another"));
  bool chosen = false;
  for (const core::BundledModel& model : context.shell.bundled) {
    if (button(theme, verbatim(model.name).c_str(), {.icon = ICON_FA_CUBE})) {
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
  ImGui::SetNextWindowSizeConstraints(
      {theme.px(kWidth), 0}, {theme.px(kWidth), viewport->Size.y - theme.px(metric::kMenuBar + kRoom)});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(12), theme.px(10)));
  const PopupScope popup("##card");
  if (!popup) return;
  if (const core::ModelInfo* model = context.frame.model()) {
    facts(theme, *model);
    if (button(theme, tr("Copy SHA-256"),
               {.icon = ICON_FA_COPY,
                .disabled = model->sha256.empty() ? tr("a net in training has no file") : nullptr}))
      ImGui::SetClipboardText(model->sha256.c_str());
    ImGui::SameLine();
    verify_button(context, *model);
    ImGui::SameLine();
    save_as_button(context, *model);
    const core::ModelReport* report = report_of(context.frame.view, *model);
    if (report) report_rows(context.frame, *report, context.frame.view.report_version);
    gap(theme);
    tensor_list(theme, model->tensors);
    separator(theme);
  }
  others(context);
}

}  // namespace ui

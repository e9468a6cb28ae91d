#include "ui/workspaces/explore/model_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "core/model/doubtful_statistics.h"
#include "core/model/layout_names.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/text.h"

namespace ui::explore {
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

/// A row whose value opens a list. The mark that says so stays when the value is cut.
void choice_row(const Theme& theme, const char* label, const std::string& value, const char* help,
                const char* popup) {
  const std::string mark = std::string("  ") + ICON_FA_CARET_DOWN;
  const float room = ImGui::GetContentRegionAvail().x - theme.px(metric::kLabelColumn) - text_width(mark);
  property_row(theme, label, elide_end(value, room) + mark, help);
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemClicked()) ImGui::OpenPopup(popup);
}

/// What was measured when the file's own statistics were compared with a batch's.
std::string mode_tooltip(core::BatchNormMode mode, const core::ModelInfo& model) {
  std::string text = mode_help(mode);
  if (!model.statistics_difference) return text;
  text += fmt::format("\n{} {}", tr("The file's running statistics"),
                      statistics_effect(*model.statistics_difference));
  if (std::isfinite(*model.statistics_difference))
    text += std::string(" ") + tr("of its range against a batch's own");
  return text + ".";
}

/// The mode is a choice where the model has statistics for several.
void batch_norm_row(Frame& frame, const core::ModelInfo& model) {
  core::BatchNormMode& mode = frame.document.explore.mode;
  const Theme& theme = frame.theme;
  if (!core::has_batch_norm(model))
    return property_row(theme, tr("BatchNorm"), tr("none in the generator"),
                        tr("No layer of the generator is normalised, so there are no statistics to choose."));
  const std::string help = mode_tooltip(mode, model);
  if (model.modes.size() < 2) return property_row(theme, tr("BatchNorm"), mode_label(mode), help.c_str());
  choice_row(theme, tr("BatchNorm"), mode_label(mode), help.c_str(), "##modes");
  const PopupScope popup("##modes");
  if (!popup) return;
  for (const core::BatchNormMode one : model.modes) {
    if (!ImGui::MenuItem(mode_label(one), nullptr, one == mode) || one == mode) continue;
    mode = one;
    frame.out.remember(tr("BatchNorm mode"));
  }
}

/// The prior of an opened file can be changed: many files do not say it.
void prior_row(Frame& frame, const core::ModelInfo& model) {
  const Theme& theme = frame.theme;
  const char* format = model.prior_is_guess ? "{}, {} (a guess)" : "{}, prior {}";
  const std::string value = tr_format(format, model.nz, prior_text(model.prior));
  const char* help = model.prior_is_guess
                         ? tr("The file does not say from which prior z was drawn. Click to choose another.")
                         : tr("The distribution z is drawn from.");
  if (model.source.file.empty()) return property_row(theme, verbatim("z"), value, help);
  choice_row(theme, verbatim("z"), value, help, "##priors");
  const PopupScope popup("##priors");
  if (!popup) return;
  for (const core::Prior one : {core::Prior::kGaussian, core::Prior::kUniform}) {
    if (ImGui::MenuItem(prior_text(one), nullptr, one == model.prior) && one != model.prior)
      frame.out.send(core::ChangeModel{{one, model.label}});
  }
}

/// The activation where the file does not say it, or where a person did.
void activation_row(Frame& frame, const core::ModelInfo& model) {
  if (!model.activation_is_guess && !model.source.activation) return;
  std::string value = verbatim(core::inner_activation_symbol(model.activation));
  if (model.activation_is_guess) value += fmt::format(" ({})", tr("a guess"));
  choice_row(frame.theme, tr("Activation"), value,
             model.activation_is_guess
                 ? tr("The file does not say what follows the generator's layers. Click to choose another.")
                 : tr("What follows the generator's layers, as you chose."),
             "##activations");
  const PopupScope popup("##activations");
  if (!popup) return;
  for (const core::InnerActivation one : {core::InnerActivation::kRelu, core::InnerActivation::kLeakyRelu}) {
    const char* name = verbatim(core::inner_activation_symbol(one));
    if (ImGui::MenuItem(name, nullptr, one == model.activation) && one != model.activation)
      frame.out.send(core::ChangeModel{{model.prior, model.label, one}});
  }
}

/// The label of a conditional model (paper section 8.1).
void label_row(Frame& frame, const core::ModelInfo& model) {
  if (model.classes == 0) return;
  choice_row(frame.theme, tr("Label"), std::to_string(model.label),
             tr("The class the model draws; it is joined to z and to every layer."), "##labels");
  const PopupScope popup("##labels");
  if (!popup) return;
  for (int label = 0; label < model.classes; ++label) {
    if (ImGui::MenuItem(std::to_string(label).c_str(), nullptr, label == model.label) && label != model.label)
      frame.out.send(core::ChangeModel{{model.prior, label}});
  }
}

std::string layout_text(const core::ModelInfo& model) {
  const core::LayoutName* layout = core::trainable_layout(model.layout);
  if (!layout) return fmt::format("{} {} {}", tr("imported,"), model.generator_blocks.size(), tr("blocks"));
  return tr_format("DCGAN {}, {} {}", layout->kernels, tr("width"), model.ngf);
}

void hash_row(const Theme& theme, const core::ModelInfo& model) {
  if (model.sha256.empty())
    return property_row(theme, verbatim("SHA-256"), tr("none yet"), tr("A net in training has no file."));
  const std::string& hash = model.sha256;
  std::string shown = hash.substr(0, kHashShown / 2);
  if (hash.size() > kHashShown) shown += " " + hash.substr(kHashShown / 2, kHashShown / 2) + " …";
  property_row(theme, verbatim("SHA-256"), verbatim(shown) + "  " + ICON_FA_COPY, verbatim(hash).c_str());
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
                    tr("Drop a .safetensors, .pth, .t7, .npy or .npz file on the window, or open one."),
                    tr("Open model…")))
      frame.out.open_model_dialog = true;
    return;
  }
  property_row(theme, tr("Layout"), layout_text(*model),
               model->words.empty() ? nullptr : verbatim(model->words).c_str());
  property_row(theme, tr("Parameters"), parameters_text(*model));
  prior_row(frame, *model);
  activation_row(frame, *model);
  label_row(frame, *model);
  batch_norm_row(frame, *model);
  property_row(theme, tr("Weights"), weights_text(*model));
  property_row(theme, tr("Trained"), step_text(*model));
  hash_row(theme, *model);
}

}  // namespace ui::explore

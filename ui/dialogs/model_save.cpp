#include "ui/dialogs/model_save.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/segmented.h"

namespace ui {
namespace {

using Nets = core::ConvertNets;

struct Target {
  const char* label;
  const char* extension;
};

constexpr std::array<Target, 5> kTargets{{{"safetensors", "safetensors"},
                                          {"PyTorch .pth", "pth"},
                                          {"ONNX", "onnx"},
                                          {".npy", "npy"},
                                          {"Hugging Face", ""}}};

/// Why this format cannot hold what was chosen; null where it can.
const char* refusal(const Target& target, const std::optional<Nets>& nets) {
  const std::string_view extension = target.extension;
  const bool one = extension == "pth" || extension == "onnx";
  if (one && nets == Nets::kAll) return tr("this format holds one net: choose G or D");
  if ((extension == "onnx" || extension.empty()) && nets == Nets::kDiscriminator)
    return tr("this format holds a generator");
  return nullptr;
}

void convert_to(ActionContext& context, const core::ModelInfo& model, const Target& target) {
  try {
    const Settings& settings = context.frame.view.settings;
    const SaveChoice& choice = context.shell.save_as;
    core::make_folder(export_folder(settings));
    context.frame.out.send(core::RunTask{
        core::ConvertRequest{model.source, numbered_export(context.frame, model.name, target.extension),
                             choice.nets, choice.half, choice.statistics}});
  } catch (const core::Error& error) {
    context.frame.out.toast({ToastKind::kError, tr("Nothing was written"), verbatim(error.what()), {}});
  }
}

/// A segmented choice of an optional: the first segment is none.
template <class Value, std::size_t N>
void optional_choice(const Theme& theme, const char* id, std::span<const char* const> labels,
                     const std::array<Value, N>& values, std::optional<Value>& value) {
  const auto found = value ? std::find(values.begin(), values.end(), *value) : values.end();
  int chosen = found == values.end() ? 0 : static_cast<int>(found - values.begin()) + 1;
  if (!segmented(theme, id, labels, chosen)) return;
  value = chosen == 0 ? std::nullopt : std::optional(values[static_cast<std::size_t>(chosen) - 1]);
}

void choices(const Theme& theme, const core::ModelInfo& model, SaveChoice& choice) {
  if (!model.has_discriminator && choice.nets == Nets::kDiscriminator) choice.nets.reset();
  const std::array<const char*, 4> nets{tr("As usual"), verbatim("G"), tr("All"), verbatim("D")};
  property_label(theme, tr("Net"));
  optional_choice(theme, "##net", std::span(nets).first(model.has_discriminator ? 4 : 3),
                  std::array{Nets::kGenerator, Nets::kAll, Nets::kDiscriminator}, choice.nets);
  const auto& modes = model.modes;
  const bool running = std::find(modes.begin(), modes.end(), core::BatchNormMode::kRunning) != modes.end();
  if (!running) {
    choice.statistics.reset();
  } else {
    const std::array<const char*, 3> statistics{tr("As usual"), tr("the file's"), tr("gathered")};
    property_label(theme, tr("BatchNorm"));
    optional_choice(theme, "##statistics", statistics,
                    std::array{core::BatchNormMode::kRunning, core::BatchNormMode::kPopulation},
                    choice.statistics);
  }
  property_label(theme, tr("Weights"));
  check(theme, tr("Half precision"), choice.half, nullptr,
        tr("Weights of convolutions and linear layers in fp16; ONNX is always written in fp32."));
}

}  // namespace

void save_as_button(ActionContext& context, const core::ModelInfo& model) {
  const Theme& theme = context.frame.theme;
  if (button(theme, tr("Save as…"),
             {.icon = ICON_FA_FILE_EXPORT,
              .tooltip = tr("Writes the model in another format into the export folder."),
              .disabled = model.source.file.empty() ? tr("a net in training has no file") : nullptr}))
    ImGui::OpenPopup("##formats");
  ImGui::SetNextWindowPos({ImGui::GetItemRectMax().x, ImGui::GetItemRectMax().y}, ImGuiCond_Appearing,
                          {1, 0});
  ImGui::SetNextWindowSize({theme.px(360), 0});
  const PopupScope popup("##formats");
  if (!popup) return;
  choices(theme, model, context.shell.save_as);
  separator(theme);
  for (const Target& target : kTargets) {
    const char* reason = refusal(target, context.shell.save_as.nets);
    if (ImGui::MenuItem(verbatim(target.label), nullptr, false, reason == nullptr))
      convert_to(context, model, target);
    tooltip(reason);
  }
}

}  // namespace ui

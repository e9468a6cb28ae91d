#include "ui/workspaces/discriminator/guided_panel.h"

#include <icons_font_awesome_6.h>

#include "core/base/error.h"
#include "core/request/feature_list.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/discriminator/guided_export.h"
#include "ui/workspaces/discriminator/guided_rows.h"

namespace ui::discriminator {
namespace {

constexpr float kCaption = 24;
// Logical pixels the row needs with every word, and with every word but the export's.
constexpr float kWide = 812, kMedium = 720, kCheckLabel = 560;

/// A word before its control; narrow rows leave it out.
void word(ToolRow& row, bool shown, const char* text) {
  if (!shown) return;
  row.text(text);
  row.next(true);
}

bool leak_check(const Theme& theme, bool labelled, bool& leak) {
  const char* label = tr("leak 0.2 in backward");
  const std::string rule =
      tr("Keep 0.2 of the gradient where the pre-activation was negative; the rule without it keeps "
         "positive gradients at positive pre-activations only");
  if (labelled) return check(theme, label, leak, nullptr, rule.c_str());
  return check(theme, "##leak", leak, nullptr, (std::string(label) + "\n" + rule).c_str());
}

bool export_button(const Theme& theme, bool wide) {
  const ButtonOptions options{
      .icon = ICON_FA_FILE_EXPORT,
      .tooltip = tr("As the paper's figure 5: there learned and random have a scale each")};
  const char* label = tr("Export Fig. 5");
  if (wide) return button(theme, label, options);
  return icon_button(theme, "##export", ICON_FA_FILE_EXPORT,
                     (std::string(label) + "\n" + options.tooltip).c_str());
}

}  // namespace

bool block_buttons(const Theme& theme, ToolRow& row, const core::ModelInfo& model, int& block) {
  const int before = block;
  for (int b = 1; b <= static_cast<int>(model.discriminator_blocks.size()); ++b) {
    const core::BlockShape& shape = model.discriminator_blocks[static_cast<std::size_t>(b) - 1];
    const std::string tip =
        tr_format("Block {} of D: {} maps of {} × {}", b, shape.channels, shape.width, shape.height);
    if (b > 1) row.next();
    if (button(theme, block_name(b).c_str(), {.tooltip = tip.c_str(), .active = b == block})) block = b;
  }
  return block != before;
}

const char* GuidedPanel::title() const {
  return tr("Guided backpropagation");
}

void GuidedPanel::features_field(Frame& frame, int channels) {
  core::DiscriminatorDocument& document = frame.document.discriminator;
  std::string text =
      refused_.empty() ? core::feature_list_text(legal_features(document.features, channels)) : refused_;
  const ColorScope color(ImGuiCol_Text, refused_.empty() ? frame.theme.text : frame.theme.error);
  if (text_field(frame.theme, "##features", text, 88)) {
    refused_.clear();
    try {
      const std::vector<int> features = legal_features(core::parse_feature_list(text), channels);
      if (features.empty()) throw core::UsageError("no such map");
      document.features = features;
      frame.out.remember(tr("Features"));
    } catch (const core::UsageError&) {
      refused_ = text;
    }
  }
  tooltip(tr_format("Maps of the block, 0 to {}: numbers and ranges such as 0-5,17; {} at most", channels - 1,
                    kMostRows)
              .c_str());
}

void GuidedPanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  core::DiscriminatorDocument& document = frame.document.discriminator;
  const float width = ImGui::GetContentRegionAvail().x;
  const bool medium = width >= theme.px(kMedium);
  ToolRow row(theme);
  word(row, medium, tr("Layer"));
  int block = resolved_block(document.block, *frame.model());
  if (block_buttons(theme, row, *frame.model(), block)) {
    document.block = block;
    frame.out.remember(tr("Layer of D"));
  }
  row.next(true);
  word(row, medium, tr("Features"));
  features_field(frame, channels_of(block, *frame.model()));
  row.next(true);
  if (leak_check(theme, width >= theme.px(kCheckLabel), document.leak_in_backward))
    frame.out.remember(tr("Leak in backward"));
  row.next(true);
  word(row, medium, tr("Random"));
  if (seed_field(theme, "##random", document.random_seed, 48)) frame.out.remember(tr("Random weights"));
  row.right();
  if (export_button(theme, width >= theme.px(kWide)))
    export_figure(frame, guided_export(frame, state_), "guided");
  row.next();
  if (copy_command_button(theme, "##command")) copy_command(frame, guided_export(frame, state_));
}

void GuidedPanel::draw(Frame& frame) {
  if (const char* why = cannot_inspect(frame)) {
    empty_state(frame.theme, ICON_FA_EYE, tr("What D looks at, feature by feature, beside a control."), why);
    return;
  }
  tools(frame);
  const float height = ImGui::GetContentRegionAvail().y - frame.theme.px(kCaption);
  guided_rows(frame, state_, std::max(height, frame.theme.px(kCaption)));
  const TextScope small(frame.theme, TextSize::kSmall);
  text_elided(
      frame.theme.text_dim,
      tr("Grey is zero; the scale is one per row, shared by learned and random. Paper § 6.2, figure 5."));
}

}  // namespace ui::discriminator

#include "ui/workspaces/forget/boxes_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/forget/boxes_file.h"

namespace ui::forget {
namespace {

constexpr float kCaption = 20, kCount = 20, kFiles = 32, kHint = 36;
constexpr float kNarrow = 340;   // a panel below this width has a short label field
constexpr float kLargest = 448;  // side of the open sample, logical pixels

}  // namespace

const char* BoxesPanel::title() const {
  return tr("Boxes");
}

void BoxesPanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  core::ForgetDocument& document = frame.document.forget;
  ToolRow row(theme);
  if (button(theme, tr("Draw"),
             {.icon = ICON_FA_PEN,
              .tooltip = tr("Drag on the sample draws a box"),
              .keys = "D",
              .active = state_.mode == BoxMode::kDraw}))
    state_.mode = BoxMode::kDraw;
  row.next();
  if (button(theme, tr("Move"),
             {.icon = ICON_FA_UP_DOWN_LEFT_RIGHT,
              .tooltip = tr("Drag moves the box under the cursor"),
              .keys = "V",
              .active = state_.mode == BoxMode::kMove}))
    state_.mode = BoxMode::kMove;
  row.next();
  if (icon_button(theme, "##remove", ICON_FA_TRASH, tr("Remove the box"),
                  {.keys = "Del", .disabled = state_.selected < 0 ? tr("needs a selected box") : nullptr}))
    remove_box(frame, state_);
  row.right();
  row.text(tr("Label"));
  row.next();
  const float width = ImGui::GetWindowWidth() < theme.px(kNarrow) ? 68 : 96;
  if (text_field(theme, "##label", document.label, width, tr("window"))) {
    if (document.label.empty()) document.label = "window";
    frame.out.remember(std::string(tr("Label")) + " " + verbatim(document.label));
  }
}

void BoxesPanel::caption(const Frame& frame) const {
  const Theme& theme = frame.theme;
  const core::ForgetDocument& document = frame.document.forget;
  const core::ModelInfo& model = *frame.model();
  const TextScope small(theme, TextSize::kSmall);
  ImGui::TextUnformatted(fmt::format("{} {} {} {} · {} {}", tr("Sample"), document.sample + 1, tr("of"),
                                     document.sample_count, tr("seed"),
                                     seed_of_sample(document, document.sample))
                             .c_str());
  const int block = document.block;
  if (block < 1 || block > static_cast<int>(model.generator_blocks.size())) return;
  const core::BlockShape& shape = model.generator_blocks[static_cast<std::size_t>(block - 1)];
  ImGui::SameLine();
  text_right(theme, fmt::format("{} × {} {} {}", shape.width, shape.height, tr("cells of block"), block),
             theme.text_dim);
}

void BoxesPanel::samples(Frame& frame, float height) {
  const Theme& theme = frame.theme;
  const core::ForgetDocument& document = frame.document.forget;
  ContactSheetOptions options;
  options.surface = core::Surface::kForgetSamples;
  options.count = document.sample_count;
  options.height = std::max(height / theme.scale, metric::kThumbnail);
  options.describe = [&](int index) {
    SheetTile tile;
    tile.seed = seed_of_sample(document, index);
    if (index == document.sample) tile.color = theme.accent;
    tile.tooltip = fmt::format("{} {}", tr("seed"), *tile.seed);
    return tile;
  };
  const auto size = static_cast<float>(frame.model()->size);
  options.overlay = [&](int index, ImVec2 min, ImVec2 max) {
    const auto found = document.boxes.find(seed_of_sample(document, index));
    if (found == document.boxes.end() || !frame.view.show_overlays) return;
    const float zoom = (max.x - min.x) / size;
    for (const core::Box& box : found->second)
      paint_box(frame.textures, ImGui::GetWindowDrawList(), {min.x + box.x * zoom, min.y + box.y * zoom},
                {min.x + (box.x + box.width) * zoom, min.y + (box.y + box.height) * zoom}, theme.scale / 2,
                IM_COL32_WHITE);
  };
  sheet_.selected.clear();
  const ContactSheetResult result = contact_sheet(frame, "##samples", options, sheet_);
  if (result.clicked) open_sample(frame, state_, *result.clicked);
  if (result.entered) open_sample(frame, state_, *result.entered);
}

void BoxesPanel::files(Frame& frame) const {
  const Theme& theme = frame.theme;
  const bool none = frame.document.forget.boxes.empty();
  if (button(theme, tr("Load"),
             {.icon = ICON_FA_FOLDER_OPEN, .tooltip = tr("Boxes from COCO JSON, or a saved mask")}))
    frame.out.dialog = DialogKind::kBoxes;
  ImGui::SameLine();
  if (button(theme, tr("Save"),
             {.icon = ICON_FA_FLOPPY_DISK,
              .tooltip = tr("Boxes as COCO JSON into the export folder"),
              .disabled = none ? tr("needs a box") : nullptr}))
    save_boxes(frame);
  ImGui::SameLine();
  if (button(theme, tr("Next"),
             {.icon = ICON_FA_FORWARD_STEP, .tooltip = tr("The next sample without a box"), .keys = "N"}))
    open_next(frame, state_);
}

void BoxesPanel::draw(Frame& frame) {
  tools(frame);
  const Theme& theme = frame.theme;
  if (!frame.model()) {
    if (empty_state(theme, ICON_FA_VECTOR_SQUARE, tr("Boxes round what the model should forget."),
                    tr("Open a model to draw them on its samples."), tr("Open model")))
      frame.out.open_model_dialog = true;
    return;
  }
  state_.editor_focused = ImGui::IsWindowFocused();
  const core::ForgetDocument& document = frame.document.forget;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float side =
      picture_side(std::min({room.x, theme.px(kLargest), room.y * 0.48f}), frame.model()->size);
  const float left = ImGui::GetCursorPosX();
  ImGui::SetCursorPosX(left + std::max((room.x - side) / 2, 0.0f));
  editor_.draw(frame, state_, side);
  caption(frame);
  const BoxCount count = count_boxes(document.boxes, document.label);
  progress_bar(theme, static_cast<double>(count.samples) / std::max(document.sample_count, 1),
               fmt::format("{} {} {} {} {} {}", count.boxes, tr("boxes on"), count.samples, tr("of"),
                           document.sample_count, tr("samples")),
               0, 16);
  samples(frame, ImGui::GetContentRegionAvail().y - theme.px(kFiles + kHint));
  text_dim_wrapped(
      theme, document.boxes.empty()
                 ? tr("Drag a box round what the model should forget; N goes to the next sample.")
                 : tr("Cells inside boxes are positives, as many others of the same samples negatives."));
  const float bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight() - theme.px(kFiles);
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, std::max(bottom, ImGui::GetCursorScreenPos().y)});
  files(frame);
}

}  // namespace ui::forget

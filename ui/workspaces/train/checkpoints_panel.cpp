#include "ui/workspaces/train/checkpoints_panel.h"

#include <icons_font_awesome_6.h>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/train/run_facts.h"

namespace ui::train {

const char* TrainCheckpointsPanel::title() const {
  return tr("Checkpoints");
}

void TrainCheckpointsPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  if (train.checkpoints.empty()) {
    empty_state(theme, ICON_FA_FLOPPY_DISK, tr("Everything a run needs to go on exactly where it was."),
                tr("Saved every so many steps, with F9, and when a run is stopped."));
    return;
  }
  Table table(theme, "##checkpoints",
              {{tr("Checkpoint"), 112, false},
               {tr("Step"), 72, true},
               {tr("kimg"), 64, true},
               {tr("D(x)"), 56, true},
               {tr("D(G(z))"), 64, true},
               {tr("Size"), 84, true},
               {tr("Path"), 0, false},
               {"", 28, false}});
  if (!table) return;
  for (const core::SavedCheckpoint& one : train.checkpoints) {
    const std::string path = one.path.string();
    const IdScope scope(path.c_str());
    table.row();
    table.cell(verbatim(one.path.stem().string()));
    table.cell(core::thousands(one.step));
    table.cell(core::thousands(one.step * train.options.batch / 1000));
    table.cell(fmt::format("{:.2f}", one.d_real));
    table.cell(fmt::format("{:.2f}", one.d_fake));
    table.cell(one.bytes ? bytes_text(one.bytes) : "–");
    table.custom_cell();
    const std::string whole = verbatim(path);
    const std::string shown =
        elide_middle(whole, ImGui::GetContentRegionAvail().x - theme.px(metric::kGroupGap));
    text_colored(theme.text_dim, shown);
    if (shown != whole) tooltip(whole.c_str());
    ImGui::TableNextColumn();
    if (icon_button(theme, "##copy", ICON_FA_COPY, tr("Copy path"))) ImGui::SetClipboardText(path.c_str());
  }
}

}  // namespace ui::train

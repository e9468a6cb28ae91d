#include "ui/workspaces/arithmetic/candidates_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "core/document/document_moves.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"

namespace ui::arithmetic {
namespace {

constexpr float kHintRow = 24;
constexpr int kFewest = 20, kMost = 200;

core::Exemplar candidate(const Frame& frame, int index) {
  return core::seeded(*frame.model(),
                      frame.document.arithmetic.candidate_seed + static_cast<std::uint64_t>(index));
}

core::ExportRequest sheet_request(const Frame& frame) {
  core::SampleRequest request;
  for (int i = 0; i < frame.document.arithmetic.candidate_count; ++i)
    request.items.push_back(candidate(frame, i));
  return {request, {frame.document.explore.mode, {}}, {}};
}

}  // namespace

const char* CandidatesPanel::title() const {
  return tr("Candidates");
}

void CandidatesPanel::tools(Frame& frame) {
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const char* no_model = frame.model() ? nullptr : tr("needs a model");
  ToolRow row(frame.theme);
  row.text(tr("Seed"));
  row.next();
  if (seed_field(frame.theme, "##candidates", document.candidate_seed, 64)) {
    sheet_ = {};
    frame.out.remember(tr("Candidates: other seeds"));
  }
  row.next(true);
  row.text(tr("Count"));
  row.next();
  std::int64_t count = document.candidate_count;
  if (integer_field(frame.theme, "##count", count, kFewest, kMost, 40)) {
    document.candidate_count = static_cast<int>(count);
    frame.out.remember(tr("Candidates: count"));
  }
  tooltip(tr("Number of candidates"));
  row.right();
  if (icon_button(frame.theme, "##export", ICON_FA_FILE_EXPORT, tr("Export the sheet as PNG"),
                  {.disabled = no_model}))
    export_figure(frame, sheet_request(frame), "candidates");
  row.next();
  if (copy_command_button(frame.theme, "##command", no_model, nullptr))
    copy_command(frame, sheet_request(frame));
}

SheetTile CandidatesPanel::describe(const Frame& frame, int index) const {
  const core::Exemplar exemplar = candidate(frame, index);
  SheetTile tile;
  tile.seed = exemplar.seed;
  for (const core::BinId bin : bins_of_seed(frame.document.arithmetic, *exemplar.seed)) {
    if (tile.badge.empty()) tile.color = frame.theme.bin(bin);
    tile.badge += bin_letter(bin);
  }
  tile.badge = verbatim(tile.badge);
  tile.tooltip =
      exemplar_text(exemplar) + " · " + norm_percentile_text(*frame.model(), core::norm(exemplar.z));
  const std::string score = score_text(frame.snapshot.surface(core::Surface::kCandidates), index);
  if (!score.empty()) tile.tooltip += fmt::format(" · {} {}", verbatim("D"), score);
  return tile;
}

void CandidatesPanel::keys_hint(const Theme& theme) const {
  constexpr const char* kKeys[] = {"A", "B", "C", "[", "]"};
  const TextScope small(theme, TextSize::kSmall);
  const char *before = tr("Drag into a bin, or press"), *after = tr("over one.");
  float room = ImGui::GetContentRegionAvail().x;
  for (const char* key : kKeys) room -= theme.px(metric::kGap) + key_cap_width(theme, verbatim(key));
  const bool whole = text_width(before) + theme.px(metric::kGap) + text_width(after) <= room;
  ImGui::AlignTextToFramePadding();
  text_dim(theme, elide_end(before, room).c_str());
  if (!whole) tooltip((std::string(before) + verbatim(" A B C [ ] ") + after).c_str());
  for (const char* key : kKeys) {
    ImGui::SameLine(0, theme.px(metric::kGap));
    key_cap(theme, verbatim(key));
  }
  if (!whole) return;
  ImGui::SameLine(0, theme.px(metric::kGap));
  text_dim(theme, after);
}

void CandidatesPanel::draw(Frame& frame) {
  tools(frame);
  const Theme& theme = frame.theme;
  if (!frame.model()) {
    if (empty_state(theme, ICON_FA_TABLE_CELLS, tr("Candidates to fill the bins with."),
                    tr("Open a model to draw some."), tr("Open model")))
      frame.out.open_model_dialog = true;
    return;
  }
  const float height = (ImGui::GetContentRegionAvail().y - theme.px(kHintRow + metric::kGap)) / theme.scale;
  ContactSheetOptions options;
  options.surface = core::Surface::kCandidates;
  options.count = frame.document.arithmetic.candidate_count;
  options.height = std::max(std::floor(height), metric::kThumbnail);
  options.describe = [&](int index) { return describe(frame, index); };
  const ContactSheetResult result = contact_sheet(frame, "##sheet", options, sheet_);
  if (result.hovered) {
    const bool in_selection = sheet_.selected.contains(*result.hovered);
    for (const int index : in_selection ? sheet_.selected : std::set<int>{*result.hovered})
      state_.candidates.push_back(candidate(frame, index));
  }
  if (result.double_clicked) {
    const core::Exemplar exemplar = candidate(frame, *result.double_clicked);
    show_in_explore(frame, exemplar, core::FromSeed{*exemplar.seed});
  }
  keys_hint(theme);
}

}  // namespace ui::arithmetic

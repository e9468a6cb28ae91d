#include "ui/workspaces/arithmetic/equation_bin.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/latent/arithmetic.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/bin_target.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"

namespace ui::arithmetic {
namespace {

constexpr float kLine = 18, kMean = 128;

const core::Exemplar& exemplar_of(const Frame& frame, const BinItem& item) {
  return frame.document.arithmetic.bin(item.bin).items[static_cast<std::size_t>(item.index)];
}

ExemplarPayload carried(core::Surface surface, int tile, const std::optional<std::uint64_t>& seed) {
  ExemplarPayload payload;
  payload.surface = surface;
  payload.count = 1;
  payload.items[0] = {tile, seed.value_or(0), seed.has_value()};
  return payload;
}

/// The small x over a hovered exemplar; true when it was clicked.
bool remove_corner(const Theme& theme, ImVec2 min, ImVec2 max) {
  if (!ImGui::IsMouseHoveringRect(min, max) || ImGui::GetDragDropPayload()) return false;
  const float side = theme.px(16);
  ImGui::SetCursorScreenPos({max.x - side, min.y});
  const bool pressed = ImGui::InvisibleButton("##remove", {side, side});
  tooltip(tr("Remove from the bin"), "Del");
  draw_badge(theme, ImGui::GetWindowDrawList(), {max.x - side, min.y}, ICON_FA_XMARK, theme.plate);
  return pressed;
}

bool exemplar_menu(Frame& frame, const BinItem& item) {
  const ContextMenuScope menu("##menu");
  if (!menu) return false;
  if (ImGui::MenuItem(tr("Show in Explore")))
    show_in_explore(frame, exemplar_of(frame, item), core::FromBin{});
  return ImGui::MenuItem(tr("Remove from the bin"), verbatim("Del"));
}

void exemplar_words(const Frame& frame, const BinItem& item) {
  const Theme& theme = frame.theme;
  const core::Exemplar& exemplar = exemplar_of(frame, item);
  const GroupScope lines;
  const StyleScope close(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.px(3)));
  const TextScope small(theme, TextSize::kSmall);
  ImGui::TextUnformatted(elide_end(exemplar_text(exemplar), ImGui::GetContentRegionAvail().x).c_str());
  text_colored(theme.text_dim, norm_percentile_text(*frame.model(), core::norm(exemplar.z)));
  const std::string score =
      score_text(frame.snapshot.surface(core::Surface::kBinItems), tile_of(frame.document.arithmetic, item));
  if (!score.empty()) text_colored(theme.text_dim, fmt::format("{} {}", verbatim("D"), score));
}

void exemplar_list(Frame& frame, ArithmeticState& state, core::BinId bin, ImVec2 size) {
  const StyleScope tight(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ChildScope list("##exemplars", size);
  if (!list) return;
  for (int i = 0; i < static_cast<int>(frame.document.arithmetic.bin(bin).items.size()); ++i) {
    const std::size_t before = frame.document.arithmetic.bin(bin).items.size();
    bin_exemplar(frame, state, {bin, i});
    if (frame.document.arithmetic.bin(bin).items.size() != before) break;
    ImGui::SameLine(0, frame.theme.px(metric::kGroupGap));
    exemplar_words(frame, {bin, i});
  }
}

/// What the person should know about a mean of few: nothing from three on.
const char* few_exemplars(std::size_t count) {
  if (count == 1) return tr("one exemplar is unstable");
  return count < kSteadyExemplars ? tr("steadier from three on") : nullptr;
}

void mean_part(Frame& frame, core::BinId bin, float side) {
  const Theme& theme = frame.theme;
  const std::vector<core::Exemplar>& items = frame.document.arithmetic.bin(bin).items;
  const TextScope small(theme, TextSize::kSmall);
  if (const char* few = few_exemplars(items.size()))
    text_colored(theme.warning, few);
  else
    text_dim(theme, tr("G(mean z)"));
  tooltip(tr("Single samples were unstable; averaging z of three exemplars was not (paper section 6.3.2)"));
  bin_mean(frame, bin, side / theme.scale);
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : items) latents.push_back(item.z);
  const double norm = core::norm(core::mean_latent(latents));
  text_colored(theme.text_dim, verbatim("|z|"));
  ImGui::SameLine(0, theme.px(metric::kGap));
  ImGui::TextUnformatted(fmt::format("{:.2f}", norm).c_str());
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  text_colored(theme.text_dim, norm_percentile_text(*frame.model(), norm));
}

}  // namespace

void bin_exemplar(Frame& frame, ArithmeticState& state, const BinItem& item) {
  const IdScope scope(item.index);
  const GroupScope whole;  // the cross, which comes and goes, must move nothing beside it
  const Theme& theme = frame.theme;
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  const int tile = tile_of(document, item);
  ThumbnailOptions options;
  options.drag = carried(core::Surface::kBinItems, tile, exemplar_of(frame, item).seed);
  options.tooltip = exemplar_text(exemplar_of(frame, item));
  ImGui::SetNextItemAllowOverlap();
  thumbnail(frame, "##exemplar", frame.textures.tile(core::Surface::kBinItems, tile), options);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  if (ImGui::IsMouseHoveringRect(min, max)) state.item = item;
  bool remove = exemplar_menu(frame, item);
  remove = remove_corner(theme, min, max) || remove;
  swap_mark(frame, state, item, min, max);
  if (remove) take_out(frame, item);
}

void bin_mean(Frame& frame, core::BinId bin, float side) {
  const auto tile = mean_tile_of(frame.document.arithmetic, bin);
  if (!tile) return;
  ThumbnailOptions options;
  options.width = options.height = side;
  options.tooltip = fmt::format("{} {}", tr("G of the mean of"), bin_word(bin));
  options.drag = carried(core::Surface::kBinMeans, *tile, std::nullopt);
  thumbnail(frame, "##mean", frame.textures.tile(core::Surface::kBinMeans, *tile), options);
}

void equation_bin(Frame& frame, ArithmeticState& state, core::BinId bin, float height) {
  const Theme& theme = frame.theme;
  core::Bin& contents = frame.document.arithmetic.bin(bin);
  BinTargetOptions options;
  options.id = bin;
  options.letter = verbatim(bin_letter(bin));
  options.width = kEquationBinWidth;
  options.height = height;
  // A name that only repeats the letter is shown as none.
  std::string name = contents.name == bin_letter(bin) ? std::string() : contents.name;
  const BinTargetResult result =
      begin_bin_target(frame, options, name, static_cast<int>(contents.items.size()));
  contents.name = name.empty() ? std::string(bin_letter(bin)) : name;
  if (result.renamed) frame.out.remember(fmt::format("{}: {}", bin_word(bin), tr("name")));
  if (!contents.items.empty()) {
    const ImVec2 room{result.body_max.x - result.body_min.x, result.body_max.y - result.body_min.y};
    const float words = theme.px(2 * kLine + metric::kGap);
    const float at_least = std::min(room.y - words, theme.px(metric::kThumbnail));
    const float most = std::min({room.x, theme.px(kMean), room.y - words - at_least});
    const float side = picture_side(std::max(most, 1.0f), frame.model()->size);
    const float list = std::max(room.y - words - side - ImGui::GetStyle().ItemSpacing.y, 1.0f);
    exemplar_list(frame, state, bin, {room.x, list});
    ImGui::SetCursorScreenPos({result.body_min.x, result.body_max.y - words - side});
    if (!contents.items.empty()) {
      const GroupScope mean;
      mean_part(frame, bin, side);
    }
  }
  end_bin_target();
  drop_into_bin(frame, state, bin, result.dropped);
}

}  // namespace ui::arithmetic

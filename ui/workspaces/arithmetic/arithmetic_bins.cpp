#include "ui/workspaces/arithmetic/arithmetic_bins.h"

#include <algorithm>
#include <utility>

#include "ui/look/tr.h"

namespace ui::arithmetic {
namespace {

core::Exemplar* find(core::ArithmeticDocument& document, const BinItem& item) {
  std::vector<core::Exemplar>& items = document.bin(item.bin).items;
  const bool known = item.index >= 0 && item.index < static_cast<int>(items.size());
  return known ? &items[static_cast<std::size_t>(item.index)] : nullptr;
}

}  // namespace

const char* bin_letter(core::BinId bin) {
  constexpr const char* kLetters[] = {"A", "B", "C", "[", "]"};
  return kLetters[static_cast<int>(bin)];
}

const char* bin_word(core::BinId bin) {
  if (bin == core::BinId::kLeft) return tr("Left");
  if (bin == core::BinId::kRight) return tr("Right");
  return verbatim(bin_letter(bin));
}

std::string exemplar_text(const core::Exemplar& exemplar) {
  return exemplar.seed ? std::string(tr("seed")) + " " + std::to_string(*exemplar.seed)
                       : std::string(tr("z without seed"));
}

std::string add_to_bin(core::ArithmeticDocument& document, core::BinId bin,
                       const std::vector<core::Exemplar>& exemplars) {
  std::vector<core::Exemplar>& items = document.bin(bin).items;
  int added = 0;
  for (const core::Exemplar& exemplar : exemplars) {
    if (std::find(items.begin(), items.end(), exemplar) != items.end()) continue;
    items.push_back(exemplar);
    ++added;
  }
  if (added == 0) return {};
  const std::string what =
      added == 1 ? exemplar_text(items.back()) : std::to_string(added) + " " + std::string(tr("exemplars"));
  return std::string(bin_word(bin)) + ": " + tr("add") + " " + what;
}

std::string replace_in_bin(core::ArithmeticDocument& document, const BinItem& item,
                           const core::Exemplar& exemplar) {
  core::Exemplar* place = find(document, item);
  if (!place || *place == exemplar) return {};
  std::string label = std::string(bin_word(item.bin)) + ": " + tr("swap") + " " + exemplar_text(*place) +
                      " " + tr("for") + " " + exemplar_text(exemplar);
  *place = exemplar;
  return label;
}

std::string trade_places(core::ArithmeticDocument& document, const BinItem& one, const BinItem& other) {
  core::Exemplar *first = find(document, one), *second = find(document, other);
  if (!first || !second || *first == *second) return {};
  std::swap(*first, *second);
  return std::string(tr("Swap")) + " " + exemplar_text(*first) + " " + tr("and") + " " +
         exemplar_text(*second);
}

std::string move_to_bin(core::ArithmeticDocument& document, const BinItem& item, core::BinId bin) {
  const core::Exemplar* place = find(document, item);
  if (!place || item.bin == bin) return {};
  const core::Exemplar moved = *place;
  remove_from_bin(document, item);
  add_to_bin(document, bin, {moved});
  return std::string(bin_word(bin)) + ": " + tr("move") + " " + exemplar_text(moved) + " " + tr("here");
}

std::string remove_from_bin(core::ArithmeticDocument& document, const BinItem& item) {
  const core::Exemplar* place = find(document, item);
  if (!place) return {};
  std::string label = std::string(bin_word(item.bin)) + ": " + tr("remove") + " " + exemplar_text(*place);
  std::vector<core::Exemplar>& items = document.bin(item.bin).items;
  items.erase(items.begin() + item.index);
  return label;
}

std::vector<core::BinId> bins_of_seed(const core::ArithmeticDocument& document, std::uint64_t seed) {
  std::vector<core::BinId> bins;
  for (int i = 0; i < core::kBinCount; ++i) {
    const auto id = static_cast<core::BinId>(i);
    const auto& items = document.bin(id).items;
    if (std::any_of(items.begin(), items.end(), [seed](const core::Exemplar& e) { return e.seed == seed; }))
      bins.push_back(id);
  }
  return bins;
}

int tile_of(const core::ArithmeticDocument& document, const BinItem& item) {
  int before = 0;
  for (int i = 0; i < static_cast<int>(item.bin); ++i)
    before += static_cast<int>(document.bins[static_cast<std::size_t>(i)].items.size());
  return before + item.index;
}

std::optional<int> mean_tile_of(const core::ArithmeticDocument& document, core::BinId bin) {
  if (document.bin(bin).items.empty()) return std::nullopt;
  int before = 0;
  for (int i = 0; i < static_cast<int>(bin); ++i)
    before += document.bins[static_cast<std::size_t>(i)].items.empty() ? 0 : 1;
  return before;
}

std::optional<BinItem> item_of_tile(const core::ArithmeticDocument& document, int tile) {
  if (tile < 0) return std::nullopt;
  for (int i = 0; i < core::kBinCount; ++i) {
    const int count = static_cast<int>(document.bins[static_cast<std::size_t>(i)].items.size());
    if (tile < count) return BinItem{static_cast<core::BinId>(i), tile};
    tile -= count;
  }
  return std::nullopt;
}

}  // namespace ui::arithmetic

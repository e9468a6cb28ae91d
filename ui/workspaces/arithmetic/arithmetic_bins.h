#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/document/document.h"

namespace ui::arithmetic {

/// One exemplar of one bin.
struct BinItem {
  core::BinId bin = core::BinId::kA;
  int index = 0;
  bool operator==(const BinItem&) const = default;
};

const char* bin_letter(core::BinId bin);  // "A", "B", "C", "[", "]"; what a thumbnail's badge says
const char* bin_word(core::BinId bin);    // "A", "B", "C", "Left", "Right", through tr()
/// "seed 17", or "z without seed" for one that was dragged.
std::string exemplar_text(const core::Exemplar& exemplar);

/// Adds what the bin does not hold yet. Returns the label for the history; empty when nothing was new.
std::string add_to_bin(core::ArithmeticDocument& document, core::BinId bin,
                       const std::vector<core::Exemplar>& exemplars);
/// Puts one exemplar in the place of another. Empty when there is no such place or nothing changed.
std::string replace_in_bin(core::ArithmeticDocument& document, const BinItem& item,
                           const core::Exemplar& exemplar);
/// Two exemplars, of the same bin or of two, trade places.
std::string trade_places(core::ArithmeticDocument& document, const BinItem& one, const BinItem& other);
/// Takes an exemplar out of its bin and puts it at the end of another. Empty for its own bin.
std::string move_to_bin(core::ArithmeticDocument& document, const BinItem& item, core::BinId bin);
std::string remove_from_bin(core::ArithmeticDocument& document, const BinItem& item);

/// Bins of the equation and of the turn an untouched seed is in.
std::vector<core::BinId> bins_of_seed(const core::ArithmeticDocument& document, std::uint64_t seed);

/// Where the surfaces kBinItems and kBinMeans keep a bin: items of all bins in order, one mean a bin that
/// holds something.
int tile_of(const core::ArithmeticDocument& document, const BinItem& item);
std::optional<int> mean_tile_of(const core::ArithmeticDocument& document, core::BinId bin);
std::optional<BinItem> item_of_tile(const core::ArithmeticDocument& document, int tile);

}  // namespace ui::arithmetic

#include "ui/workspaces/arithmetic/arithmetic_bins.h"

#include <doctest/doctest.h>

using core::BinId;

namespace {

core::Exemplar exemplar(std::uint64_t seed) {
  return {{static_cast<float>(seed), 1.0f}, seed};
}

}  // namespace

TEST_CASE("a bin takes each exemplar once and says what was added") {
  core::ArithmeticDocument document;
  CHECK(ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(3)}) == "A: add seed 3");
  CHECK(ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(3)}).empty());
  CHECK(ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(3), exemplar(4), exemplar(5)}) ==
        "A: add 2 exemplars");
  CHECK(document.bin(BinId::kA).items.size() == 3);
  core::Exemplar dragged = exemplar(3);
  dragged.seed.reset();
  CHECK(ui::arithmetic::add_to_bin(document, BinId::kLeft, {dragged}) == "Left: add z without seed");
}

TEST_CASE("dropping on an exemplar swaps it; places that are not there change nothing") {
  core::ArithmeticDocument document;
  ui::arithmetic::add_to_bin(document, BinId::kB, {exemplar(9), exemplar(10)});
  CHECK(ui::arithmetic::replace_in_bin(document, {BinId::kB, 0}, exemplar(28)) ==
        "B: swap seed 9 for seed 28");
  CHECK(document.bin(BinId::kB).items[0] == exemplar(28));
  CHECK(ui::arithmetic::replace_in_bin(document, {BinId::kB, 0}, exemplar(28)).empty());
  CHECK(ui::arithmetic::replace_in_bin(document, {BinId::kB, 2}, exemplar(1)).empty());
  CHECK(ui::arithmetic::remove_from_bin(document, {BinId::kB, -1}).empty());
  CHECK(ui::arithmetic::remove_from_bin(document, {BinId::kB, 0}) == "B: remove seed 28");
  CHECK(document.bin(BinId::kB).items == std::vector<core::Exemplar>{exemplar(10)});
}

TEST_CASE("an exemplar dragged from bin to bin moves, dropped on another one trades places") {
  core::ArithmeticDocument document;
  ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(1), exemplar(2)});
  ui::arithmetic::add_to_bin(document, BinId::kB, {exemplar(3)});
  CHECK(ui::arithmetic::move_to_bin(document, {BinId::kA, 0}, BinId::kB) == "B: move seed 1 here");
  CHECK(document.bin(BinId::kA).items == std::vector<core::Exemplar>{exemplar(2)});
  CHECK(document.bin(BinId::kB).items == std::vector<core::Exemplar>{exemplar(3), exemplar(1)});
  CHECK(ui::arithmetic::move_to_bin(document, {BinId::kB, 0}, BinId::kB).empty());
  CHECK(ui::arithmetic::move_to_bin(document, {BinId::kA, 7}, BinId::kB).empty());
  CHECK_FALSE(ui::arithmetic::trade_places(document, {BinId::kA, 0}, {BinId::kB, 1}).empty());
  CHECK(document.bin(BinId::kA).items[0] == exemplar(1));
  CHECK(document.bin(BinId::kB).items[1] == exemplar(2));
  CHECK(ui::arithmetic::trade_places(document, {BinId::kA, 0}, {BinId::kB, 9}).empty());
}

TEST_CASE("a seed knows all its bins") {
  core::ArithmeticDocument document;
  ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(3)});
  ui::arithmetic::add_to_bin(document, BinId::kRight, {exemplar(3), exemplar(4)});
  CHECK(ui::arithmetic::bins_of_seed(document, 3) == std::vector<BinId>{BinId::kA, BinId::kRight});
  CHECK(ui::arithmetic::bins_of_seed(document, 5).empty());
}

TEST_CASE("tiles of exemplars and means follow the bins, empty ones take no place") {
  core::ArithmeticDocument document;
  ui::arithmetic::add_to_bin(document, BinId::kA, {exemplar(1), exemplar(2)});
  ui::arithmetic::add_to_bin(document, BinId::kC, {exemplar(3)});
  ui::arithmetic::add_to_bin(document, BinId::kRight, {exemplar(4)});
  CHECK(ui::arithmetic::tile_of(document, {BinId::kA, 1}) == 1);
  CHECK(ui::arithmetic::tile_of(document, {BinId::kC, 0}) == 2);
  CHECK(ui::arithmetic::tile_of(document, {BinId::kRight, 0}) == 3);
  CHECK(ui::arithmetic::mean_tile_of(document, BinId::kC) == 1);
  CHECK(ui::arithmetic::mean_tile_of(document, BinId::kRight) == 2);
  CHECK_FALSE(ui::arithmetic::mean_tile_of(document, BinId::kB));
  CHECK(ui::arithmetic::item_of_tile(document, 2) == ui::arithmetic::BinItem{BinId::kC, 0});
  CHECK_FALSE(ui::arithmetic::item_of_tile(document, 4));
  CHECK_FALSE(ui::arithmetic::item_of_tile(document, -1));
}

#include <doctest/doctest.h>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using core::BinId;
using test::Hands;
using test::Stage;

namespace {

constexpr float kStep = 68;  // a thumbnail and its gap at 100 %

/// The middle of one candidate of the first row.
ImVec2 candidate(Hands& hands, int index) {
  const test::Spot sheet = hands.spot("arithmetic.candidates", "##tiles");
  return {sheet.min.x + static_cast<float>(index) * kStep + 32, sheet.min.y + 32};
}

std::size_t items(Hands& hands, BinId bin) {
  return hands.document().arithmetic.bin(bin).items.size();
}

void open_with_candidates(Hands& hands) {
  hands.until_drawn();
  hands.go_to(core::Workspace::kArithmetic);
  hands.until("candidates", [&] { return !hands.picture(core::Surface::kCandidates, 2).empty(); });
}

}  // namespace

TEST_CASE("bins fill by dragging thumbnails and by keys, and nine results appear") {
  Stage stage;
  stage.play([](Hands& hands) {
    open_with_candidates(hands);
    const std::size_t steps = hands.history().entries().size();
    const std::vector<test::Spot> bins = hands.spots("arithmetic.equation", "##bin");
    REQUIRE(bins.size() == 3);
    for (int i = 0; i < 3; ++i)
      hands.drag(candidate(hands, i), bins[static_cast<std::size_t>(i)].at(0.5f, 0.8f));
    for (const BinId bin : {BinId::kA, BinId::kB, BinId::kC}) REQUIRE(items(hands, bin) == 1);
    REQUIRE(hands.document().arithmetic.bin(BinId::kB).items[0].seed ==
            hands.document().arithmetic.candidate_seed + 1);
    REQUIRE(hands.history().entries().size() == steps + 3);

    hands.point(candidate(hands, 1));
    hands.key(ImGuiKey_A);
    hands.key(ImGuiKey_C);
    REQUIRE(items(hands, BinId::kA) == 2);
    REQUIRE(items(hands, BinId::kC) == 2);

    hands.until("nine results", [&] { return !hands.picture(core::Surface::kArithmeticResult, 8).empty(); });
    REQUIRE(hands.spots("arithmetic.equation", "##tile").size() == 9);
    REQUIRE(hands.picture(core::Surface::kArithmeticResult, 4) !=
            hands.picture(core::Surface::kArithmeticResult, 0));
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    REQUIRE(items(hands, BinId::kC) == 1);
  });
}

TEST_CASE("Left and Right make a turn sheet of five rows and eleven columns") {
  Stage stage;
  stage.play([](Hands& hands) {
    open_with_candidates(hands);
    hands.point(candidate(hands, 0));
    hands.key(ImGuiKey_LeftBracket);
    hands.point(candidate(hands, 1));
    hands.key(ImGuiKey_RightBracket);
    REQUIRE(items(hands, BinId::kLeft) == 1);
    REQUIRE(items(hands, BinId::kRight) == 1);
    hands.until("the last tile of the turn",
                [&] { return !hands.picture(core::Surface::kTurnSheet, 54).empty(); });
    hands.bring_forward("arithmetic.turn");
    REQUIRE(hands.spots("arithmetic.turn", "##turn").size() == 1);
  });
}

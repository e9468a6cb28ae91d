#include <doctest/doctest.h>

#include <vector>

#include "core/document/document_moves.h"
#include "core/latent/arithmetic.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using core::BinId;
using core::Surface;
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

const std::vector<core::Exemplar>& items_of(Hands& hands, BinId bin) {
  return hands.document().arithmetic.bin(bin).items;
}

core::Exemplar seeded(Hands& hands, std::uint64_t seed) {
  return core::seeded(hands.snapshot().model->info(), seed);
}

/// Seeds 3 and 17 in A, 5 in B, and their thumbnails on the screen.
void fill_bins(Stage& stage, Hands& hands) {
  core::ArithmeticDocument& document = stage.app().ui().document_for_tests().arithmetic;
  document.bin(BinId::kA).items = {seeded(hands, 3), seeded(hands, 17)};
  document.bin(BinId::kB).items = {seeded(hands, 5)};
  hands.until("the bins' thumbnails", [&] {
    return !hands.picture(Surface::kBinItems, 2).empty() &&
           hands.spots("arithmetic.equation", "##exemplar").size() == 3;
  });
}

/// The middle of one exemplar of a bin, counted from above.
ImVec2 exemplar_spot(Hands& hands, BinId bin, std::size_t index) {
  const test::Spot body = hands.spots("arithmetic.equation", "##bin").at(static_cast<std::size_t>(bin));
  std::vector<ImVec2> inside;
  for (const test::Spot& one : hands.spots("arithmetic.equation", "##exemplar"))
    if (one.middle().x >= body.min.x && one.middle().x <= body.max.x) inside.push_back(one.middle());
  return inside.at(index);
}

/// What Explore shows now is this z, it says where it came from, and the canvas draws it.
void check_shown(Stage& stage, Hands& hands, const core::Exemplar& expected, const core::Origin& origin) {
  hands.until("Explore", [&] { return hands.view().workspace == core::Workspace::kExplore; });
  REQUIRE(hands.document().explore.current == expected);
  REQUIRE(hands.document().explore.origin == origin);
  const core::Image drawn = stage.mock().model({"rooms"})->generate(
      std::vector<core::Latent>{expected.z},
      {hands.document().explore.mode, hands.document().forget.masks()})[0];
  hands.until("its picture on the canvas", [&] { return hands.picture(Surface::kCanvas) == drawn; });
  hands.go_to(core::Workspace::kArithmetic);
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
    const std::uint64_t first = hands.document().arithmetic.candidate_seed;
    for (const BinId bin : {BinId::kA, BinId::kB, BinId::kC})
      REQUIRE(items_of(hands, bin)[0] == seeded(hands, first + static_cast<std::uint64_t>(bin)));
    REQUIRE(hands.history().entries().size() == steps + 3);

    hands.point(candidate(hands, 1));
    hands.key(ImGuiKey_A);
    hands.key(ImGuiKey_C);
    REQUIRE(items(hands, BinId::kA) == 2);
    REQUIRE(items(hands, BinId::kC) == 2);
    REQUIRE(items_of(hands, BinId::kA)[1] == seeded(hands, first + 1));
    REQUIRE(items_of(hands, BinId::kC)[1] == seeded(hands, first + 1));

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
    hands.sign("[");
    hands.point(candidate(hands, 1));
    hands.sign("]");
    REQUIRE(items(hands, BinId::kLeft) == 1);
    REQUIRE(items(hands, BinId::kRight) == 1);
    hands.until("the last tile of the turn",
                [&] { return !hands.picture(core::Surface::kTurnSheet, 54).empty(); });
    hands.bring_forward("arithmetic.turn");
    REQUIRE(hands.spots("arithmetic.turn", "##turn").size() == 1);
  });
}

TEST_CASE("an exemplar dragged from bin A to B is the one that arrives there and leaves A") {
  Stage stage;
  stage.play([&](Hands& hands) {
    open_with_candidates(hands);
    fill_bins(stage, hands);
    const std::size_t steps = hands.history().entries().size();
    const std::vector<test::Spot> bins = hands.spots("arithmetic.equation", "##bin");
    hands.drag(exemplar_spot(hands, BinId::kA, 1), bins.at(1).at(0.5f, 0.8f));
    REQUIRE(items_of(hands, BinId::kA) == std::vector{seeded(hands, 3)});
    REQUIRE(items_of(hands, BinId::kB) == std::vector{seeded(hands, 5), seeded(hands, 17)});
    REQUIRE(hands.history().entries().size() == steps + 1);
  });
}

TEST_CASE("an exemplar dropped on the swap mark of another bin's exemplar trades places with it") {
  Stage stage;
  stage.play([&](Hands& hands) {
    open_with_candidates(hands);
    fill_bins(stage, hands);
    const ImVec2 middle = exemplar_spot(hands, BinId::kB, 0);
    hands.drag(exemplar_spot(hands, BinId::kA, 1), {middle.x + 26, middle.y + 26});
    REQUIRE(items_of(hands, BinId::kA) == std::vector{seeded(hands, 3), seeded(hands, 5)});
    REQUIRE(items_of(hands, BinId::kB) == std::vector{seeded(hands, 17)});
  });
}

TEST_CASE("Show in Explore puts that very z on the canvas and says where it came from") {
  Stage stage;
  stage.play([&](Hands& hands) {
    open_with_candidates(hands);
    fill_bins(stage, hands);
    hands.click(exemplar_spot(hands, BinId::kA, 1), 1);
    hands.choose("Show in Explore");
    check_shown(stage, hands, seeded(hands, 17), {core::FromSeed{17}, {}});

    hands.until("nine results", [&] { return !hands.picture(Surface::kArithmeticResult, 8).empty(); });
    const core::ArithmeticDocument& document = hands.document().arithmetic;
    const core::Latent y = core::combine(std::vector<core::Latent>{seeded(hands, 3).z, seeded(hands, 17).z},
                                         std::vector<core::Latent>{seeded(hands, 5).z}, {});
    const core::Latent third = core::neighbours(y, document.noise, document.noise_seed).at(2);
    hands.click(hands.spots("arithmetic.equation", "##tile").at(2).middle(), 1);
    hands.choose("Show in Explore");
    check_shown(stage, hands, {third, std::nullopt}, {core::FromSum{{"A", "B", std::nullopt}}, {}});

    hands.until("candidates", [&] { return !hands.picture(Surface::kCandidates, 2).empty(); });
    const std::uint64_t seed = document.candidate_seed + 2;
    hands.double_click(candidate(hands, 2));
    check_shown(stage, hands, seeded(hands, seed), {core::FromSeed{seed}, {}});
  });
}

TEST_CASE("a result dragged into a bin arrives as its own z, without a seed") {
  Stage stage;
  stage.play([&](Hands& hands) {
    open_with_candidates(hands);
    fill_bins(stage, hands);
    hands.until("nine results", [&] { return !hands.picture(Surface::kArithmeticResult, 8).empty(); });
    const core::Latent seventh = hands.snapshot().surface(Surface::kArithmeticResult)->z.at(7);
    REQUIRE(seventh != hands.snapshot().surface(Surface::kArithmeticResult)->z.at(6));
    hands.drag(hands.spots("arithmetic.equation", "##tile").at(7).middle(),
               hands.spots("arithmetic.equation", "##bin").at(2).at(0.5f, 0.8f));
    REQUIRE(items_of(hands, BinId::kC) == std::vector<core::Exemplar>{{seventh, std::nullopt}});
  });
}

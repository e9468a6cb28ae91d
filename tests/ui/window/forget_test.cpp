#include <doctest/doctest.h>

#include <algorithm>

#include "core/document/document_moves.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using core::Surface;
using test::Hands;
using test::Spot;
using test::Stage;

namespace {

/// What the model draws for the z on the canvas under these masks.
core::Image expected(Stage& stage, Hands& hands, const core::Masks& masks) {
  const std::vector<core::Latent> z{hands.document().explore.current.z};
  return stage.mock().model({"rooms"})->generate(z, {hands.document().explore.mode, masks})[0];
}

void until_shown(Stage& stage, Hands& hands) {
  const core::ForgetDocument& forget = hands.document().forget;
  hands.until("the masked pictures", [&] {
    return hands.picture(Surface::kForgetAfter) == expected(stage, hands, forget.masks()) &&
           hands.picture(Surface::kForgetControl) == expected(stage, hands, forget.control_masks());
  });
}

void draw_box(Hands& hands) {
  const Spot sample = hands.spot("forget.boxes", "##sample");
  hands.drag(sample.at(0.2f, 0.2f), sample.at(0.7f, 0.8f));
}

void fit(Hands& hands) {
  hands.until_drawn();
  hands.go_to(core::Workspace::kForget);
  draw_box(hands);
  hands.click("forget.fit", "Fit");
  hands.until("the fit", [&] { return hands.document().forget.fit != nullptr; });
  hands.frames(2);
}

}  // namespace

TEST_CASE("a box is drawn on a sample, moved by an arrow key and removed by Delete") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kForget);
    draw_box(hands);
    const core::ForgetDocument& forget = hands.document().forget;
    REQUIRE(forget.boxes.size() == 1);
    const auto boxes = forget.boxes.begin()->second;
    REQUIRE(boxes.size() == 1);
    REQUIRE(boxes[0].width == doctest::Approx(8).epsilon(0.15));  // half of 16 pixels
    REQUIRE(boxes[0].height == doctest::Approx(9.6).epsilon(0.15));
    hands.key(ImGuiKey_RightArrow);
    REQUIRE(forget.boxes.begin()->second[0].x == doctest::Approx(boxes[0].x + 1));
    hands.key(ImGuiKey_Delete);
    REQUIRE(forget.boxes.empty());
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    REQUIRE(forget.boxes.size() == 1);
  });
}

TEST_CASE(
    "arrows move the box by a pixel each way, with Shift by eight, and only while its sample has the focus") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kForget);
    draw_box(hands);
    const core::ForgetDocument& forget = hands.document().forget;
    const auto box = [&] { return forget.boxes.at(forget.first_seed).at(0); };
    core::Box expected = box();
    const auto check_key = [&](ImGuiKeyChord chord, float dx, float dy) {
      hands.key(chord);
      expected.x += dx;
      expected.y += dy;
      REQUIRE(box() == expected);
    };
    check_key(ImGuiKey_RightArrow, 1, 0);
    check_key(ImGuiKey_DownArrow, 0, 1);
    check_key(ImGuiKey_LeftArrow, -1, 0);
    check_key(ImGuiKey_UpArrow, 0, -1);
    hands.key(ImGuiMod_Shift | ImGuiKey_LeftArrow);
    expected.x = std::max(expected.x - 8, 0.0f);  // it stops at the border
    REQUIRE(box() == expected);
    const std::size_t steps = hands.history().entries().size();
    check_key(ImGuiMod_Shift | ImGuiKey_LeftArrow, 0, 0);
    REQUIRE(hands.history().entries().size() == steps);  // nothing changed
    hands.bring_forward("forget.fit");
    check_key(ImGuiKey_RightArrow, 0, 0);
  });
}

TEST_CASE("a tile of the sheet and a sample go to the canvas as the z of their seed") {
  Stage stage;
  stage.play([&](Hands& hands) {
    fit(hands);
    const core::ForgetDocument& forget = hands.document().forget;
    const auto check_shown = [&](std::uint64_t seed) {
      const core::ExploreDocument& explore = hands.document().explore;
      REQUIRE(explore.current == core::seeded(hands.snapshot().model->info(), seed));
      REQUIRE(explore.origin == core::Origin{core::FromSeed{seed}, {}});
      until_shown(stage, hands);
    };
    hands.click("forget.live", "Show sample 1##sample");
    check_shown(forget.first_seed);
    hands.bring_forward("forget.sheet");
    hands.until("the sheet", [&] { return !hands.picture(Surface::kForgetSheetControl, 2).empty(); });
    hands.click(hands.spots("forget.sheet", "##tile").at(2).middle());
    check_shown(forget.sheet_seed + 2);
  });
}

TEST_CASE("a fit ranks maps; the k slider and the switch change what is drawn") {
  Stage stage;
  stage.play([&](Hands& hands) {
    fit(hands);
    const core::ForgetDocument& forget = hands.document().forget;
    REQUIRE(forget.top_k == 8);  // half of the mock's 16 maps weigh more than 0
    until_shown(stage, hands);
    REQUIRE(hands.picture(Surface::kForgetAfter) != hands.picture(Surface::kCanvas));

    const Spot slider = hands.spot("forget.live", "##track");
    hands.drag(slider.at(0.5f, 0.5f), slider.at(0.2f, 0.5f));
    REQUIRE(forget.top_k == 3);
    REQUIRE(hands.history().entries().back().label == "k 8 to 3");
    until_shown(stage, hands);

    hands.key(ImGuiKey_T);
    REQUIRE_FALSE(forget.active);
    hands.until("the unmasked picture",
                [&] { return hands.picture(Surface::kForgetAfter) == hands.picture(Surface::kCanvas); });
    hands.click("forget.live", "Mask on");
    REQUIRE(forget.active);
    until_shown(stage, hands);
    hands.sign("]");
    REQUIRE(forget.top_k == 4);
  });
}

TEST_CASE("the mask acts on the walk of Explore") {
  Stage stage;
  stage.play([&](Hands& hands) {
    fit(hands);
    hands.go_to(core::Workspace::kExplore);
    hands.until_reads("8 maps forgotten");
    hands.until("the masked picture on the canvas", [&] {
      return hands.picture(Surface::kCanvas) == expected(stage, hands, hands.document().forget.masks());
    });
  });
}

TEST_CASE("a fit that fails says so beside the button and leaves the old one") {
  Stage stage;
  stage.play([&](Hands& hands) {
    fit(hands);
    const auto before = hands.document().forget.fit;
    stage.controls().job.fail("the boxes cover no cell");
    hands.key(ImGuiKey_F);
    hands.until_reads("the boxes cover no cell");
    REQUIRE(hands.document().forget.fit == before);
  });
}

#include "ui/shell/change_words.h"

#include <doctest/doctest.h>

#include "tests/ui/null_window.h"

using core::Document;
using ui::change_words;

TEST_CASE("a changed setting is said with both values") {
  Document before, now;
  now.train.options.batch = 256;
  CHECK(change_words(before, now) == "Batch 64 to 256");
  now = before;
  now.arithmetic.noise = 0.5;
  CHECK(change_words(before, now) == "Noise 0.25 to 0.5");
  now = before;
  now.discriminator.features = {0, 1, 2, 17};
  CHECK(change_words(before, now) == "Features 0-5 to 0-2,17");
  now = before;
  now.train.options.data = "rooms";
  CHECK(change_words(before, now) == "Data none to rooms");
}

TEST_CASE("of many settings changed together two are named and the others counted") {
  Document before, now;
  now.path.loop = true;
  now.path.ease = false;
  now.forget.top_k = 3;
  now.evaluate.pairs = 9;
  const std::string words = change_words(before, now);
  CHECK(words.find("Loop off to on, Ease on to off") == 0);
  CHECK(words.find("and 2 more") != std::string::npos);
}

TEST_CASE("a gesture keeps its own name, and so does no change at all") {
  Document before, now;
  CHECK(change_words(before, now).empty());
  now.path.pins.push_back({{1, 2}, 3});
  CHECK(change_words(before, now).empty());
  now.path.loop = true;
  CHECK(change_words(before, now).empty());
}

TEST_CASE("the history says what a preset and a switch changed") {
  ui_test::NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  window.frames(3);
  window.click_in("train.preset", "classic (DCGAN.torch, PyTorch)");
  window.frames(2);
  window.click("paper (§ 4, figure 1)");
  window.frames(3);
  REQUIRE(window.ui().document().train.options.preset == "paper");
  const auto& entries = window.ui().history().entries();
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].label.find("Preset classic to paper, ") == 0);
  CHECK(entries[1].label.find("more") != std::string::npos);
}

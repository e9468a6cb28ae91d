#include "core/document/document.h"

#include <doctest/doctest.h>

namespace {

core::ForgetDocument fitted(int maps) {
  core::ForgetFit fit;
  fit.request.block = 2;
  for (int map = 0; map < maps; ++map) {
    fit.ranking.push_back(maps - 1 - map);  // the last map has the largest weight
    fit.mean_activation.push_back(static_cast<float>(map));
  }
  core::ForgetDocument forget;
  forget.fit = std::make_shared<const core::ForgetFit>(fit);
  return forget;
}

core::ModelInfo model() {
  core::ModelInfo info;
  info.nz = 12;
  info.prior = core::Prior::kUniform;
  info.generator_blocks = {{64, 4, 4}, {32, 8, 8}, {3, 16, 16}};
  info.discriminator_blocks = {{8, 8, 8}, {16, 4, 4}};
  info.modes = {core::BatchNormMode::kBatch};
  return info;
}

}  // namespace

TEST_CASE("the top k maps are dropped, except those ticked off by hand") {
  core::ForgetDocument forget = fitted(10);
  CHECK(forget.dropped().empty());
  forget.top_k = 3;
  CHECK(forget.dropped() == std::vector{7, 8, 9});
  forget.kept = {8};
  CHECK(forget.dropped() == std::vector{7, 9});
  CHECK(forget.masks().dropped == std::map<int, std::vector<int>>{{2, {7, 9}}});
}

TEST_CASE("nothing is dropped while inactive, before a fit, and with k = 0") {
  core::ForgetDocument forget = fitted(10);
  forget.top_k = 3;
  forget.active = false;
  CHECK(forget.masks() == core::Masks{});
  CHECK(forget.control_masks() == core::Masks{});
  core::ForgetDocument unfitted;
  unfitted.top_k = 3;
  CHECK(unfitted.masks() == core::Masks{});
}

TEST_CASE("the control drops as many maps, none of the dropped ones") {
  core::ForgetDocument forget = fitted(20);
  forget.top_k = 6;
  const std::vector<int> control = forget.control_masks().dropped.at(2);
  CHECK(control.size() == 6);
  for (const int map : control) CHECK(map < 14);
}

TEST_CASE("the mask acts on the block of the fit, not on the block chosen for the next one") {
  core::ForgetDocument forget = fitted(10);
  forget.top_k = 1;
  forget.block = 3;
  CHECK(forget.masks().dropped.contains(2));
}

TEST_CASE(
    "a fit is stale once a box was moved or resized or a setting changed, and no longer when it is undone") {
  core::ForgetDocument forget;
  forget.boxes[1000] = {{"window", 2, 3, 10, 12}};
  CHECK_FALSE(forget.fit_is_stale());  // there is none
  auto fit = std::make_shared<core::ForgetFit>();
  fit->request = forget.fit_request();
  forget.fit = fit;
  CHECK_FALSE(forget.fit_is_stale());
  const auto stale_after = [&](auto change) {
    core::ForgetDocument changed = forget;
    change(changed);
    return changed.fit_is_stale();
  };
  CHECK(stale_after([](core::ForgetDocument& d) { d.boxes[1000][0].x += 1; }));
  CHECK(stale_after([](core::ForgetDocument& d) { d.boxes[1000][0].height -= 1; }));
  CHECK(stale_after([](core::ForgetDocument& d) { d.boxes[1001] = {{"lamp", 2, 3, 10, 12}}; }));
  CHECK(stale_after([](core::ForgetDocument& d) { d.label = "lamp"; }));
  CHECK(stale_after([](core::ForgetDocument& d) { d.block = 1; }));
  CHECK(stale_after([](core::ForgetDocument& d) { d.c = 10; }));
  CHECK_FALSE(
      stale_after([](core::ForgetDocument& d) { d.top_k = 9, d.sheet_seed = 1, d.control_seed = 5; }));
}

TEST_CASE("the path goes through the pins with the document's settings") {
  core::PathDocument document;
  document.pins = {{{1, 0}, 4}, {{0, 1}, std::nullopt}};
  document.interpolation = core::Interpolation::kLerp;
  document.loop = true;
  document.frames_per_second = 12;
  const core::Path path = document.path();
  CHECK(path.pins == std::vector<core::Latent>{{1, 0}, {0, 1}});
  CHECK(path.interpolation == core::Interpolation::kLerp);
  CHECK(path.loop);
  CHECK(path.frames_per_second == 12);
}

TEST_CASE("a document for another model starts anew what depends on z") {
  core::Document before;
  before.path.pins = {{{1, 2}, 1}};
  before.arithmetic.bin(core::BinId::kA).items = {{{1, 2}, 1}};
  before.forget = fitted(10);
  before.forget.top_k = 4;
  before.forget.boxes[3] = {{}};
  before.discriminator.features = {0, 15, 16};
  const core::Document document = core::document_for(model(), before, 14);
  CHECK(document.explore.current.z == core::sample_latent(core::Prior::kUniform, 12, 14));
  CHECK(document.explore.current.seed == 14);
  CHECK(document.explore.origin == core::Origin{core::FromSeed{14}, {}});
  CHECK(document.explore.home == document.explore.current);
  CHECK(document.explore.plane.origin == document.explore.current.z);
  CHECK(document.explore.plane.u.size() == 12);
  CHECK(document.explore.mode == core::BatchNormMode::kBatch);
  CHECK(document.path.pins.empty());
  CHECK(document.path.interpolation == core::Interpolation::kLerp);
  CHECK(document.arithmetic.bin(core::BinId::kA).items.empty());
  CHECK(document.forget.fit == nullptr);
  CHECK(document.forget.boxes.empty());
  CHECK(document.forget.masks() == core::Masks{});
  CHECK(document.discriminator.features == std::vector{0, 15});
}

TEST_CASE("a document for another model keeps the settings") {
  core::Document before;
  before.arithmetic.noise = 0.5;
  before.arithmetic.bin(core::BinId::kB).name = "neutral";
  before.forget.label = "lamp";
  before.forget.block = 9;
  before.train.options.data = "my folder";
  before.path.seconds_per_segment = 5;
  before.explore.sheet_count = 12;
  const core::Document document = core::document_for(model(), before, 1);
  CHECK(document.arithmetic.noise == 0.5);
  CHECK(document.arithmetic.bin(core::BinId::kB).name == "neutral");
  CHECK(document.forget.label == "lamp");
  CHECK(document.forget.block == 3);  // the last this model has
  CHECK(document.train.options.data == "my folder");
  CHECK(document.path.seconds_per_segment == 5);
  CHECK(document.explore.sheet_count == 12);
}

TEST_CASE("the same seed opens a model on the same document") {
  CHECK(core::document_for(model(), {}, 5) == core::document_for(model(), {}, 5));
  CHECK_FALSE(core::document_for(model(), {}, 5) == core::document_for(model(), {}, 6));
}

#include "core/nets/layouts/layout_chain.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/error.h"
#include "tests/nets/layouts/chain_specs.h"

namespace {

nets::LayoutSpec broken(void (*spoil)(nets::LayoutSpec&)) {
  nets::LayoutSpec spec = test::upsampling_chain();
  spoil(spec);
  return spec;
}

}  // namespace

TEST_CASE("a chain whose stages do not fit is refused by the stage") {
  CHECK_NOTHROW(nets::check_chain(test::upsampling_chain()));
  CHECK_NOTHROW(nets::check_chain(test::conditional_chain()));
  using Spec = nets::LayoutSpec;
  const std::vector<std::pair<Spec, std::string>> cases{
      {broken([](Spec& s) { s.generator[1].shape[1] = 9; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].out.height = 9; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].conv.padding = 0; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[0].shape[0] = 100; }), "generator stage 1"},
      {broken([](Spec& s) { s.generator[1].features = 4; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].upsample = 1 << 20; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].conv.stride = 0; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[2].out.width = 1 << 30; }), "generator stage 3"},
      {broken([](Spec& s) { s.generator[2].shape = {}; }), "generator stage 3"},
      {broken([](Spec& s) { s.generator.pop_back(); }), "BatchNorm at the output"},
      {broken([](Spec& s) { s.discriminator.pop_back(); }), "BatchNorm at the output"},
      {broken([](Spec& s) {
         s.discriminator.back().out = {2, 1, 1}, s.discriminator.back().shape[0] = 2;
       }),
       "does not end in one logit"},
      {broken([](Spec& s) { s.generator.resize(1); }), "1 stages"},
      {broken([](Spec& s) { s.size = 1 << 20; }), "out of range"},
      {broken([](Spec& s) { s.bn_eps = -1; }), "out of range"},
      {broken([](Spec& s) { s.bn_eps = 1e300; }), "out of range"},
      {broken([](Spec& s) { s.generator[1].slope = 1e300; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].slope = std::nan(""); }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].norm_eps = 1e300; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].norm_eps = -1e-5; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].norm_eps = std::nan(""); }), "generator stage 2"},
      {broken([](Spec& s) { s.generator.clear(), s.discriminator.clear(); }), "neither"}};
  for (const auto& [spec, part] : cases) {
    CAPTURE(part);
    try {
      nets::check_chain(spec);
      FAIL("accepted");
    } catch (const core::UsageError& error) {
      CHECK(std::string(error.what()).find(part) != std::string::npos);
    }
  }
}

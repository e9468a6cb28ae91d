#include "core/model/guided_picture.h"

#include <doctest/doctest.h>

TEST_CASE("attributions put zero on grey 136 and share the scale they are given") {
  const core::GuidedMap strong{0, 1, 0, 0, 1, 2, 1, {2.f, 0.f}}, weak{0, 1, 0, 0, 1, 2, 1, {-1.f, 0.f}};
  const core::GuidedMap maps[] = {strong, weak};
  const double scale = core::guided_scale(maps);
  CHECK(scale == 2);
  CHECK(core::guided_picture(strong, scale).pixels == std::vector<std::uint8_t>{255, 136});
  CHECK(core::guided_picture(weak, scale).pixels ==
        std::vector<std::uint8_t>{77, 136});  // 136 - 119 / 2, rounded
}

TEST_CASE("an attribution's planes become interleaved channels") {
  const core::GuidedMap map{0, 1, 0, 0, 3, 2, 1, {1, 0, 0, 1, -1, 0}};
  CHECK(core::guided_picture(map, 1).pixels == std::vector<std::uint8_t>{255, 136, 17, 136, 255, 136});
}

TEST_CASE("an attribution without any gradient is even grey") {
  const core::GuidedMap map{0, 1, 0, 0, 1, 2, 1, {0, 0}};
  CHECK(core::guided_picture(map, core::guided_scale({&map, 1})).pixels ==
        std::vector<std::uint8_t>{136, 136});
}

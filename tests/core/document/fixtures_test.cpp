#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/document/mask_json.h"
#include "tests/fixtures/fixture.h"

TEST_CASE("a mask that an older program saved still opens") {
  const std::filesystem::path file = tests::fixture("mask.json");
  const std::vector<std::byte> bytes = core::read_file(file);
  const core::Json json =
      core::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
  REQUIRE(core::is_mask(json));
  const core::SavedMask mask = core::mask_from_json(json, file.string());
  CHECK(mask.model == "rooms");
  CHECK(mask.sha256.starts_with("60ddda57"));
  CHECK(mask.top_k == 79);
  CHECK(mask.kept.empty());
  CHECK(mask.fit.request.block == 2);
  CHECK(mask.fit.request.label == "window");
  CHECK(mask.fit.weights.size() == 192);
  CHECK(mask.fit.ranking.front() == 121);
  CHECK_FALSE(mask.fit.accuracy);  // that program wrote 0 where it had measured none
}

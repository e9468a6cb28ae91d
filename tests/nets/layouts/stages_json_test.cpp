#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "tests/nets/layouts/chain_specs.h"

TEST_CASE("stages come back from JSON as they were") {
  for (const nets::LayoutSpec& spec : {test::upsampling_chain(), test::conditional_chain()}) {
    for (const auto& stages : {spec.generator, spec.discriminator}) {
      const core::Json json = nets::stages_json(stages, spec.bn_eps);
      CHECK((nets::stages_from_json(core::parse_json(core::json_text(json), "text"), "text") == stages));
    }
  }
}

TEST_CASE("stages that are no stages are refused with their place") {
  const core::Json good = nets::stages_json(test::upsampling_chain().generator, 1e-5);
  const auto refused = [&](const std::string& key, const core::Json& value) {
    core::Json spoilt = good;
    spoilt[1][key] = value;
    try {
      nets::stages_from_json(spoilt, "model.safetensors");
    } catch (const core::Error& error) {
      return error.where() == "model.safetensors" && error.failed().find("stage 2") != std::string::npos;
    }
    return false;
  };
  CHECK(refused("kind", "attention"));
  CHECK(refused("kind", 3));
  CHECK(refused("weight", "stages.2"));
  CHECK(refused("out", {1, 2}));
  CHECK(refused("out", {1, 2, 1 << 30}));
  CHECK(refused("shape", "5"));
  CHECK(refused("shape", {5, 8}));
  CHECK(refused("activation", "gelu"));
  CHECK(refused("norm_eps", 0));
  CHECK(refused("stride", "2"));
  // Numbers that would fit only after they lost their upper bits, or that no net has.
  constexpr std::int64_t k2to32 = std::int64_t{1} << 32;
  for (const char* key : {"stride", "padding", "output_padding", "upsample"}) {
    CAPTURE(key);
    const std::int64_t value = good[1].at(key);
    CHECK(refused(key, k2to32 + value));
    CHECK(refused(key, std::uint64_t{1} << 63));
    CHECK(refused(key, -1));
    CHECK(refused(key, 1 << 20));
    CHECK(refused(key, static_cast<double>(value) + 0.5));
  }
  CHECK(refused("out", {k2to32 + 5, 8, 8}));
  CHECK(refused("out", {5, 8, std::uint64_t{18446744073709551608u}}));
  CHECK(refused("shape", {5, 8, k2to32 + 3, k2to32 + 3}));
  CHECK(refused("shape", {5, 8, 3, 3, 3}));
  CHECK(refused("shape", {5, 8, 3, 0}));
  CHECK(refused("norm_eps", 1e300));
  CHECK(refused("norm_eps", -1e-5));
  CHECK(refused("slope", 1e300));
  CHECK(refused("slope", "0.2"));
  CHECK_THROWS_AS(nets::stages_from_json(core::Json::object(), "x"), core::Error);
  CHECK_THROWS_AS(nets::stages_from_json({1}, "x"), core::Error);
}

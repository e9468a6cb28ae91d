#include "core/run/options_json.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/engine/train/tiny_run.h"

TEST_CASE("the options of every preset read back equal, but for the folder") {
  for (const std::string& preset : core::train_presets()) {
    core::TrainOptions options = core::preset_options(preset);
    options.data = "rooms";
    options.seed = 0xFFFFFFFFFFFFFFFFULL;
    options.run = "somewhere";
    core::TrainOptions back =
        core::options_from_json(core::parse_json(core::json_text(core::to_json(options)), "test"), "test");
    back.run = options.run;
    CHECK((back == options));
  }
}

TEST_CASE("options that are missing, of another type or illegal are named") {
  core::Json json = core::to_json(test::tiny_options({}));
  const auto refused = [&](const char* key, const core::Json& value) {
    core::Json bad = json;
    if (value.is_null())
      bad.erase(key);
    else
      bad[key] = value;
    CHECK_THROWS_WITH_AS(core::options_from_json(bad, "test"), doctest::Contains(key), core::Error);
  };
  refused("ema", nullptr);
  refused("batch", "many");
  refused("flip", 1);
  refused("prior", "cauchy");
  refused("seed", -1);
  refused("batch", 1);
  CHECK_THROWS_AS(core::options_from_json(core::Json::array(), "test"), core::Error);
}

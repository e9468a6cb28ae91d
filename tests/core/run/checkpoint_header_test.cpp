#include "core/run/checkpoint_header.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/run/step_count.h"

namespace {

const std::string kSha256(64, 'a');

core::CheckpointHeader some_header() {
  core::CheckpointHeader header{core::preset_options("paper"), kSha256, 1234, 56.5};
  header.options.data = "rooms";
  return header;
}

/// Why the run is refused after `value`, given as JSON, took the place of what stood at `key`.
std::string refusal(const std::string& key, const char* value) {
  core::CheckpointSection section = core::header_section(some_header());
  core::Json run =
      core::parse_json({reinterpret_cast<const char*>(section.bytes.data()), section.bytes.size()}, "run");
  run[core::Json::json_pointer(key)] = core::parse_json(value, "value");
  const std::string text = core::json_text(run);
  const auto bytes = std::as_bytes(std::span(text));
  section.bytes.assign(bytes.begin(), bytes.end());
  try {
    core::read_checkpoint_header({section}, "a.gsc");
  } catch (const core::Error& error) {
    CHECK(error.where() == "a.gsc");
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("what a checkpoint says of its run reads back as it was") {
  const core::CheckpointHeader header = some_header();
  const core::CheckpointHeader back = core::read_checkpoint_header({core::header_section(header)}, "test");
  CHECK(core::differences(header.options, back.options).empty());
  CHECK(back.data_sha256 == header.data_sha256);
  CHECK(back.step == header.step);
  CHECK(back.seconds == header.seconds);
}

TEST_CASE("counters of a checkpoint outside their range are refused") {
  CHECK(refusal("/step", "0").empty());
  CHECK(refusal("/step", "1000000000").empty());
  for (const char* step : {"18446744073709551615", "18446744073709551613", "9223372036854775808",
                           "9223372036854775807", "1000000001", "-1", "3.5", "\"3\"", "null", "[3]"}) {
    CAPTURE(step);
    CHECK(refusal("/step", step).find("out of range") != std::string::npos);
  }
  for (const char* seconds : {"-1", "1e300", "\"3\"", "null"}) {
    CAPTURE(seconds);
    CHECK(refusal("/seconds", seconds).find("out of range") != std::string::npos);
  }
}

TEST_CASE("a checkpoint that does not say what it trains on, or how, is refused") {
  for (const char* sha256 : {"\"\"", "\"abc\"", "3", "null"}) {
    CAPTURE(sha256);
    CHECK_FALSE(refusal("/data_sha256", sha256).empty());
  }
  for (const char* options : {"{}", "[]", "null", "7"}) {
    CAPTURE(options);
    CHECK_FALSE(refusal("/options", options).empty());
  }
  CHECK(refusal("/options/lr_g", "5").find("lr_g") != std::string::npos);
  CHECK(refusal("/options/size", "65").find("65") != std::string::npos);
  CHECK_THROWS_AS(core::read_checkpoint_header({}, "test"), core::Error);
}

#include "core/run/options_json.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <limits>
#include <string>
#include <type_traits>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/run/option_table.h"
#include "tests/support/other_option.h"

namespace {

core::TrainOptions read_back(const core::TrainOptions& options) {
  return core::options_from_json(core::parse_json(core::json_text(core::to_json(options)), "test"), "test");
}

void refused(core::Json json, const char* key, const core::Json& value) {
  if (value.is_null())
    json.erase(key);
  else
    json[key] = value;
  CAPTURE(value.dump());
  CHECK_THROWS_WITH_AS(core::options_from_json(json, "run/options.json"), doctest::Contains(key),
                       core::Error);
  CHECK_THROWS_WITH_AS(core::options_from_json(json, "run/options.json"),
                       doctest::Contains("run/options.json"), core::Error);
}

}  // namespace

TEST_CASE("the options of every preset read back equal, but for the folder") {
  for (const std::string& preset : core::train_presets()) {
    core::TrainOptions options = core::preset_options(preset);
    options.data = "rooms";
    options.seed = 0xFFFFFFFFFFFFFFFFULL;
    options.run = "somewhere";
    core::TrainOptions back = read_back(options);
    CHECK(back.run.empty());
    back.run = options.run;
    CHECK((back == options));
  }
}

TEST_CASE("another value of any option reads back") {
  const core::TrainOptions base;
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    core::TrainOptions other = test::with_other(base, option);
    const core::TrainOptions back = read_back(other);
    if (!option.stored) other = base;
    CHECK((back == other));
  }
}

TEST_CASE("a file cannot say that its links are to be followed") {
  core::Json json = core::to_json(core::TrainOptions());
  CHECK_FALSE(json.contains("follow_links"));
  json["follow_links"] = true;
  CHECK_FALSE(core::options_from_json(json, "theirs").follow_links);
}

TEST_CASE("options that are missing, of another type or illegal are named, and the file") {
  const core::Json json = core::to_json(core::TrainOptions());
  refused(json, "ema", nullptr);
  refused(json, "batch", "many");
  refused(json, "batch", 8.5);
  refused(json, "flip", 1);
  refused(json, "prior", "cauchy");
  refused(json, "seed", -1);
  refused(json, "batch", 1);
  refused(json, "size", 65);
  CHECK_THROWS_AS(core::options_from_json(core::Json::array(), "test"), core::Error);
}

TEST_CASE("a number of a file that its option cannot hold is refused, not cut to another") {
  const core::TrainOptions options;
  const core::Json json = core::to_json(options);
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    std::visit(
        [&]<class Value>(Value core::TrainOptions::*member) {
          if constexpr (std::is_same_v<Value, int>) {
            const auto value = static_cast<std::int64_t>(options.*member);
            refused(json, option.name, value + (std::int64_t{1} << 32));
            refused(json, option.name, value - (std::int64_t{1} << 32));
          }
          if constexpr (std::is_same_v<Value, std::int64_t>)
            refused(json, option.name, std::numeric_limits<std::uint64_t>::max());
        },
        option.member);
  }
}

TEST_CASE("a file of the program before the table opens, and is written with the same bytes") {
  const std::filesystem::path file = GANSCOPE_SOURCE_DIR "/tests/fixtures/options_v1.json";
  const std::vector<std::byte> bytes = core::read_file(file, 1 << 20);
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const core::TrainOptions options = core::options_from_json(core::parse_json(text, file.string()), "old");
  CHECK(options.preset == "paper");
  CHECK(options.alternate);
  CHECK(options.prior == core::Prior::kUniform);
  CHECK(options.label_real == 0.9);
  CHECK(options.seed == 9223372036854775807ULL);
  CHECK(options.half);
  core::Json written = core::to_json(options);
  for (const core::TrainOption& option : core::option_table())
    if (*option.since != '\0' && text.find('"' + std::string(option.name) + '"') == std::string::npos)
      written.erase(option.name);  // came later
  CHECK(core::json_text(written) + "\n" == text);
}

TEST_CASE("a file from before an option existed means its default, of any other option it must have a word") {
  const std::filesystem::path file = GANSCOPE_SOURCE_DIR "/tests/fixtures/options_v1.json";
  const std::vector<std::byte> bytes = core::read_file(file, 1 << 20);
  const core::Json whole =
      core::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    if (!option.stored) continue;
    core::Json json = whole;
    const bool was_there = json.erase(option.name) == 1;
    if (*option.since == '\0') {
      if (core::kind_of(option) == core::OptionKind::kPath) continue;  // of the folder, which may move
      CHECK(was_there);
      CHECK_THROWS_WITH_AS(core::options_from_json(json, "old"), doctest::Contains(option.name), core::Error);
      continue;
    }
    int part = 0;
    char more = 0;
    CHECK(std::sscanf(option.since, "%d.%d.%d%c", &part, &part, &part, &more) == 3);  // of a version
    const core::TrainOptions read = core::options_from_json(json, "old");
    std::visit([&](auto member) { CHECK((read.*member == core::TrainOptions().*member)); }, option.member);
  }
}

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/image/png.h"
#include "core/request/boxes_json.h"
#include "core/request/request_json.h"
#include "tests/fixtures/fixture.h"

using tests::fixture;

namespace {

constexpr int kNz = 4;

core::Json provenance_of(const std::string& picture) {
  const core::PngText text = core::read_png_text(core::read_file(fixture(picture)));
  return core::parse_json(text.at(core::kProvenanceKey), picture);
}

/// Reads the request and checks that every value of the file is still there when it is written again.
core::ExportRequest read_whole(const core::Json& request, const std::string& where) {
  const core::ExportRequest read = core::request_from_json(request, core::Prior::kGaussian, kNz, where);
  const core::Json again = core::to_json(read);
  for (const auto& [key, value] : request.items()) {
    CAPTURE(key);
    REQUIRE(again.contains(key));
    CHECK(again.at(key) == value);
  }
  return read;
}

}  // namespace

TEST_CASE("the state in an old picture of every figure reads as it was") {
  const std::pair<const char*, const char*> pictures[] = {
      {"sample", R"({"items": [1, 2, 3, 4], "dropped": {"1": [0, 2]}, "batch_norm": "population"})"},
      {"walk", R"({"pins": [1, 2, 3], "interpolation": "slerp", "columns": 5, "frames_per_second": 30})"},
      {"arithmetic", R"({"a": [1, 2], "b": [3], "c": [4, 5], "noise": 0.25, "noise_seed": 1})"},
      {"turn",
       R"({"left": [1, 2], "right": [3, 4], "rows": [100, 101, 102, 103, 104], "columns": 5, "step": 1.0})"},
      {"forget", R"({"block": 1, "top_k": 1, "label": "window", "sheet_seeds": [3000, 3001, 3002]})"},
      {"guided", R"({"generated": [0, 1], "block": 1, "features": [0, 1], "random_seed": 3})"}};
  for (const auto& [figure, values] : pictures) {
    CAPTURE(figure);
    const std::string picture = std::string(figure) + ".png";
    const core::Json provenance = provenance_of(picture);
    CHECK(provenance.at("model").at("step") == 3);
    const core::ExportRequest request = read_whole(provenance.at("request"), picture);
    CHECK(core::figure_name(request.figure) == std::string(figure));
    const core::Json written = core::to_json(request);
    const core::Json expected = core::parse_json(values, "values");
    for (const auto& [key, value] : expected.items()) CHECK(written.at(key) == value);
  }
}

TEST_CASE("an old state file reads as the picture it was written beside") {
  const std::vector<std::byte> bytes = core::read_file(fixture("forget_state.json"));
  const core::Json state =
      core::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "forget_state.json");
  CHECK(state == provenance_of("forget.png"));
  read_whole(state.at("request"), "forget_state.json");
}

TEST_CASE("old boxes read as they were") {
  const core::BoxesBySeed boxes = core::read_boxes(fixture("boxes.json"), 16);
  const core::BoxesBySeed expected = {
      {1, {{"window", 2, 3, 6, 5}}}, {2, {{"window", 8.5f, 0, 7.25f, 9}, {"door", 0, 9, 4, 7}}}, {3, {}}};
  CHECK(boxes == expected);
}

#include "core/request/request_json.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/request/figure_ranges.h"

namespace {

constexpr int kNz = 5;

core::Exemplar seeded(std::uint64_t seed) {
  return {core::sample_latent(core::Prior::kGaussian, kNz, seed), seed};
}

core::Exemplar dragged() {
  return {{0.1f, -2.5f, 1e-7f, 3.f, 0.f}, std::nullopt};
}

core::ExportRequest through_json(const core::ExportRequest& request) {
  const std::string text = core::json_text(core::to_json(request), -1);
  return core::request_from_json(core::parse_json(text, "test"), core::Prior::kGaussian, kNz, "test");
}

template <class Figure>
Figure figure_through_json(const Figure& figure) {
  core::ExportRequest request;
  request.figure = figure;
  return std::get<Figure>(through_json(request).figure);
}

/// A figure whose number `part.*member` is an end of its range comes back, one beyond is refused.
template <class Part, class Figure, class Number>
void check_ends(Part& part, Figure& figure, Number Part::*member, const core::Range<Number>& range) {
  const Number usual = part.*member;
  for (const Number end : {range.low, range.high}) {
    CAPTURE(end);
    part.*member = end;
    CHECK(core::to_json({figure_through_json(figure), {}, {}}) == core::to_json({figure, {}, {}}));
  }
  for (const Number beyond : {range.low - 1, range.high + 1}) {
    CAPTURE(beyond);
    part.*member = beyond;
    CHECK_THROWS_AS(figure_through_json(figure), core::Error);
  }
  part.*member = usual;
}

template <class Figure, class Number>
void check_ends(Figure& figure, Number Figure::*member, const core::Range<Number>& range) {
  check_ends(figure, figure, member, range);
}

}  // namespace

TEST_CASE("seeded and dragged z come back bit for bit") {
  core::SampleRequest sample{{seeded(3), dragged()}, 2, 1, 4};
  const core::SampleRequest back = figure_through_json(sample);
  CHECK(back.items == sample.items);
  CHECK(back.columns == 2);
  CHECK(back.gap == 1);
  CHECK(back.enlarge == 4);
}

TEST_CASE("every figure survives the trip through JSON") {
  core::WalkRequest walk;
  walk.pins = {seeded(1), dragged()};
  walk.path.interpolation = core::Interpolation::kLerp;
  walk.path.loop = walk.cross_fade = true;
  walk.path.frames_per_second = 24;
  const auto walk_back = figure_through_json(walk);
  CHECK(walk_back.pins == walk.pins);
  CHECK(walk_back.path == walk.path);
  CHECK(walk_back.cross_fade);
  CHECK_FALSE(walk_back.end);
  CHECK_FALSE(core::to_json(core::ExportRequest{walk, {}, {}}).contains("end"));  // older sheets' bytes
  walk.end = true;
  CHECK(figure_through_json(walk).end);

  const core::ArithmeticRequest sum{{seeded(1)}, {seeded(2)}, {dragged()}, 0.5, 9, true};
  const auto sum_back = figure_through_json(sum);
  CHECK(sum_back.c == sum.c);
  CHECK(sum_back.noise_seed == 9);
  CHECK(sum_back.norm_matched);

  const core::TurnRequest turn{{seeded(1)}, {seeded(2)}, {seeded(3), seeded(4)}, 7, 0.5};
  CHECK(figure_through_json(turn).rows == turn.rows);

  core::ForgetRequest forget;
  forget.fit.boxes[17] = {{"window", 1, 2, 30, 40}};
  forget.fit.label = "lamp";
  forget.fit.negatives_per_positive = 2;
  forget.fit.seed = 7;
  forget.fit.c = 0.01;
  forget.top_k = 12;
  forget.kept = {3};
  forget.sheet_seeds = {7, 8};
  const auto forget_back = figure_through_json(forget);
  CHECK(forget_back.fit == forget.fit);
  CHECK(forget_back.kept == forget.kept);
  CHECK(forget_back.sheet_seeds == forget.sheet_seeds);

  core::GuidedRequest guided;
  guided.generated = {seeded(5)};
  guided.options.features = {0, 5};
  guided.options.leak_in_backward = true;
  guided.image_names = {"photo.jpg", "b \"c\".png"};
  const auto guided_back = figure_through_json(guided);
  CHECK(guided_back.options.features == guided.options.features);
  CHECK(guided_back.options.leak_in_backward);
  CHECK(guided_back.image_names == guided.image_names);
}

TEST_CASE("a state says C only where it is not 1, and the name it once had is still read") {
  core::ExportRequest request;
  request.figure = core::ForgetRequest{};
  core::Json json = core::to_json(request);
  CHECK_FALSE(json.contains("c"));  // the bytes of every figure made before stay
  const auto c_of = [&] {
    const core::ExportRequest read = core::request_from_json(json, core::Prior::kGaussian, kNz, "test");
    return std::get<core::ForgetRequest>(read.figure).fit.c;
  };
  CHECK(c_of() == 1);
  json["l2"] = 0.1;
  CHECK(c_of() == 0.1);
  json["c"] = 10;
  CHECK(c_of() == 10);
  json["c"] = 0;
  CHECK_THROWS_AS(c_of(), core::Error);
}

TEST_CASE("a figure's name is its sub-command and stands in its state") {
  const std::pair<core::FigureRequest, std::string> names[] = {
      {core::SampleRequest{}, "sample"},         {core::WalkRequest{}, "walk"},
      {core::ArithmeticRequest{}, "arithmetic"}, {core::TurnRequest{}, "turn"},
      {core::ForgetRequest{}, "forget"},         {core::GuidedRequest{}, "guided"}};
  for (const auto& [figure, name] : names) {
    CHECK(core::figure_name(figure) == name);
    CHECK(core::to_json({figure, {}, {}}).at("figure") == name);
  }
}

TEST_CASE("masks and BatchNorm mode are part of the state") {
  core::ExportRequest request;
  request.figure = core::SampleRequest{{seeded(1)}, 0, 0, 1};
  request.generate.mode = core::BatchNormMode::kBatch;
  request.generate.masks.dropped = {{2, {5, 17}}};
  CHECK(through_json(request).generate.masks == request.generate.masks);
  CHECK(through_json(request).generate.mode == core::BatchNormMode::kBatch);
}

TEST_CASE("every block that a chain may have comes back, of masks, forgetting and guided maps") {
  for (const int block : {1, 9, 10, 17, 31}) {
    CAPTURE(block);
    core::ExportRequest request;
    request.figure = core::SampleRequest{{seeded(1)}, 0, 0, 1};
    request.generate.masks.dropped = {{1, {0}}, {block, {5, 17}}};
    CHECK(through_json(request).generate.masks == request.generate.masks);
    core::ForgetRequest forget;
    forget.fit.block = block;
    CHECK(figure_through_json(forget).fit.block == block);
    core::GuidedRequest guided;
    guided.options.block = block;
    CHECK(figure_through_json(guided).options.block == block);
  }
}

TEST_CASE("a mask's block is read as it is written and no other way") {
  core::ExportRequest request;
  request.figure = core::SampleRequest{{seeded(1)}, 0, 0, 1};
  for (const char* block :
       {"", "0", "01", "+1", "-1", "1.0", "1 ", "1x", "32", "4294967297", "18446744073709551617"}) {
    CAPTURE(block);
    core::Json json = core::to_json(request);
    json["dropped"] = {{block, {1}}};
    CHECK_THROWS_WITH_AS(core::request_from_json(json, core::Prior::kGaussian, kNz, "state.json"),
                         doctest::Contains("\"dropped\""), core::Error);
  }
}

TEST_CASE("both ends of every range of a figure's numbers are read, what lies beyond is refused") {
  using namespace core::figure_range;
  core::SampleRequest sample{{seeded(1)}, 0, 0, 1};
  core::WalkRequest walk;
  core::TurnRequest turn;
  core::ArithmeticRequest sum;
  core::ForgetRequest forget;
  core::GuidedRequest guided;
  check_ends(sample, &core::SampleRequest::columns, kSheetColumns);
  check_ends(sample, &core::SampleRequest::gap, kGap);
  check_ends(sample, &core::SampleRequest::enlarge, kEnlarge);
  check_ends(walk, &core::WalkRequest::columns, kWalkColumns);
  check_ends(walk, &core::WalkRequest::enlarge, kEnlarge);
  check_ends(walk.path, walk, &core::Path::seconds_per_segment, kSecondsPerSegment);
  check_ends(walk.path, walk, &core::Path::frames_per_second, kFramesPerSecond);
  check_ends(turn, &core::TurnRequest::columns, kTurnColumns);
  check_ends(turn, &core::TurnRequest::step, kTurnStep);
  check_ends(sum, &core::ArithmeticRequest::noise, kNoise);
  check_ends(forget, &core::ForgetRequest::top_k, kTopMaps);
  check_ends(forget.fit, forget, &core::FitRequest::block, kGeneratorBlock);
  check_ends(forget.fit, forget, &core::FitRequest::c, kC);
  check_ends(guided.options, guided, &core::GuidedOptions::block, kDiscriminatorBlock);
}

TEST_CASE("a state for another nz, or none at all, is refused in words") {
  const auto refused = [](const std::string& text) {
    try {
      core::request_from_json(core::parse_json(text, "state.json"), core::Prior::kGaussian, kNz,
                              "state.json");
    } catch (const core::Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(
      refused(
          R"({"figure":"sample","items":[[1,2,3]],"columns":0,"gap":0,"enlarge":1,"batch_norm":"running","dropped":{}})")
          .find("\"items\"") != std::string::npos);
  CHECK(refused("[]").find("state.json") != std::string::npos);
  CHECK(refused(R"({"figure":"painting"})").find("\"figure\"") != std::string::npos);
  CHECK(
      refused(
          R"({"figure":"sample","items":[-1],"columns":0,"gap":0,"enlarge":1,"batch_norm":"running","dropped":{}})") !=
      "accepted");
  CHECK(
      refused(
          R"({"figure":"sample","items":[1],"columns":0,"gap":0,"enlarge":1e9,"batch_norm":"running","dropped":{}})") !=
      "accepted");
  CHECK(
      refused(
          R"({"figure":"sample","items":[1],"columns":0,"gap":0,"enlarge":1,"batch_norm":"running","dropped":{"x":[1]}})") !=
      "accepted");
  CHECK(
      refused(
          R"({"figure":"guided","generated":[],"images":["a.png",7],"block":0,"features":[0],"leak_in_backward":false,"random_seed":1,"batch_norm":"running","dropped":{}})")
          .find("\"images\"") != std::string::npos);
  // An index that would fit only after it lost its upper bits.
  CHECK(
      refused(
          R"({"figure":"sample","items":[1],"columns":0,"gap":0,"enlarge":1,"batch_norm":"running","dropped":{"1":[4294967297]}})")
          .find("out of range") != std::string::npos);
}

#include "core/request/task.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"

namespace {

const core::ReadContext kContext{core::Prior::kUniform, 4, "a journal"};

/// One of each kind with every member at another value than its default.
template <class Request>
Request example();

template <>
core::ExportRequest example() {
  core::ExportRequest request;
  core::SampleRequest sheet;
  sheet.items = {{core::sample_latent(core::Prior::kUniform, 4, 17), 17}};
  sheet.columns = 3;
  request.figure = sheet;
  request.generate.masks.dropped[2] = {5, 7};
  request.out = "/out/sheet.png";
  return request;
}

template <>
core::FitRequest example() {
  core::FitRequest request{3, {{17, {{"door", 1, 2, 3, 4}}}}, "door"};
  request.c = 0.1;
  request.negatives_per_positive = 2;
  request.seed = 5;
  return request;
}

template <>
core::NearestRequest example() {
  return {"rooms", {}, {"seed 14"}, 2, 900};
}

template <>
core::DiversityRequest example() {
  return {"portraits", 40, (1ULL << 63) + 1};
}

template <>
core::VerifyRequest example() {
  return {{"a.pth", "d.pth", core::Prior::kUniform, 3, 4, core::InnerActivation::kLeakyRelu},
          "/out/sheet.png"};
}

template <>
core::ConvertRequest example() {
  return {{"a.pth"}, "a.onnx", core::ConvertNets::kDiscriminator, true, core::BatchNormMode::kPopulation};
}

template <>
core::OpenImageRequest example() {
  return {"/in/face.png"};
}

template <>
core::LookAtDataRequest example() {
  return {"rooms", 5, 9};
}

/// Every number of `json`, replaced by one of another kind, and every member left out.
std::vector<core::Json> spoiled(const core::Json& json) {
  std::vector<core::Json> all;
  for (const auto& [key, value] : json.items()) {
    core::Json other = json;
    other[key] = nullptr;
    all.push_back(other);
    if (value.is_number()) {
      other[key] = 1e300;
      all.push_back(other);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every kind of task goes through JSON and comes back the same") {
  std::set<std::string> names;
  core::Tasks::for_each([&]<class Request>() {
    CAPTURE(Request::kTask.name);
    CHECK(names.insert(Request::kTask.name).second);
    const core::TaskRequest task = example<Request>();
    CHECK(&core::task_kind(task) == &Request::kTask);
    CHECK_FALSE(core::task_title(task).words.empty());
    const core::Json json = core::to_json(task);
    const core::TaskRequest again =
        core::task_from_json(core::parse_json(core::json_text(json), ""), kContext);
    CHECK(std::holds_alternative<Request>(again));
    CHECK(core::to_json(again) == json);
    CHECK(core::to_json(task) != core::to_json(core::TaskRequest(Request{})));
  });
}

TEST_CASE("a task in JSON with a member of another type or out of range is refused") {
  core::Tasks::for_each([&]<class Request>() {
    CAPTURE(Request::kTask.name);
    const core::Json json = example<Request>().json();
    for (const core::Json& other : spoiled(json)) {
      CAPTURE(other.dump());
      CHECK_THROWS_AS(core::task_from_json({{"task", Request::kTask.name}, {"request", other}}, kContext),
                      core::Error);
    }
  });
  CHECK_THROWS_AS(core::task_from_json({{"task", "dance"}, {"request", core::Json::object()}}, kContext),
                  core::Error);
  CHECK_THROWS_AS(core::task_from_json(core::Json::array(), kContext), core::Error);
}

TEST_CASE("an answer is found by the kind of its request and lives as long as it is held") {
  core::Answer<core::DiversityRequest> kept;
  {
    core::DiversityResult result;
    result.pairs = 40;
    const core::TaskDone done{
        std::make_shared<const core::RunTask>(core::RunTask{core::DiversityRequest{"rooms", 40}}),
        std::make_shared<const core::TaskResult>(
            std::in_place_index<core::Tasks::index<core::DiversityRequest>()>, result)};
    CHECK_FALSE(core::answer_to<core::NearestRequest>(done));
    int visited = 0;
    core::visit_answer(done, [&](const auto& answer) {
      visited += std::is_same_v<decltype(answer), const core::Answer<core::DiversityRequest>&> ? 1 : 0;
    });
    CHECK(visited == 1);
    kept = core::answer_to<core::DiversityRequest>(done);
  }
  REQUIRE(kept);
  CHECK(kept.request->data == "rooms");
  CHECK(kept.result->pairs == 40);
}

#include "core/session/explore_schedule.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/mock_model.h"

using core::ExploreOutcome;
using core::ExploreStep;
using core::Surface;
using Work = ExploreStep::Work;
using Words = std::vector<std::string>;

namespace {

constexpr int kNz = 8;

core::SurfaceRequest wanted(Surface surface, int tiles, bool with_score = false) {
  return {
      surface, std::vector<core::Latent>(static_cast<std::size_t>(tiles), core::Latent(kNz)), {}, with_score};
}

std::shared_ptr<const core::RenderRequest> made(core::RenderRequest request) {
  return std::make_shared<const core::RenderRequest>(std::move(request));
}

/// Plays the worker: draws nothing, but keeps count of what is missing, on a clock of its own.
struct Worker {
  core::ExploreSchedule schedule;
  core::ExploreOrders orders;
  core::ExploreSchedule::Time now = core::ExploreSchedule::Time() + std::chrono::hours(1);
  std::map<Surface, int> missing;  // tiles of background surfaces
  int inspect_parts = 0;           // of a whole inspection
  bool fails = false, canvas = true;
  std::chrono::milliseconds step_takes{0};
  int fresh_after = -1;               // something newer comes after so many steps
  std::vector<std::uint64_t> models;  // versions that the steps were drawn from
  ExploreStep last;

  Worker() { show(1, false); }

  void show(std::uint64_t version, bool live) {
    orders.model = {std::make_shared<test::MockModel>(test::MockModel::mock_info("mock", kNz), 1,
                                                      std::make_shared<test::MockControls>()),
                    version,
                    live,
                    false,
                    {}};
  }

  void ask(core::RenderRequest request) {
    orders.request = made(std::move(request));
    for (const core::SurfaceRequest& one : orders.request->background)
      missing[one.surface] = static_cast<int>(one.z.size());
  }

  void wait(int milliseconds) { now += std::chrono::milliseconds(milliseconds); }

  /// What is done until the schedule rests.
  Words pass() {
    schedule.take(orders, now);
    Words words;
    models.clear();
    for (int steps = 0; steps < 200; ++steps) {
      const ExploreStep step = schedule.next({now, fresh_after >= 0 && steps >= fresh_after, canvas});
      if (step.work == Work::kRest) return words;
      models.push_back(step.model.version);
      last = step;
      now += step_takes;
      ExploreOutcome outcome;
      words.push_back(perform(step, outcome));
      outcome.took = step_takes;
      schedule.done(step, outcome, now);
    }
    words.push_back("never rests");
    return words;
  }

  std::string perform(const ExploreStep& step, ExploreOutcome& outcome) {
    const std::string surface = step.surface ? std::to_string(static_cast<int>(step.surface->surface)) : "";
    outcome.drawn = !fails;
    switch (step.work) {
      case Work::kLive:
        return "live " + surface + (step.with_score ? " scored" : "");
      case Work::kInspect: {
        if (step.inspected) parts_left_ = inspect_parts;
        if (!fails) --parts_left_;
        outcome.whole = !fails && parts_left_ <= 0;
        return std::string(step.inspected ? "inspect anew" : "inspect on") +
               (step.only_whole ? ", whole" : "");
      }
      case Work::kTakeSheet:
        outcome.drawn = true;
        outcome.whole = missing[step.surface->surface] <= 0;
        return "sheet " + surface;
      case Work::kTiles:
        if (!fails) missing[step.surface->surface] -= static_cast<int>(step.count);
        outcome.whole = missing[step.surface->surface] <= 0;
        return "tiles " + surface + " x" + std::to_string(step.count);
      case Work::kGrid:
        if (step.grid_anew) grid_left_ = static_cast<int>(step.grid->z->size());
        grid_left_ -= static_cast<int>(step.count);
        outcome.whole = grid_left_ <= 0;
        return std::string(step.grid_anew ? "grid anew x" : "grid x") + std::to_string(step.count);
      case Work::kRest:
        break;
    }
    return "rest";
  }

  void order_grid(int pictures) {
    orders.grid = std::make_shared<const core::GridOrder>(
        core::GridOrder{1, 2, orders.model.model,
                        std::make_shared<const std::vector<core::Latent>>(static_cast<std::size_t>(pictures),
                                                                          core::Latent(kNz))});
  }

 private:
  int parts_left_ = 0, grid_left_ = 0;
};

const std::string kCanvas = std::to_string(static_cast<int>(Surface::kCanvas));
const std::string kResult = std::to_string(static_cast<int>(Surface::kArithmeticResult));
const std::string kSheet = std::to_string(static_cast<int>(Surface::kContactSheet));
const std::string kStrip = std::to_string(static_cast<int>(Surface::kPathStrip));

core::RenderRequest everything() {
  core::RenderRequest request;
  request.stamp = 7;
  request.live = {wanted(Surface::kCanvas, 1), wanted(Surface::kArithmeticResult, 9)};
  request.inspect.emplace();
  request.background = {wanted(Surface::kContactSheet, 6), wanted(Surface::kPathStrip, 2)};
  return request;
}

}  // namespace

TEST_CASE("live surfaces come first, then the inspection, then sheets in growing chunks, then the grid") {
  Worker worker;
  worker.inspect_parts = 2;
  worker.ask(everything());
  worker.order_grid(9);
  CHECK(worker.pass() == Words{"live " + kCanvas, "live " + kResult, "inspect anew", "inspect on",
                               "sheet " + kSheet, "sheet " + kStrip, "tiles " + kSheet + " x1",
                               "tiles " + kSheet + " x2", "tiles " + kSheet + " x4",
                               "tiles " + kStrip + " x4", "grid anew x8", "grid x8"});
  CHECK(worker.last.stamp == 7);
  CHECK_FALSE(worker.schedule.rest_until(worker.now));
}

TEST_CASE("something newer is looked at after any step but never between live surfaces") {
  for (int steps = 0; steps < 10; ++steps) {
    CAPTURE(steps);
    Worker worker;
    worker.inspect_parts = 2;
    worker.ask(everything());
    worker.fresh_after = steps;
    CHECK(worker.pass().size() == static_cast<std::size_t>(std::max(steps, 2)));
  }
}

TEST_CASE("a surface that the model cannot draw is passed over") {
  Worker worker;
  core::RenderRequest request = everything();
  request.live[0].z = {core::Latent(kNz + 1)};
  request.background[0].options.masks.dropped = {{99, {0}}};
  worker.ask(request);
  worker.canvas = false;  // nothing to inspect either
  CHECK(worker.pass() ==
        Words{"live " + kResult, "sheet " + kStrip, "tiles " + kStrip + " x1", "tiles " + kStrip + " x2"});
}

TEST_CASE("an image of the request is inspected whatever the canvas shows") {
  Worker worker;
  worker.canvas = false;
  core::RenderRequest request;
  request.inspect.emplace().image = core::Image(4, 4, 3, 9);
  worker.ask(request);
  CHECK(worker.pass() == Words{"inspect anew"});
}

TEST_CASE("without a model nothing of a request is drawn, only the grid of a run") {
  Worker worker;
  worker.order_grid(3);
  worker.orders.model = {};
  worker.ask(everything());
  CHECK(worker.pass() == Words{"grid anew x2", "grid x4"});
}

TEST_CASE("while a hand moves chunks stay small, and the canvas is scored at most ten times a second") {
  Worker worker;
  core::RenderRequest request;
  request.live = {wanted(Surface::kCanvas, 1, true), wanted(Surface::kArithmeticResult, 9, true)};
  request.background = {wanted(Surface::kContactSheet, 2)};
  worker.ask(request);
  const Words scored{"live " + kCanvas + " scored", "live " + kResult + " scored"};
  Words first = worker.pass();
  CHECK(first ==
        Words{scored[0], scored[1], "sheet " + kSheet, "tiles " + kSheet + " x1", "tiles " + kSheet + " x2"});
  worker.wait(30);
  worker.ask(request);
  CHECK(worker.pass() == Words{"live " + kCanvas, scored[1], "sheet " + kSheet, "tiles " + kSheet + " x1",
                               "tiles " + kSheet + " x1"});
  worker.wait(80);  // 110 ms after the last score
  worker.ask(request);
  CHECK(worker.pass().front() == scored[0]);
}

TEST_CASE("the last picture of a drag gets the score that was left out") {
  Worker worker;
  core::RenderRequest request;
  request.live = {wanted(Surface::kCanvas, 1, true)};
  worker.ask(request);
  worker.pass();
  worker.wait(30);
  worker.ask(request);
  CHECK(worker.pass() == Words{"live " + kCanvas});
  const auto until = worker.schedule.rest_until(worker.now);
  REQUIRE(until);
  CHECK(*until - worker.now == std::chrono::milliseconds(200));
  worker.now = *until;
  CHECK(worker.pass() == Words{"live " + kCanvas + " scored"});
  CHECK_FALSE(worker.schedule.rest_until(worker.now));
}

TEST_CASE("while only the model changes, an inspection is finished before the next replaces it whole") {
  Worker worker;
  worker.inspect_parts = 3;
  core::RenderRequest request;
  request.inspect.emplace();
  worker.ask(request);
  worker.fresh_after = 1;
  CHECK(worker.pass() == Words{"inspect anew"});
  worker.show(2, true);
  worker.fresh_after = -1;
  CHECK(worker.pass() == Words{"inspect on, whole", "inspect on, whole", "inspect anew, whole",
                               "inspect on, whole", "inspect on, whole"});
  worker.ask(request);  // another request: at once, and shown row by row
  CHECK(worker.pass() == Words{"inspect anew", "inspect on", "inspect on"});
}

TEST_CASE("what fails is left for this time: the rest goes on, and a failed inspection begins anew") {
  Worker worker;
  worker.inspect_parts = 2;
  worker.ask(everything());
  worker.order_grid(30);
  worker.fails = true;
  CHECK(worker.pass() == Words{"live " + kCanvas, "live " + kResult, "inspect anew", "sheet " + kSheet,
                               "sheet " + kStrip, "tiles " + kSheet + " x1", "tiles " + kStrip + " x1",
                               "grid anew x2"});
  worker.fails = false;
  const Words again = worker.pass();
  REQUIRE(again.size() > 3);
  CHECK(again[2] == "inspect anew");
}

TEST_CASE("a sheet of many chunks lets the grid in after every fourth") {
  Worker worker;
  core::RenderRequest request;
  request.background = {wanted(Surface::kContactSheet, 23)};
  worker.ask(request);
  worker.order_grid(16);
  const std::string x4 = "tiles " + kSheet + " x4";
  CHECK(worker.pass() == Words{"sheet " + kSheet, "tiles " + kSheet + " x1", "tiles " + kSheet + " x2", x4,
                               x4, "grid anew x8", x4, x4, x4, "grid x8"});
}

TEST_CASE("sheets take a newer copy of the net only when they are drawn and their share of the time allows") {
  Worker worker;
  worker.step_takes = std::chrono::milliseconds(10);
  worker.show(1, true);
  core::RenderRequest request;
  request.background = {wanted(Surface::kContactSheet, 1)};
  worker.ask(request);
  CHECK(worker.pass() == Words{"sheet " + kSheet, "tiles " + kSheet + " x1"});
  CHECK(worker.models.back() == 1);
  worker.show(2, true);
  CHECK(worker.pass() == Words{"sheet " + kSheet});
  CHECK(worker.models.back() == 1);
  const auto until = worker.schedule.rest_until(worker.now);
  REQUIRE(until);
  CHECK(*until > worker.now);
  worker.now = *until;  // one tile of 10 ms is a fifth of 50 ms
  worker.pass();
  CHECK(worker.models.back() == 2);
  worker.show(3, false);  // somebody opened it
  worker.pass();
  CHECK(worker.models.back() == 3);
  CHECK_FALSE(worker.schedule.rest_until(worker.now));
}

TEST_CASE("a sheet that was interrupted keeps the copy of the net it began with") {
  Worker worker;
  worker.show(1, true);
  core::RenderRequest request;
  request.background = {wanted(Surface::kContactSheet, 20)};
  worker.ask(request);
  worker.fresh_after = 2;
  worker.pass();
  worker.fresh_after = -1;
  worker.wait(60000);
  worker.show(2, true);
  worker.pass();
  CHECK(worker.models.front() == 1);
  worker.pass();
  CHECK(worker.models.front() == 2);
}

TEST_CASE("grids follow each other at a tenth of the time, the newest order next") {
  Worker worker;
  worker.step_takes = std::chrono::milliseconds(10);
  worker.order_grid(2);
  CHECK(worker.pass() == Words{"grid anew x2"});
  worker.order_grid(3);
  CHECK(worker.pass().empty());
  worker.order_grid(5);
  const auto until = worker.schedule.rest_until(worker.now);
  REQUIRE(until);
  CHECK(std::chrono::round<std::chrono::microseconds>(*until - worker.now) == std::chrono::milliseconds(90));
  worker.now = *until;
  CHECK(worker.pass() == Words{"grid anew x4", "grid x8"});
  CHECK(worker.last.grid == worker.orders.grid);
  CHECK_FALSE(worker.schedule.rest_until(worker.now));
}

TEST_CASE("a copy of a schedule goes on by itself") {
  Worker worker;
  core::RenderRequest request;
  request.background = {wanted(Surface::kContactSheet, 3)};
  worker.ask(request);
  worker.schedule.take(worker.orders, worker.now);
  core::ExploreSchedule copy = worker.schedule;
  CHECK(copy.next({worker.now}).work == Work::kTakeSheet);
  copy.done(copy.next({worker.now}), {true, true}, worker.now);
  CHECK(worker.schedule.next({worker.now}).work == Work::kTakeSheet);
}

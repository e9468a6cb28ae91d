#include "ui/shell/event_sink.h"

#include <doctest/doctest.h>

#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

core::TaskDone search(core::Workspace asked_by, std::size_t samples, std::int64_t reals) {
  core::NearestRequest request;
  request.samples.resize(samples);
  core::NearestResult result;
  result.rows.resize(samples);
  result.reals = reals;
  return test::task_done(std::move(request), std::move(result), asked_by);
}

core::Failed failed(core::TaskRequest request) {
  return {"It failed", "the disk is full", {}, std::make_shared<const core::RunTask>(core::RunTask{request})};
}

}  // namespace

TEST_CASE("the nearest reals go to the workspace that asked, however many pictures were searched for") {
  NullWindow window({});
  window.open_model();
  window.frame({search(core::Workspace::kEvaluate, 1, 100), search(core::Workspace::kExplore, 2, 200)});
  const ui::ViewState& view = window.ui().view();
  REQUIRE(view.nearest);
  REQUIRE(view.canvas_nearest);
  CHECK(view.nearest.result->reals == 100);
  CHECK(view.nearest.request->samples.size() == 1);
  CHECK(view.canvas_nearest.result->reals == 200);
}

TEST_CASE("the failure of a fit is known by its kind, whatever its title") {
  NullWindow window({});
  window.open_model();
  window.frame({core::Failed{"The fit failed", "of another job", {}}, failed(core::DiversityRequest{})});
  CHECK(window.ui().view().fit_error.empty());
  window.frame({failed(core::FitRequest{})});
  CHECK(window.ui().view().fit_error == "the disk is full");
}

TEST_CASE(
    "a model opens with the picture its file chose, and with seed 14 where that says nothing sensible") {
  const auto opened_with = [](std::map<std::string, std::string> metadata) {
    NullWindow window({});
    core::ModelInfo info = ui_test::fake_info(16);
    info.metadata = std::move(metadata);
    window.open_model(std::move(info));
    return window.ui().document().explore.current.seed.value_or(0);
  };
  CHECK(opened_with({{"first_seed", "155"}}) == 155);
  CHECK(opened_with({}) == 14);
  for (const char* odd : {"", "-1", "12 ", "0x10", "99999999999999999999999", "face"})
    CHECK(opened_with({{"first_seed", odd}}) == 14);
}

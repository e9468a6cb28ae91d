#include <doctest/doctest.h>

#include "tests/support/session_driver.h"

using test::SessionDriver;

namespace {

core::RunTask figure(const char* out) {
  core::ExportRequest request;
  request.out = out;
  return {std::move(request)};
}

}  // namespace

TEST_CASE("each task ends in its answer, which carries what was asked") {
  SessionDriver driver;
  driver.open();
  driver.session.send(figure("/out/sheet.png"));
  CHECK(driver.answer<core::ExportRequest>().result->path == "/out/sheet.png");
  driver.session.send(core::RunTask{core::FitRequest{}});
  CHECK(driver.answer<core::FitRequest>().result->weights.size() == 16);
  core::NearestRequest nearest;
  nearest.samples.resize(2);
  driver.session.send(core::RunTask{nearest, core::Workspace::kEvaluate});
  const core::TaskDone done = driver.event<core::TaskDone>();
  CHECK(done.asked->asked_by == core::Workspace::kEvaluate);
  const auto found = core::answer_to<core::NearestRequest>(done);
  CHECK(found.request->samples.size() == 2);
  CHECK(found.result->rows.size() == 2);
  CHECK_FALSE(core::answer_to<core::FitRequest>(done));
  core::DiversityRequest diversity;
  diversity.pairs = 40;
  driver.session.send(core::RunTask{diversity});
  CHECK(driver.answer<core::DiversityRequest>().result->pairs == 40);
  driver.session.send(core::RunTask{core::OpenImageRequest{"/in/face.png"}});
  const auto opened = driver.answer<core::OpenImageRequest>();
  CHECK(opened.request->file == "/in/face.png");
  CHECK(opened.result->image.width == 16);
  driver.session.send(core::RunTask{core::LookAtDataRequest{"rooms", 5}});
  CHECK(driver.answer<core::LookAtDataRequest>().result->images.size() == 5);
  CHECK(driver.session.snapshot().jobs.empty());
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a job that needs a model says so when none is open") {
  SessionDriver driver;
  driver.session.send(figure("/out/sheet.png"));
  const core::Failed failed = driver.event<core::Failed>();
  CHECK(failed.message.find("no model is open") != std::string::npos);
  CHECK(core::is_task<core::ExportRequest>(failed.task));
  CHECK(driver.session.snapshot().jobs.empty());
}

TEST_CASE("jobs are listed running first, with what is done") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.controls->job.allow(3);
  driver.session.send(figure("/out/one.png"));
  driver.session.send(figure("/out/two.png"));
  driver.controls->job.wait_for_calls(4);
  const core::Snapshot snapshot = driver.session.snapshot();
  REQUIRE(snapshot.jobs.size() == 2);
  CHECK(snapshot.jobs[0].title == core::JobTitle{"Export", "one.png"});
  CHECK(snapshot.jobs[0].state == core::JobState::kRunning);
  CHECK(snapshot.jobs[0].done == 3);
  CHECK(snapshot.jobs[0].total == test::MockEngine::kJobParts);
  CHECK(snapshot.jobs[0].unit == "frames");
  CHECK(snapshot.jobs[0].seconds_left > 0);
  CHECK(snapshot.jobs[1].state == core::JobState::kWaiting);
}

TEST_CASE("a running job is cancelled, the next one runs") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.session.send(figure("/out/one.png"));
  driver.session.send(figure("/out/two.png"));
  driver.controls->job.wait_for_calls(1);
  driver.session.send(core::CancelJob{driver.session.snapshot().jobs[0].id});
  CHECK(driver.event<core::JobCancelled>().title == core::JobTitle{"Export", "one.png"});
  driver.controls->job.open();
  CHECK(driver.answer<core::ExportRequest>().result->path == "/out/two.png");
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a waiting job is cancelled without ever running") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.session.send(figure("/out/one.png"));
  driver.session.send(figure("/out/two.png"));
  driver.controls->job.wait_for_calls(1);
  driver.session.send(core::CancelJob{driver.session.snapshot().jobs[1].id});
  CHECK(driver.event<core::JobCancelled>().title == core::JobTitle{"Export", "two.png"});
  CHECK(driver.session.snapshot().jobs.size() == 1);
  driver.controls->job.open();
  driver.answer<core::ExportRequest>();
  CHECK(driver.controls->job.calls() == test::MockEngine::kJobParts);
}

TEST_CASE("cancelling a job that is over changes nothing") {
  SessionDriver driver;
  driver.session.send(core::CancelJob{12345});
  driver.open();
  CHECK(driver.count<core::JobCancelled>() == 0);
}

TEST_CASE("a failed job tells what, where and what to try, and the next one runs") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.fail("the disk is full");
  driver.session.send(figure("/out/one.png"));
  const core::Failed failed = driver.event<core::Failed>();
  REQUIRE(core::is_task<core::ExportRequest>(failed.task));
  CHECK(std::get<core::ExportRequest>(failed.task->request).out == "/out/one.png");
  CHECK(failed.title == "The figure was not written");
  CHECK(failed.message == "the disk is full: mock (let it work again)");
  CHECK(failed.details == "the disk is full\nmock\nlet it work again");
  driver.controls->job.work();
  driver.session.send(figure("/out/two.png"));
  driver.answer<core::ExportRequest>();
}

TEST_CASE("which task goes on is told by its kind and by who asked") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.session.send(core::RunTask{core::NearestRequest{}, core::Workspace::kExplore});
  driver.controls->job.wait_for_calls(1);
  driver.session.send(core::RunTask{core::FitRequest{}, core::Workspace::kForget});
  const core::Snapshot snapshot = driver.session.snapshot();
  REQUIRE(snapshot.job_of<core::NearestRequest>());
  CHECK(snapshot.job_of<core::NearestRequest>()->state == core::JobState::kRunning);
  CHECK(snapshot.job_of<core::NearestRequest>(core::Workspace::kExplore));
  CHECK_FALSE(snapshot.job_of<core::NearestRequest>(core::Workspace::kEvaluate));
  CHECK(snapshot.job_of<core::FitRequest>()->state == core::JobState::kWaiting);
  CHECK_FALSE(snapshot.job_of<core::DiversityRequest>());
}

TEST_CASE("opening a model does not wait behind an export") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.session.send(figure("/out/long.gif"));
  driver.controls->job.wait_for_calls(1);
  CHECK(driver.open("portraits")->info().name == "portraits");
  CHECK(driver.session.snapshot().jobs.size() == 1);
}

TEST_CASE("an export keeps the model it was asked for with") {
  SessionDriver driver;
  driver.open();
  driver.controls->job.close();
  driver.session.send(figure("/out/one.png"));
  driver.controls->job.wait_for_calls(1);
  driver.session.send(figure("/out/two.png"));
  driver.open("other");
  driver.session.send(figure("/out/three.png"));
  driver.controls->job.open();
  for (const auto& [out, side] : {std::pair{"/out/one.png", test::MockEngine::kSize},
                                  {"/out/two.png", test::MockEngine::kSize},
                                  {"/out/three.png", test::MockEngine::kOtherSize}}) {
    const core::ExportResult written = *driver.answer<core::ExportRequest>().result;
    CHECK(written.path == out);
    CHECK(written.width == side);
  }
}

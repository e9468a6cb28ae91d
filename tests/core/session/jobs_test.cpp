#include <doctest/doctest.h>

#include "tests/support/session_driver.h"

using test::SessionDriver;

namespace {

core::WriteFigure figure(const char* out) {
  core::WriteFigure command;
  command.request.out = out;
  return command;
}

}  // namespace

TEST_CASE("each job ends in its event") {
  SessionDriver driver;
  driver.open();
  driver.session.send(figure("/out/sheet.png"));
  CHECK(driver.event<core::FigureWritten>().result.path == "/out/sheet.png");
  driver.session.send(core::FitForget{});
  CHECK(driver.event<core::ForgetFitted>().fit->weights.size() == 16);
  core::FindNearest nearest;
  nearest.request.samples.resize(2);
  driver.session.send(nearest);
  CHECK(driver.event<core::NearestFound>().result->rows.size() == 2);
  core::MeasureDiversity diversity;
  diversity.request.pairs = 40;
  driver.session.send(diversity);
  CHECK(driver.event<core::DiversityMeasured>().result.pairs == 40);
  driver.session.send(core::OpenImage{"/in/face.png"});
  const core::ImageOpened opened = driver.event<core::ImageOpened>();
  CHECK(opened.file == "/in/face.png");
  CHECK(opened.image.width == 16);
  driver.session.send(core::LookAtData{"rooms", 5});
  CHECK(driver.event<core::DataSampled>().images.size() == 5);
  CHECK(driver.session.snapshot().jobs.empty());
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a job that needs a model says so when none is open") {
  SessionDriver driver;
  driver.session.send(figure("/out/sheet.png"));
  CHECK(driver.event<core::Failed>().message.find("no model is open") != std::string::npos);
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
  CHECK(snapshot.jobs[0].title == "Export one.png");
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
  CHECK(driver.event<core::JobCancelled>().title == "Export one.png");
  driver.controls->job.open();
  CHECK(driver.event<core::FigureWritten>().result.path == "/out/two.png");
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
  CHECK(driver.event<core::JobCancelled>().title == "Export two.png");
  CHECK(driver.session.snapshot().jobs.size() == 1);
  driver.controls->job.open();
  driver.event<core::FigureWritten>();
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
  CHECK(failed.title == "The figure was not written");
  CHECK(failed.message == "the disk is full: mock (let it work again)");
  CHECK(failed.details == "the disk is full\nmock\nlet it work again");
  driver.controls->job.work();
  driver.session.send(figure("/out/two.png"));
  driver.event<core::FigureWritten>();
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
    const core::ExportResult written = driver.event<core::FigureWritten>().result;
    CHECK(written.path == out);
    CHECK(written.width == side);
  }
}

#include "core/run/run_record.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cmath>
#include <string>

#include "core/base/atomic_file.h"
#include "tests/core/temporary_folder.h"
#include "tests/support/session_driver.h"

namespace {

const std::string kHeader = std::string(core::kMetricsColumns) + "\n";
const std::string kRows = "1,0.064,0.5,2,0.7,0.1,0.2,11\n3,0.192,0.6,2.5,0.6,0.3,0.4,12\n";

core::RunRecord record_of(const std::string& text) {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, text);
  return core::read_run_record(folder.path());
}

}  // namespace

TEST_CASE("the curves beside a model are read with every quantity") {
  const core::RunRecord record = record_of(kHeader + kRows);
  CHECK(record.problem.empty());
  REQUIRE(record.history);
  REQUIRE(record.history->size() == 2);
  const core::StepStats& last = record.history->back();
  CHECK(last.step == 3);
  CHECK(last.loss_d == 0.6);
  CHECK(last.loss_g == 2.5);
  CHECK(last.d_real == 0.6);
  CHECK(last.d_fake_before == 0.3);
  CHECK(last.d_fake_after == 0.4);
}

TEST_CASE("the curves of every bundled model are read to their end") {
  for (const char* name : {"faces", "portraits", "rooms"}) {
    CAPTURE(name);
    const core::RunRecord record =
        core::read_run_record(std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets/models" / name);
    CHECK(record.problem.empty());
    REQUIRE(record.history);
    CHECK(record.history->size() > 500);
  }
}

TEST_CASE("a folder without curves is no problem") {
  const TemporaryFolder folder;
  const core::RunRecord record = core::read_run_record(folder.path());
  CHECK(record.history == nullptr);
  CHECK(record.problem.empty());
}

TEST_CASE("a long run is thinned and keeps its first and its newest step") {
  std::string text = kHeader;
  for (int step = 1; step <= 50001; ++step) text += std::to_string(step) + ",0,1,1,0.5,0.5,0.5,9\n";
  const core::RunRecord record = record_of(text);
  CHECK(record.problem.empty());
  CHECK(record.history->size() <= 2001);
  CHECK(record.history->front().step == 1);
  CHECK(record.history->back().step == 50001);
}

TEST_CASE("losses of a run that broke down are kept as no numbers") {
  const core::RunRecord record = record_of(kHeader + kRows + "4,0.2,nan,-nan,nan,inf,0.4,12\n");
  CHECK(record.problem.empty());
  CHECK(std::isnan(record.history->back().loss_d));
}

TEST_CASE("of damaged curves the rows before the damage are kept, and one line says where it is") {
  for (const char* damage :
       {"5,0.3,0.5,2,0.7", "5,0.3,0.5,2,0.7\n", "5,0.3,0.5,2,0.7,0.1,0.2,11",
        "5,0.3,0.5,2,0.7,0.1,0.2,11,4\n", "\n", "5,0.3,x,2,0.7,0.1,0.2,11\n", "5,0.3,,2,0.7,0.1,0.2,11\n",
        "5,0.3,0.5,2,0.7,0.1,0.2,11\r\r\n", "3,0.3,0.5,2,0.7,0.1,0.2,11\n", "-5,0.3,0.5,2,0.7,0.1,0.2,11\n",
        "5,0.3,1e999,2,0.7,0.1,0.2,11\n", "99999999999999999999,0.3,0.5,2,0.7,0.1,0.2,11\n",
        "9000000000000000000,0.3,0.5,2,0.7,0.1,0.2,11\n", "5,0.3,1e300,2,0.7,0.1,0.2,11\n",
        "5,0.3,0.5,-1e300,0.7,0.1,0.2,11\n", "5,0.3,0.5,2,1.5,0.1,0.2,11\n", "5,0.3,0.5,2,0.7,-0.1,0.2,11\n",
        "5,0.3,0.5,2,0.7,0.1,1e12,11\n", "5 ,0.3,0.5,2,0.7,0.1,0.2,11\n"}) {
    CAPTURE(damage);
    const core::RunRecord record = record_of(kHeader + kRows + damage);
    CHECK(record.problem.find("line 4 is damaged: ") == 0);
    CHECK(record.problem.find('\n') == std::string::npos);
    REQUIRE(record.history);
    CHECK(record.history->size() == 2);
  }
  CHECK(record_of(kHeader + kRows + std::string("5,\0,\xff\n", 6)).history->size() == 2);
}

TEST_CASE("what is not the curves of a run is told in one line and not read") {
  for (const std::string& text : {std::string(), std::string("epoch,loss\n1,2\n"), kHeader.substr(0, 20),
                                  kRows, std::string(100000, '\n'), std::string(100000, ',')}) {
    const core::RunRecord record = record_of(text);
    CHECK(record.history == nullptr);
    CHECK(record.problem.find("these are not the curves of a run") == 0);
  }
}

TEST_CASE(
    "curves that are too large, a folder, a pipe or unreadable are told in one line and not waited for") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / core::kMetricsFile;
  const auto problem = [&] {
    const core::RunRecord record = core::read_run_record(folder.path());
    CHECK(record.history == nullptr);
    return record.problem;
  };
  core::write_file_atomically(file, kHeader);
  std::filesystem::resize_file(file, std::uintmax_t{1} << 30);  // takes no room on the disk
  CHECK(problem().find("the file is too large") == 0);
  std::filesystem::remove(file);
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  CHECK(problem().find("a device or a pipe") != std::string::npos);
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);
  CHECK(problem().find("could not read the file") == 0);
}

TEST_CASE("an opened model brings the curves of its run, and keeps them when a discriminator joins") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, kHeader + kRows);
  test::SessionDriver driver;
  driver.session.send(core::LoadModel{(folder / "model.safetensors").string()});
  CHECK(driver.event<core::ModelOpened>().curves_problem.empty());
  REQUIRE(driver.session.snapshot().made_by);
  CHECK(driver.session.snapshot().made_by->back().step == 3);
  driver.session.send(core::LoadModel{"D"});
  driver.event<core::ModelChanged>();
  CHECK(driver.session.snapshot().made_by->size() == 2);
  driver.open("no-such-folder/other");
  CHECK(driver.session.snapshot().made_by == nullptr);
}

TEST_CASE("a model opens in spite of damaged curves beside it") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, std::string("\0\xff", 2));
  test::SessionDriver driver;
  driver.session.send(core::LoadModel{(folder / "model.safetensors").string()});
  const auto opened = driver.event<core::ModelOpened>();
  CHECK(opened.curves_problem.find((folder / core::kMetricsFile).string()) != std::string::npos);
  CHECK(driver.session.snapshot().model == opened.model);
  CHECK(driver.session.snapshot().made_by == nullptr);
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a net in training has no record of another's run") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, kHeader + kRows);
  test::SessionDriver driver;
  driver.open((folder / "model.safetensors").string());
  core::TrainOptions options;
  options.nz = test::MockEngine::kNz;
  options.steps = 3;
  options.checkpoint_every = 0;
  driver.session.send(core::StartTraining{options});
  driver.event<core::TrainingEnded>();
  CHECK(driver.session.snapshot().made_by == nullptr);
  driver.session.send(core::FollowLive{false});
  CHECK(driver.session.snapshot().made_by->size() == 2);
}

#include "core/run/run_record.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cmath>
#include <optional>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/run/options_json.h"
#include "core/run/run_folder.h"
#include "tests/core/temporary_folder.h"
#include "tests/support/session_driver.h"

namespace {

const std::string kHeader = std::string(core::kMetricsColumns) + "\n";
const std::string kRows = "1,0.064,0.5,2,0.7,0.1,0.2,11\n3,0.192,0.6,2.5,0.6,0.3,0.4,12\n";

/// A model of ours in `folder`, trained for `step` steps; its recipe where there are options.
core::ModelInfo model_in(const TemporaryFolder& folder, std::int64_t step,
                         const std::optional<core::TrainOptions>& recipe = {}) {
  core::ModelInfo model;
  model.source.file = (folder / "model.safetensors").string();
  model.step = step;
  if (recipe) model.metadata["recipe"] = core::json_text(core::to_json(*recipe));
  return model;
}

/// As a model of `step` steps has them beside it.
core::RunRecord record_of(const std::string& text, std::int64_t step = 3,
                          const std::optional<core::TrainOptions>& recipe = {}) {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, text);
  return core::read_run_record(model_in(folder, step, recipe));
}

std::string rows(int from, int to, int stride) {
  std::string text = kHeader;
  for (int step = from; step <= to; step += stride)
    text += std::to_string(step) + "," + std::to_string(step * 0.064) + ",1,1,0.5,0.5,0.5,9\n";
  return text;
}

/// Nothing is read, and one line says that the curves are another's and why.
void check_another(const core::RunRecord& record, const std::string& why) {
  CHECK(record.history == nullptr);
  CHECK(record.problem.find("these are the curves of another model: ") == 0);
  CHECK_MESSAGE(record.problem.find(why) != std::string::npos, record.problem);
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

TEST_CASE("curves are believed where they lead to the model's step, thinned or not") {
  CHECK(record_of(rows(1, 500, 1), 500).history->size() == 500);
  CHECK(record_of(rows(1, 5710, 11), 5712).history->size() == 520);
  check_another(record_of(rows(1, 500, 1), 501), "they lead to step 500, the model is of step 501");
  check_another(record_of(rows(1, 5710, 11), 5732), "they lead to step 5710");
  check_another(record_of(rows(1, 900, 1), 500), "they go on to step 501, the model is of step 500");
  check_another(record_of(kHeader, 300), "they lead to step 0");
}

TEST_CASE("curves beside a model from elsewhere are not its own") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, kHeader + kRows);
  core::ModelInfo model = model_in(folder, 3);
  model.words = "DCGAN";
  check_another(core::read_run_record(model), "does not come from a run of this program");
  model.words.clear();
  model.metadata["source_format"] = "PyTorch .pth";
  check_another(core::read_run_record(model), "does not come from a run of this program");
}

TEST_CASE("curves of other batches than the model's recipe has are another's") {
  core::TrainOptions recipe;
  recipe.data = "rooms";
  CHECK(record_of(kHeader + kRows, 3, recipe).problem.empty());
  recipe.batch = 32;
  check_another(record_of(kHeader + kRows, 3, recipe), "line 2 does not count batches of 32");
}

TEST_CASE("curves in the folder of another run than the model's recipe names are another's") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, kHeader + kRows);
  core::TrainOptions recipe;
  recipe.data = "faces";
  core::TrainOptions run = recipe;
  run.data = "/data/faces", run.steps = 20, run.threads = 3,
  run.lr_g = 1e-4;  // what a resumed run may change
  const auto record = [&] {
    core::write_file_atomically(folder / core::kOptionsFile, core::json_text(core::to_json(run)));
    return core::read_run_record(model_in(folder, 3, recipe));
  };
  CHECK(record().problem.empty());
  core::write_file_atomically(folder / core::kMetricsFile, rows(1, 900, 1));  // it went on
  CHECK(record().problem.empty());
  CHECK(record().history->back().step == 3);
  run.seed = 2;
  check_another(record(), "of a run with seed 2, the model's with 1");
  run.seed = 1, run.beta1 = 0.9;
  check_another(record(), "of a run with beta1");
}

TEST_CASE("reading ends when it is asked to stop") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / core::kMetricsFile, rows(1, 500, 1));
  std::stop_source stop;
  stop.request_stop();
  const core::RunRecord record = core::read_run_record(model_in(folder, 500), stop.get_token());
  CHECK(record.history == nullptr);
  CHECK(record.problem.empty());
}

TEST_CASE("a folder without curves is no problem") {
  const TemporaryFolder folder;
  const core::RunRecord record = core::read_run_record(model_in(folder, 3));
  CHECK(record.history == nullptr);
  CHECK(record.problem.empty());
}

TEST_CASE("a long run is thinned and keeps its first and its newest step") {
  std::string text = kHeader;
  for (int step = 1; step <= 50001; ++step) text += std::to_string(step) + ",0,1,1,0.5,0.5,0.5,9\n";
  const core::RunRecord record = record_of(text, 50001);
  CHECK(record.problem.empty());
  CHECK(record.history->size() <= 2001);
  CHECK(record.history->front().step == 1);
  CHECK(record.history->back().step == 50001);
}

TEST_CASE("losses of a run that broke down are kept as no numbers") {
  const core::RunRecord record = record_of(kHeader + kRows + "4,0.2,nan,-nan,nan,inf,0.4,12\n", 4);
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
    const core::RunRecord record = core::read_run_record(model_in(folder, 3));
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
  CHECK(driver.event<core::RunRecordRead>().problem.empty());
  CHECK(driver.count<core::ModelOpened>() == 1);  // it came before
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
  CHECK(driver.event<core::RunRecordRead>().problem.find((folder / core::kMetricsFile).string()) !=
        std::string::npos);
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

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/run/run_folder.h"
#include "tests/cli/program.h"

namespace {

/// A run in `run` on six pictures in `pictures`, begun with the relative name of that folder.
class PictureRun {
 public:
  PictureRun() {
    begun_ = test::shell(folder_, "$G --quiet data make rooms pictures --count 6 --size 16 >made && " +
                                      std::string(kTrain) + "pictures --steps 3 --out run");
  }

  const test::Outcome& begun() const { return begun_; }

  test::Outcome run(const std::string& command) const { return test::shell(folder_, command); }

  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

  const TemporaryFolder& folder() const { return folder_; }

  static constexpr const char* kTrain =
      "$G --quiet --threads 1 train --size 16 --ngf 4 --ndf 4 --nz 8 --batch 4 ";

 private:
  TemporaryFolder folder_;
  test::Outcome begun_;
};

}  // namespace

TEST_CASE("train says each checkpoint that it saved, with --json as an object on a line of stderr") {
  const PictureRun run;
  CHECK(run.begun().out == "saved  run/checkpoints/step-000003.gsc\nstep 3  run/model.safetensors\n");
  const test::Outcome json = run.run("$G --json train --resume run --steps 5 --checkpoint-every 1");
  REQUIRE(json.status == 0);
  CHECK(core::parse_json(json.out, "the result").at("step") == 5);
  std::istringstream lines(json.err);
  std::vector<int> steps;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('{')) continue;
    const core::Json event = core::parse_json(line, "a line");
    CHECK(event.at("event") == "checkpoint");
    CHECK(std::filesystem::exists(run / event.at("path").get<std::string>()));
    steps.push_back(event.at("step").get<int>());
  }
  CHECK(steps == std::vector<int>{4, 5});
}

TEST_CASE("a start that fails leaves a folder that holds another's run as it was") {
  const PictureRun run;
  REQUIRE(run.run("mkdir -p out && cp -r run out/theirs && mkdir empty && find out | sort >before").status ==
          0);
  test::check_refused(run.folder(), {{"$G --quiet train empty --size 16 --out out", 1, "empty"},
                                     {"$G --quiet train empty --size 16 --out new/deep", 1, "empty"}});
  CHECK(run.run("find out | sort | cmp - before && test ! -e new").status == 0);
  test::check_refused(run.folder(),
                      {{"$G --quiet train pictures --size 16 --out run", 1, "already holds a run: run ("},
                       {"rm -r run/checkpoints; $G --quiet train pictures --size 16 --out run", 1,
                        "already holds a file of the name that a run writes: run/model.safetensors ("}});
}

TEST_CASE("links in a stranger's run overwrite nothing, and those of one's own are followed when asked") {
  const PictureRun run;
  REQUIRE(run.run("echo precious >mine && cp -r run links && rm links/metrics.csv && "
                  "ln -s ../mine links/metrics.csv && cp -r run disk && mkdir elsewhere && "
                  "mv disk/checkpoints elsewhere && ln -s ../elsewhere/checkpoints disk/checkpoints && "
                  "cp -r run pipe && rm pipe/metrics.csv && mkfifo pipe/metrics.csv")
              .status == 0);
  test::check_refused(
      run.folder(),
      {{"$G --quiet train --resume links --steps 5", 1, "links/metrics.csv ("},
       {"$G --quiet train --resume disk --steps 5", 1, "disk/checkpoints ("},
       {"timeout 60 $G --quiet train --resume pipe --steps 5", 1, "pipe/metrics.csv ("},
       {"timeout 60 $G --quiet train --resume pipe --follow-links --steps 5", 1, "pipe/metrics.csv ("}});
  CHECK(run.run("test \"$(cat mine)\" = precious && test $(ls elsewhere/checkpoints | wc -l) = 1").status ==
        0);
  CHECK(run.run("$G --quiet train --resume disk --follow-links --steps 5 && "
                "test -e elsewhere/checkpoints/step-000005.gsc && test -L disk/checkpoints")
            .status == 0);
}

TEST_CASE("a run is resumed with a lower learning rate, which its options keep; what it is stays") {
  const PictureRun run;
  test::check_refused(run.folder(),
                      {{"$G --quiet train --resume run --steps 5 --nz 9", 2, "cannot change nz"}});
  const test::Outcome lower = run.run("$G --quiet train --resume run --steps 5 --lr-g 1e-4");
  CAPTURE(lower.err);
  REQUIRE(lower.status == 0);
  const auto changes = core::read_run_changes(run / "run", core::Links::kStay);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].step == 3);
  CHECK(changes[0].change.name == "lr_g");
  CHECK(changes[0].change.base == "2e-04");
  CHECK(changes[0].change.now == "1e-04");
  CHECK(changes[1].change.name == "steps");
  CHECK(core::read_run_options(run / "run").lr_g == 1e-4);
  REQUIRE(run.run("$G --quiet train --resume run --steps 6").status == 0);
  const auto after = core::read_run_changes(run / "run", core::Links::kStay);
  REQUIRE(after.size() == 3);
  CHECK(after[0].change.name == "lr_g");
  CHECK(after[2].step == 5);
  CHECK(run.run("$G --json model info run/model.safetensors").out.find("changes") != std::string::npos);
}

TEST_CASE("a run is resumed from any folder, and after its images moved by saying where they are") {
  const PictureRun run;
  const test::Outcome elsewhere =
      run.run("mkdir other && cd other && $G --quiet train --resume ../run --steps 4");
  CAPTURE(elsewhere.err);
  CHECK(elsewhere.status == 0);
  REQUIRE(
      run.run("mv pictures moved && $G --quiet data make rooms wrong --seed 9 --count 6 --size 16").status ==
      0);
  test::check_refused(
      run.folder(),
      {{"$G --quiet train --resume run --steps 5", 1,
        "pictures (name their new place: ganscope train DATA --resume RUN)"},
       {"$G --quiet train wrong --resume run --steps 5", 1, "not the images this run began with"},
       {"$G --quiet train rooms --resume run --steps 5", 1, "not the images this run began with"}});
  CHECK(run.run("$G --quiet train moved --resume run --steps 5").status == 0);
  CHECK(run.run("cd other && $G --quiet train --resume ../run --steps 6").status == 0);
}

TEST_CASE("with the standard streams closed nothing that is said lands in a file") {
  const PictureRun run;
  REQUIRE(run.run("$G train --resume run --steps 5 --checkpoint-every 1 <&- >&- 2>&-").status == 0);
  CHECK(run.run("grep -rlE 'saved  |of 16 batches|an epoch' run; test $? = 1").status == 0);
  CHECK(test::text_of(run / "run/metrics.csv").find("\n5,0.020,") != std::string::npos);
}

TEST_CASE("a name of 255 bytes is a legal output") {
  const PictureRun run;
  const std::string name = std::string(251, 'a') + ".png";
  CHECK(run.run("$G --quiet sample run --count 1 --out " + name).status == 0);
  CHECK(std::filesystem::exists(run / name));
  const std::string set(255, 's');
  CHECK(run.run("$G --quiet data make rooms " + set + " --count 1 --size 16").status == 0);
}

TEST_CASE(
    "with less and less memory a command works or says in one line what it lacks, and never breaks off") {
  const TemporaryFolder folder;
  bool refused = false, worked = false;
  for (int megabytes = 400; !worked && megabytes < 6000; megabytes += megabytes < 1000 ? 25 : 250) {
    CAPTURE(megabytes);
    const test::Outcome outcome = test::shell(folder, "ulimit -v " + std::to_string(megabytes * 1024) +
                                                          "; $G --quiet sample rooms --count 4 --out o.png");
    CAPTURE(outcome.err);
    worked = outcome.status == 0;
    // LibTorch finds no room for its libraries or their tables before main() is reached.
    const bool in_the_loader = !refused && (outcome.status == 127 || outcome.status == 134);
    if (worked || in_the_loader) continue;
    refused = true;
    CHECK(outcome.status == 1);
    CHECK(outcome.err.find(" allowed (ulimit -v)") != std::string::npos);
    CHECK(outcome.err.find("enforce fail") == std::string::npos);
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
  }
  CHECK(worked);
  CHECK(refused);
}

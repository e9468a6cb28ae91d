#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/program.h"
#include "tests/core/small_disk.h"

namespace {

/// One clear line that says what to try and names the file that was asked for, not a hidden one beside it.
void check_named(const test::Outcome& outcome, const std::string& file) {
  CAPTURE(outcome.err);
  CHECK(outcome.status == 1);
  CHECK(test::one_clear_line(outcome, ": " + file));
  CHECK(outcome.err.find("/.") == std::string::npos);
  CHECK(outcome.err.find(" (") != std::string::npos);
}

constexpr const char* kTinyRun =
    "$G --quiet train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 64 --threads 1 ";

std::size_t files_in(const test::TinyModel& model) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::recursive_directory_iterator(model.folder().path()))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("wrong input is one clear line, the right status, and no file") {
  const test::TinyModel model;
  REQUIRE(model.trained().status == 0);
  CHECK(model
            .run("head -c 1000 tiny.safetensors > cut.safetensors; echo hello > text.safetensors; mkdir "
                 "empty; echo no > empty/notes.txt; "
                 "mkdir broken; echo nonsense > broken/a.jpg")
            .status == 0);
  const std::size_t before = files_in(model);
  test::check_refused(
      model.folder(),
      {{"$G --quiet sample none.safetensors --out o.png", 1, "none.safetensors"},
       {"$G --quiet sample cut.safetensors --out o.png", 1, "cut.safetensors"},
       {"$G --quiet sample text.safetensors --out o.png", 1, "text.safetensors"},
       {"$G --quiet sample empty --out o.png", 1, "empty"},
       {"$G --quiet sample tiny.safetensors --out none/o.png", 1, "none"},
       {"$G --quiet sample tiny.safetensors --out o.xyz", 2, "o.xyz"},
       {"$G --quiet sample tiny.safetensors --count 0 --out o.png", 2, "--count"},
       {"$G --quiet sample tiny.safetensors --count 99999999999999999999 --out o.png", 2, "--count"},
       {"$G --quiet sample tiny.safetensors --count 5000000 --out o.png", 2, "--count"},
       {"$G --quiet sample tiny.safetensors --count 100000 --enlarge 32 --out o.png", 1, "too large"},
       {"$G --quiet walk tiny.safetensors --points 100 --seconds 600 --fps 60 --out o.gif", 2, "too long"},
       {"$G --quiet sample tiny.safetensors --seed -1 --out o.png", 2, "--seed"},
       {"$G --quiet sample tiny.safetensors --seed 18446744073709551615 --out o.png", 2, "--seed"},
       {"$G --quiet data make rooms o --count 2 --seed -1", 2, "--seed"},
       {"$G --quiet train rooms --size 16 --seed 1e3 --out r", 2, "--seed"},
       {"ulimit -v 40000000; $G --quiet train rooms --size 256 --data-count 1000000 --out r", 1,
        "out of memory"},
       {"$G --quiet train portraits --resume run", 1, "not the images this run began with"},
       {"$G --quiet train --resume run --out other", 2, "keeps its folder"},
       {"$G --quiet sample tiny.safetensors --bn sometimes --out o.png", 2, "sometimes"},
       {"$G --quiet sample tiny.safetensors --drop 2 --out o.png", 2, "BLOCK:MAP"},
       {"$G --quiet arithmetic tiny.safetensors --a x --out o.png", 2, "neither a seed"},
       {"$G --quiet arithmetic tiny.safetensors --out o.png", 2, "A, B and C are empty"},
       {"$G --quiet walk tiny.safetensors --interpolation wild --out o.gif", 2, "wild"},
       {"$G --quiet sample tiny.safetensors --from empty/notes.txt --out o.png", 1, "notes.txt"},
       {"$G --quiet sample tiny.safetensors --state empty/notes.txt --out o.png", 1, "notes.txt"},
       {"$G --quiet guided tiny.safetensors --images empty --out o.png", 1, "empty"},
       {"$G --quiet guided tiny.safetensors --images broken --out o.png", 1, "a.jpg"},
       {"$G --quiet guided tiny.safetensors --features 99999 --out o.png", 2, "99999"},
       {"$G --quiet train empty --size 16 --out r", 1, "empty"},
       {"$G --quiet train nowhere --size 16 --out r", 1, "nowhere"},
       {"$G --quiet train rooms --size 65 --out r", 2, "64"},
       {"$G --quiet train rooms --out r --preset modern", 2, "modern"},
       {"$G --quiet train --out r", 2, "DATA"},
       {"$G --quiet train --resume nowhere", 1, "nowhere"},
       {"$G --quiet data make castles out", 2, "castles"},
       {"$G --quiet data make rooms --count 0 out", 2, "0"},
       {"$G --quiet data make rooms --size 5000 --count 1 out", 2, "5000"},
       {"$G --quiet data make rooms --count 1 empty", 1, "empty"},
       {"$G --device cuda:7 --quiet sample tiny.safetensors --out o.png", 1, "cuda:7"},
       {"$G --device abacus --quiet sample tiny.safetensors --out o.png", 2, "abacus"},
       {"$G --nonsense", 2, "--nonsense"},
       {"$G paint", 2, "paint"},
       {"env -u DISPLAY -u WAYLAND_DISPLAY $G gui", 1, "display"}});
  CHECK(files_in(model) == before);
}

TEST_CASE("a full disk leaves what existed as it was") {
  const test::TinyModel model;
  CHECK(model.run("$G --quiet sample tiny.safetensors --count 4 --seed 1 --out o.png && cp o.png keep.png")
            .status == 0);
  const auto full = model.run(
      "ulimit -f 1; $G --quiet sample tiny.safetensors --count 400 --seed 2 --enlarge 4 --out o.png");
  CHECK(full.status == 1);
  CHECK(test::one_clear_line(full, "o.png"));
  CHECK(model.run("cmp o.png keep.png && test $(ls -A | grep -c tmp) = 0").status == 0);
}

TEST_CASE("a full disk is one line that names what was asked for, whatever is written, and nothing stays") {
  const test::TinyModel model;
  REQUIRE(model.run("$G --quiet data make rooms pictures --count 100 --size 16").status == 0);
  const SmallDisk disk(model.file("disk"), 8 << 10);
  const std::string walk = "$G --quiet walk tiny.safetensors --points 3 --seconds 4 --enlarge 8 --out ";
  const auto refused = [&](const std::string& command, const std::string& file) {
    CAPTURE(command);
    check_named(model.run(command), file);
    CHECK(disk.is_empty());
  };
  refused("$G --quiet sample tiny.safetensors --count 400 --out disk/o.png", "disk/o.png");
  refused(walk + "disk/o.gif", "disk/o.gif");
  if (model.run("ffmpeg -version").status == 0) refused(walk + "disk/o.mp4", "disk/o.mp4");
  refused("$G --quiet data make rooms disk/set --count 100 --size 64", "disk/set");
  refused("$G --quiet data import pictures disk/pictures.pack --size 16", "disk/pictures.pack");
  refused("$G --quiet model convert tiny.safetensors disk/g.pth", "disk/g.pth");
  refused("$G --quiet model convert tiny.safetensors disk/copy.safetensors", "disk/copy.safetensors");
  refused(kTinyRun + std::string("--steps 3 --out disk/r"), "disk/r/checkpoints");
}

TEST_CASE("a disk that is full while training is told once and when it ends, and the run's curves stay") {
  const test::TinyModel model;
  // Curves and options find room, checkpoints and the model do not.
  const std::string full = "ulimit -f 16; ", six = kTinyRun + std::string("--steps 6 --checkpoint-every 2 ");
  const test::Outcome lost = model.run(full + six + "--out lost");
  CAPTURE(lost.err);
  CHECK(lost.status == 1);
  CHECK(lost.out.empty());
  CHECK(std::count(lost.err.begin(), lost.err.end(), '\n') == 3);
  CHECK(lost.err.find(": lost/checkpoints/step-000002.gsc (") != std::string::npos);
  CHECK(lost.err.find(": lost/checkpoints/step-000006.gsc (") != std::string::npos);
  CHECK(lost.err.find(": lost/model.safetensors (") != std::string::npos);
  CHECK(lost.err.find("/.") == std::string::npos);
  CHECK(test::text_of(model.file("lost/metrics.csv")).find("\n6,0.048,") != std::string::npos);
  CHECK(std::filesystem::exists(model.file("lost/options.json")));
  // What was there before stays.
  CHECK(model.run("cp -r run before && " + full + "$G --quiet train --resume run --steps 6").status == 1);
  CHECK(model
            .run("cmp run/checkpoints/step-000003.gsc before/checkpoints/step-000003.gsc && "
                 "cmp run/model.safetensors before/model.safetensors && test $(ls -A run/checkpoints | wc "
                 "-l) = 1")
            .status == 0);
}

TEST_CASE("a run whose last checkpoint finds no room saves its model all the same, and fails") {
  const test::TinyModel model;
  // Checkpoints have 36 kB: the model finds room.
  const test::Outcome saved = model.run(std::string("ulimit -f 40; ") + kTinyRun +
                                        "--steps 6 --checkpoint-every 2 --sample-every 3 --out r");
  CAPTURE(saved.err);
  CHECK(saved.status == 1);
  CHECK(saved.out.find("step 6  r/model.safetensors") != std::string::npos);
  CHECK(saved.err.find(": r/checkpoints/step-000006.gsc (") != std::string::npos);
  CHECK(saved.err.find("the last checkpoint was not saved, the model was: r/model.safetensors (") !=
        std::string::npos);
  CHECK(std::filesystem::exists(model.file("r/samples/step-000006.png")));
  CHECK(model.run("$G --quiet sample r/model.safetensors --count 1 --out o.png").status == 0);
  CHECK(model.run("$G --json model info r/model.safetensors").out.find("\"step\": 6") != std::string::npos);
}

TEST_CASE("Ctrl-C during training saves what was done and says 130") {
  const test::TinyModel model;
  const auto interrupted =
      model.run(kTinyRun + std::string("--steps 1000000 --out long & pid=$!; "
                                       "until [ -s long/metrics.csv ] && [ $(wc -l < long/metrics.csv) -gt 2 "
                                       "]; do kill -0 $pid || exit 9; "
                                       "done; kill -INT $pid; wait $pid"));
  CHECK(interrupted.status == 130);
  CHECK(model.run("$G --quiet sample long/model.safetensors --count 1 --out o.png").status == 0);
  const auto told = model.run(
      "$G train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 64 --steps 1000000 "
      "--threads 1 --out told 2>told.txt & pid=$!; "
      "until [ -s told/metrics.csv ]; do kill -0 $pid || exit 9; sleep 0.01; done; kill -INT $pid; wait "
      "$pid");
  CHECK(told.status == 130);
  const std::string lines = test::text_of(model.file("told.txt"));
  CHECK(lines.find("\nstopping: saving the checkpoint, then the model") != std::string::npos);
  const std::size_t begun = lines.find("saving the model, gathering statistics: 0 of 16 batches");
  const std::size_t done = lines.find("saving the model, gathering statistics: 16 of 16 batches");
  CHECK(done != std::string::npos);
  CHECK(begun < done);
}

#include <doctest/doctest.h>

#include "tests/cli/program.h"

namespace {

/// Starts an endless run in `long` in front of which stands `before`, waits until it made two steps, does
/// `then` with its $pid, and ends with its status.
test::Outcome in_training(const TemporaryFolder& folder, const std::string& then,
                          const std::string& before = "") {
  return test::shell(
      folder,
      before +
          " $G --quiet --threads 1 train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 64 "
          "--steps 1000000 --checkpoint-every 1000000 --out long & pid=$!; "
          "until [ -s long/metrics.csv ] && [ $(wc -l <long/metrics.csv) -gt 2 ]; do "
          "kill -0 $pid || exit 9; sleep 0.01; done; " +
          then + "; wait $pid");
}

/// Until `condition` holds, while the run goes on.
std::string wait_until(const std::string& condition) {
  return "until " + condition + "; do kill -0 $pid || exit 8; sleep 0.01; done; ";
}

const std::string kCheckpoints = "$(ls long/checkpoints | wc -l)";

/// A program `ffmpeg` that does `when_asked` for its encoders and hangs when it should encode; its number is
/// kept in `ffmpeg.pid`.
void make_ffmpeg(const test::TinyModel& model, const std::string& when_asked) {
  std::filesystem::create_directory(model.file("bin"));
  std::ofstream(model.file("bin/ffmpeg"))
      << "#!/bin/sh\necho $$ >\"$KEEP/ffmpeg.pid\"\ncase \"$*\" in *-encoders*) " << when_asked
      << ";; esac\nexec sleep 1000\n";
  std::filesystem::permissions(model.file("bin/ffmpeg"), std::filesystem::perms::owner_all);
}

}  // namespace

TEST_CASE("the end of the terminal saves a training, as SIGTERM does") {
  for (const std::string signal : {"HUP", "TERM"}) {
    CAPTURE(signal);
    const TemporaryFolder folder;
    CHECK(in_training(folder, "kill -" + signal + " $pid").status == 130);
    CHECK(std::filesystem::exists(folder / "long/model.safetensors"));
    CHECK(test::shell(folder, "test " + kCheckpoints + " = 1").status == 0);
  }
}

TEST_CASE("under nohup the end of the terminal is no concern, and a stop still is") {
  const TemporaryFolder folder;
  const test::Outcome outcome = in_training(folder,
                                            "kill -HUP $pid; n=$(wc -l <long/metrics.csv); " +
                                                wait_until("[ $(wc -l <long/metrics.csv) -gt $((n + 20)) ]") +
                                                "test ! -e long/model.safetensors || exit 7; kill -TERM $pid",
                                            "trap '' HUP;");
  CHECK(outcome.status == 130);
  CHECK(std::filesystem::exists(folder / "long/model.safetensors"));
}

TEST_CASE("SIGUSR1 and SIGUSR2 save and go on, and Ctrl-C works after them") {
  const TemporaryFolder folder;
  const test::Outcome outcome = in_training(
      folder, "kill -USR1 $pid; " + wait_until("[ " + kCheckpoints + " = 1 ]") + "kill -USR2 $pid; " +
                  wait_until("[ " + kCheckpoints + " = 2 ]") + "kill -INT $pid");
  CHECK(outcome.status == 130);
  CHECK(std::filesystem::exists(folder / "long/model.safetensors"));
  CHECK(outcome.out.find("saved  long/checkpoints/step-") == 0);
}

TEST_CASE("a second signal keeps the checkpoint and leaves, whatever the model would take") {
  const TemporaryFolder folder;
  const test::Outcome outcome = in_training(folder, "kill -INT $pid; kill -TERM $pid");
  CHECK(outcome.status == 130);
  CHECK(
      test::shell(folder,
                  "ls -A long long/checkpoints | grep -c tmp; $G --quiet train --resume long --steps 3 >out; "
                  "test " +
                      kCheckpoints + " -ge 1")
          .status == 0);
}

TEST_CASE("a hanging ffmpeg ends with the first Ctrl-C and leaves nothing") {
  for (const char* when_asked : {"echo ' ------'; echo ' V....D libx264 H.264'; exit 0", "true"}) {
    CAPTURE(when_asked);
    const test::TinyModel model;
    make_ffmpeg(model, when_asked);
    const test::Outcome outcome = model.run(
        "export KEEP=\"$PWD\" PATH=\"$PWD/bin:$PATH\"; mkdir out; "
        "$G --quiet walk tiny.safetensors --points 9 --enlarge 16 --seconds 10 --out out/o.mp4 & pid=$!; " +
        wait_until("[ -s ffmpeg.pid ]") + wait_until("grep -q sleep /proc/$(cat ffmpeg.pid)/comm") +
        "kill -INT $pid; wait $pid");
    CHECK(outcome.status == 130);
    CHECK(model.run("test -z \"$(ls -A out)\" && ! kill -0 $(cat ffmpeg.pid)").status == 0);
  }
}

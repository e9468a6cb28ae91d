#include <doctest/doctest.h>

#include "tests/cli/program.h"

TEST_CASE("what a command failed with stands in the log under the command, and --help names the log") {
  const TemporaryFolder folder;
  const std::filesystem::path log = folder / "state/ganscope/ganscope.log";
  const auto run = [&](const std::string& command) {
    return test::shell(folder, "export XDG_STATE_HOME=\"$PWD/state\" && " + command);
  };
  CHECK(run("$G --help").out.find("Log: " + log.string()) != std::string::npos);
  CHECK(run("$G sample --help").status == 0);
  CHECK_FALSE(std::filesystem::exists(log));
  CHECK(run("$G sample no.pth --count 4 --out o.png").status == 1);
  CHECK(run("$G sample no.pth --count nothing --out o.png").status == 2);
  const std::string text = test::text_of(log);
  CHECK(text.find(": ganscope sample no.pth --count 4 --out o.png\n") != std::string::npos);
  CHECK(text.find(" error: there is no such file: no.pth (") != std::string::npos);
  CHECK(text.find(" error: --count: ") != std::string::npos);
}

TEST_CASE("a log that cannot be written changes nothing a command does") {
  const TemporaryFolder folder;
  for (const std::string variables : {"XDG_STATE_HOME=\"$PWD/file\"", "XDG_STATE_HOME= HOME="}) {
    CAPTURE(variables);
    const test::Outcome outcome =
        test::shell(folder, "touch file && export " + variables + " && $G sample no.pth --out o.png");
    CHECK(outcome.status == 1);
    CHECK(test::one_clear_line(outcome, "there is no such file: no.pth"));
    CHECK(test::shell(folder, "export " + variables + " && $G --help").status == 0);
  }
}

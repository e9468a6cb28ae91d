#include "core/base/error.h"

#include <doctest/doctest.h>

#include "core/base/progress.h"

TEST_CASE("an error is one line: what, where, what to try") {
  const core::Error error("could not read", "/a/b", "check the path");
  CHECK(std::string(error.what()) == "could not read: /a/b (check the path)");
  CHECK(error.failed() == "could not read");
  CHECK(error.where() == "/a/b");
  CHECK(error.hint() == "check the path");
}

TEST_CASE("empty parts of an error leave no punctuation behind") {
  CHECK(std::string(core::Error("no").what()) == "no");
  CHECK(std::string(core::Error("no", "x").what()) == "no: x");
  CHECK(std::string(core::Error("no", "", "try").what()) == "no (try)");
}

TEST_CASE("a line break inside a path stays out of the message's line") {
  CHECK(std::string(core::Error("no", "a\nb").what()) == "no: a b");
}

TEST_CASE("progress reports first and then stops the work") {
  std::stop_source source;
  int reported = 0;
  const core::Progress progress{
      [&](std::int64_t done, std::int64_t, std::string_view) { reported += int(done); }, source.get_token()};
  CHECK_NOTHROW(progress.at(1, 10, "images"));
  source.request_stop();
  CHECK_THROWS_AS(progress.at(2, 10, "images"), core::Cancelled);
  CHECK(reported == 3);
}

TEST_CASE("progress nobody listens to costs nothing") {
  CHECK_NOTHROW(core::Progress{}.at(1, 0, "frames"));
}

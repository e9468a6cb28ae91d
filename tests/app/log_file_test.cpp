#include "app/log_file.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/core/small_disk.h"
#include "tests/core/temporary_folder.h"
#include "tests/support/file_text.h"

namespace {

namespace fs = std::filesystem;

using test::text_of;

}  // namespace

TEST_CASE("a line of the log stands below the command, its details indented") {
  const TemporaryFolder folder;
  const fs::path file = folder / "state/ganscope/ganscope.log";
  app::LogFile log(file, "ganscope sample");
  CHECK_FALSE(fs::exists(file));  // a command that has nothing to say makes no file
  log.write(ui::LogKind::kError, "no such file: a.pth", "first\nsecond");
  const std::string text = text_of(file);
  CHECK(text.find(" info: ganscope sample\n") < text.find(" error: no such file: a.pth\n"));
  CHECK(text.ends_with(" error: no such file: a.pth\n    first\n    second\n"));
}

TEST_CASE("control characters of a stranger's name do not reach the log") {
  const TemporaryFolder folder;
  app::LogFile log(folder / "a.log", "ganscope");
  log.write(ui::LogKind::kWarning, "odd \x1b]0;x\x07 name\xff");
  CHECK(text_of(folder / "a.log").ends_with(" warning: odd ?]0;x? name?\n"));
}

TEST_CASE("a second process adds to the log of the first") {
  const TemporaryFolder folder;
  for (const char* line : {"one", "two"}) app::LogFile(folder / "a.log", "ganscope").write({}, line);
  const std::string text = text_of(folder / "a.log");
  CHECK(text.find("one") < text.find("two"));
}

TEST_CASE("the log and two older files take a megabyte each, the oldest lines go") {
  const TemporaryFolder folder;
  app::LogFile log(folder / "a.log", "the opening");
  const std::string line(4000, 'x');
  for (int i = 0; i < 1000; ++i) log.write(ui::LogKind::kInfo, line);
  log.write(ui::LogKind::kInfo, "the newest");
  CHECK(folder.names() == std::vector<std::string>{"a.1.log", "a.2.log", "a.log"});
  for (const std::string& name : folder.names()) CHECK(fs::file_size(folder / name) <= app::LogFile::kBytes);
  CHECK(text_of(folder / "a.log").ends_with("the newest\n"));
  CHECK(text_of(folder / "a.2.log").find("the opening") == std::string::npos);
}

TEST_CASE("a log that cannot be written is none, and the program goes on") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "not a folder";
  app::LogFile log(folder / "file/ganscope/ganscope.log", "ganscope");
  CHECK_FALSE(log.open());
  log.write(ui::LogKind::kError, "lost");
  CHECK(text_of(folder / "file") == "not a folder");
  app::LogFile nowhere({}, "ganscope");
  CHECK_FALSE(nowhere.open());
  nowhere.write(ui::LogKind::kError, "lost");
}

TEST_CASE("lines that find the disk full are lost, and the program goes on") {
  const TemporaryFolder folder;
  const SmallDisk disk(folder / "disk", 64 << 10);
  app::LogFile log(folder / "disk/a.log", "ganscope");
  for (int i = 0; i < 40; ++i) log.write(ui::LogKind::kInfo, std::string(4000, 'x'));
  CHECK(fs::file_size(folder / "disk/a.log") <= 64 << 10);
}

TEST_CASE("without a home folder there is no log file") {
  const ScopedVariable home("HOME", nullptr), state("XDG_STATE_HOME", nullptr);
  CHECK(app::default_log_file().empty());
  const ScopedVariable xdg("XDG_STATE_HOME", "/elsewhere");
  CHECK(app::default_log_file() == "/elsewhere/ganscope/ganscope.log");
}

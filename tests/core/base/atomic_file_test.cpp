#include "core/base/atomic_file.h"

#include <doctest/doctest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <latch>
#include <thread>

#include "core/base/error.h"
#include "tests/core/failing_fsync.h"
#include "tests/core/file_size_limit.h"
#include "tests/core/temporary_folder.h"

namespace {

using Names = std::vector<std::string>;

std::string content(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = core::read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <typename Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const core::Error& error) {
    return error.what();
  }
  return {};
}

/// Root may write everywhere: acts as "nobody" until the end of the scope when the tests run as root.
class WithoutRoot {
 public:
  WithoutRoot() : was_root_(::geteuid() == 0) {
    if (was_root_ && ::seteuid(65534) != 0) FAIL("cannot give up root");
  }

  ~WithoutRoot() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }

  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;

 private:
  bool was_root_;
};

}  // namespace

TEST_CASE("a written file holds exactly the bytes, replaces the old one and leaves no temporary file") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.txt", std::string_view("first, and longer"));
  core::write_file_atomically(folder / "a.txt", std::string_view("second"));
  CHECK(content(folder / "a.txt") == "second");
  core::write_file_atomically(folder / "a.txt", std::string_view());
  CHECK(content(folder / "a.txt").empty());
  CHECK(folder.names() == Names{"a.txt"});
}

TEST_CASE("a written file has the permissions the user's mask asks for") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(027);
  core::write_file_atomically(folder / "a.txt", std::string_view("x"));
  ::umask(before);

  struct stat status {};

  REQUIRE(::stat((folder / "a.txt").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

TEST_CASE("a write that fails half way leaves the old file and nothing else") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.bin", std::string_view("old"));
  std::string message;
  {
    // Lets the first 4096 bytes through: the first write is short, the second one fails.
    const FileSizeLimit limit(4096);
    message = message_of([&] { core::write_file_atomically(folder / "a.bin", std::string(10000, 'n')); });
  }
  CHECK(message.find("too large") != std::string::npos);
  CHECK(message.find("a.bin") != std::string::npos);
  CHECK(content(folder / "a.bin") == "old");
  CHECK(folder.names() == Names{"a.bin"});
}

TEST_CASE("a full device is reported as no space left") {
  const std::string message =
      message_of([] { core::write_file_atomically("/dev/full", std::string_view("x")); });
  CHECK(message.find("no space left") != std::string::npos);
  CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("a device or a pipe is written, never replaced") {
  CHECK_NOTHROW(core::write_file_atomically("/dev/null", std::string_view("x")));
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK_THROWS_AS(core::PendingFile("/dev/null"), core::Error);
}

TEST_CASE("a folder that cannot be written is reported with the path") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "file", std::string_view("x"));
  const auto write = [](const std::filesystem::path& path) {
    return message_of([&] { core::write_file_atomically(path, std::string_view("x")); });
  };
  CHECK(write(folder / "missing/a.txt").find("missing/a.txt") != std::string::npos);
  CHECK(write(folder / "file/a.txt").find("not a directory") != std::string::npos);
  CHECK(write(folder.path()).find("is a directory") != std::string::npos);
  CHECK(write("/proc/a.txt") != "");
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a read-only folder keeps its files") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.txt", std::string_view("old"));
  ::chmod(folder.path().c_str(), 0555);
  std::string message;
  {
    const WithoutRoot user;
    message = message_of([&] { core::write_file_atomically(folder / "a.txt", std::string_view("new")); });
  }
  ::chmod(folder.path().c_str(), 0700);
  CHECK(message.find("permission denied") != std::string::npos);
  CHECK(content(folder / "a.txt") == "old");
  CHECK(folder.names() == Names{"a.txt"});
}

TEST_CASE("saving through a link changes the file behind it and keeps the link") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "real.txt", std::string_view("old"));
  std::filesystem::create_symlink(folder / "real.txt", folder / "link.txt");
  core::write_file_atomically(folder / "link.txt", std::string_view("new"));
  CHECK(std::filesystem::is_symlink(folder / "link.txt"));
  CHECK(content(folder / "real.txt") == "new");
}

TEST_CASE("threads that save one file at once leave one whole content") {
  const TemporaryFolder folder;
  constexpr int kThreads = 4;
  std::latch start(kThreads);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        for (int round = 0; round < 10; ++round) {
          core::write_file_atomically(folder / "a.txt", std::string(5000, static_cast<char>('a' + i)));
        }
      });
    }
  }
  const std::string text = content(folder / "a.txt");
  CHECK(text == std::string(5000, text.at(0)));
  CHECK(folder.names() == Names{"a.txt"});
}

TEST_CASE("a pending file appears on commit, under a hidden name with the same extension until then") {
  const TemporaryFolder folder;
  core::PendingFile pending(folder / "walk.mp4");
  CHECK(pending.temporary().extension() == ".mp4");
  CHECK(pending.temporary().parent_path() == folder.path());
  CHECK(pending.temporary().filename().string().front() == '.');
  std::ofstream(pending.temporary()) << "frames";
  CHECK_FALSE(std::filesystem::exists(folder / "walk.mp4"));
  pending.commit();
  CHECK(content(folder / "walk.mp4") == "frames");
  CHECK(folder.names() == Names{"walk.mp4"});
}

TEST_CASE("a pending file that is given up, or lost, leaves the old file") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "walk.mp4", std::string_view("old"));
  {
    const core::PendingFile pending(folder / "walk.mp4");
    std::ofstream(pending.temporary()) << "half";
  }
  CHECK(folder.names() == Names{"walk.mp4"});
  core::PendingFile lost(folder / "walk.mp4");
  std::filesystem::remove(lost.temporary());
  CHECK_THROWS_AS(lost.commit(), core::Error);
  CHECK(content(folder / "walk.mp4") == "old");
}

TEST_CASE("a file that a dead process left is taken away by the next of its name, one in use is not") {
  const TemporaryFolder folder;
  std::ofstream(folder / ".walk.tmp-1.mp4") << "left";
  std::ofstream(folder / ".other.tmp-1.mp4") << "left";
  {
    const core::PendingFile pending(folder / "walk.mp4"), second(folder / "walk.mp4");
    CHECK(pending.temporary() == folder / ".walk.tmp-1.mp4");
    CHECK(second.temporary() == folder / ".walk.tmp-2.mp4");
    CHECK(core::read_file(pending.temporary()).empty());
    core::remove_leftovers(folder.path());
    CHECK(folder.names() == Names{".walk.tmp-1.mp4", ".walk.tmp-2.mp4"});
  }
  CHECK(folder.names().empty());
}

TEST_CASE("only files of the program's own temporary names are leftovers") {
  const TemporaryFolder folder;
  const Names stay{".tmp-1", ".walk.tmp-x", ".walk.tmp", "walk.tmp-1"};
  for (const std::string& name : stay) std::ofstream(folder / name) << "x";
  std::filesystem::create_symlink("walk.tmp-1", folder / ".link.tmp-1");
  std::ofstream(folder / ".walk.tmp-12-3.mp4") << "x";
  core::remove_leftovers(folder.path());
  CHECK(folder.names() == Names{".link.tmp-1", ".tmp-1", ".walk.tmp", ".walk.tmp-x", "walk.tmp-1"});
}

TEST_CASE("a name of 255 bytes is written, and replaced") {
  const TemporaryFolder folder;
  for (const std::string& name :
       {std::string(251, 'a') + ".png", std::string(255, 'b'),
        "\xEC\x96\xBC" + std::string(248, 'c') + ".png", "d." + std::string(253, 'e')}) {
    CAPTURE(name);
    for (const char* text : {"old", "new"})
      core::write_file_atomically(folder / name, std::string_view(text));
    CHECK(content(folder / name) == "new");
  }
  CHECK(folder.names().size() == 4);
}

TEST_CASE("the first fsync that fails is told and leaves the old file") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "a.txt", std::string_view("old"));
  const test::FailingFsync disk(1);
  CHECK(message_of([&] {
          core::write_file_atomically(folder / "a.txt", std::string_view("new"));
        }).find("could not save the file, input/output error") == 0);
  CHECK(content(folder / "a.txt") == "old");
  CHECK(folder.names() == Names{"a.txt"});
}

TEST_CASE("the folder above a new one is synced") {
  const TemporaryFolder folder;
  const test::FailingFsync disk(0);
  core::make_folder(folder / "a/b");
  CHECK(disk.calls() == 2);
  core::make_folder(folder / "a/b");
  CHECK(disk.calls() == 2);
}

TEST_CASE("two pending files of one name do not share their temporary file") {
  const TemporaryFolder folder;
  const core::PendingFile a(folder / "a.gif");
  const core::PendingFile b(folder / "a.gif");
  CHECK(a.temporary() != b.temporary());
}

TEST_CASE("reading refuses what is missing, too large, a folder or a device") {
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "ten", std::string_view("0123456789"));
  CHECK(core::read_file(folder / "ten", 10).size() == 10);
  CHECK_THROWS_AS(core::read_file(folder / "ten", 9), core::Error);
  CHECK(core::read_file_head(folder / "ten", 9).size() == 9);
  CHECK(core::read_file_head(folder / "ten", 11).size() == 10);
  CHECK_THROWS_AS(core::read_file(folder / "missing"), core::Error);
  CHECK_THROWS_AS(core::read_file(folder.path()), core::Error);
  CHECK_THROWS_AS(core::read_file("/dev/zero"), core::Error);
}

TEST_CASE("a pipe nobody writes to is refused at once") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(core::read_file(folder / "pipe"), core::Error);
  CHECK_THROWS_AS(core::read_file_head(folder / "pipe", 8), core::Error);
}

TEST_CASE("folders are made with their parents, and a file in the way is an error") {
  const TemporaryFolder folder;
  CHECK_NOTHROW(core::make_folder(folder / "a/b/c"));
  CHECK_NOTHROW(core::make_folder(folder / "a/b/c"));
  CHECK_NOTHROW(core::make_folder(""));
  CHECK(std::filesystem::is_directory(folder / "a/b/c"));
  core::write_file_atomically(folder / "file", std::string_view("x"));
  CHECK_THROWS_AS(core::make_folder(folder / "file"), core::Error);
  CHECK_THROWS_AS(core::make_folder(folder / "file/sub"), core::Error);
}

TEST_CASE("numbered files count up from 001 and fill the first gap") {
  const TemporaryFolder folder;
  CHECK(core::numbered_file(folder.path(), "sheet", ".png") == folder / "sheet-001.png");
  core::write_file_atomically(folder / "sheet-001.png", std::string_view("x"));
  core::write_file_atomically(folder / "sheet-003.png", std::string_view("x"));
  CHECK(core::numbered_file(folder.path(), "sheet", "png") == folder / "sheet-002.png");
  for (int i = 1; i <= 999; ++i) {
    char name[32];
    std::snprintf(name, sizeof name, "run-%03d", i);
    std::ofstream(folder / name).put('x');
  }
  CHECK(core::numbered_file(folder.path(), "run", "") == folder / "run-1000");
}

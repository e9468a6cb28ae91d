#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>

#include "tests/core/temporary_folder.h"
#include "tests/support/file_text.h"

namespace test {

struct Outcome {
  int status = 0;  // exit status; 128 + signal when it was killed
  std::string out, err;
};

/// The program under a shell, so that tests can write redirections and limits in front of it. `$G` is the
/// program.
inline Outcome shell(const TemporaryFolder& folder, const std::string& command) {
  const std::filesystem::path out = folder.path() / ".out", err = folder.path() / ".err";
  const std::string line = "cd '" + folder.path().string() + "' && export G='" GANSCOPE_PROGRAM "' && { " +
                           command + "\n} >'" + out.string() + "' 2>'" + err.string() + "' </dev/null";
  const int status = std::system(line.c_str());
  Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text_of(out),
                  text_of(err)};
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return outcome;
}

/// A folder with a tiny trained model `tiny.safetensors`: 16 px, width 4, three steps.
class TinyModel {
 public:
  TinyModel() {
    trained_ = shell(folder_,
                     "$G --quiet train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 64 "
                     "--steps 3 --threads 1 --out run && "
                     "cp run/model.safetensors tiny.safetensors");
  }

  const TemporaryFolder& folder() const { return folder_; }

  const Outcome& trained() const { return trained_; }

  Outcome run(const std::string& command) const { return shell(folder_, command); }

  std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }

 private:
  TemporaryFolder folder_;
  Outcome trained_;
};

/// One line, says `what`, nothing on standard output.
inline bool one_clear_line(const Outcome& outcome, const std::string& what) {
  return outcome.out.empty() && outcome.err.find(what) != std::string::npos &&
         outcome.err.find('\n') == outcome.err.size() - 1;
}

struct Refusal {
  const char* command;
  int status;
  const char* says;
};

/// Each command ends with its status and one clear line.
inline void check_refused(const TemporaryFolder& folder, std::initializer_list<Refusal> refusals) {
  for (const Refusal& refusal : refusals) {
    const std::string command = refusal.command;
    CAPTURE(command);
    const Outcome outcome = shell(folder, command);
    CAPTURE(outcome.out);
    CAPTURE(outcome.err);
    CHECK(outcome.status == refusal.status);
    CHECK(one_clear_line(outcome, refusal.says));
  }
}

}  // namespace test

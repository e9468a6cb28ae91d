#pragma once

#include <stdio.h>

#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/cli.h"
#include "app/cli/context.h"
#include "tests/support/mock_engine.h"

namespace test {

/// Keeps what the command line asked of it; nothing is drawn.
class RecordingEngine : public MockEngine {
 public:
  core::ModelSource loaded;
  std::optional<core::ExportRequest> figure;

  core::FrozenModelPtr load_model(const core::ModelSource& source) override {
    loaded = source;
    return MockEngine::load_model(source);
  }

  core::TaskResult run(const core::TaskRequest& task, core::FrozenModelPtr model,
                       const core::Progress& progress) override {
    if (const auto* asked = std::get_if<core::ExportRequest>(&task)) figure = *asked;
    return MockEngine::run(task, std::move(model), progress);
  }
};

/// The words of a line as a POSIX shell splits it.
inline std::vector<std::string> shell_words(const std::string& line) {
  FILE* shell = popen(("printf '%s\\0' " + line).c_str(), "r");
  if (!shell) throw std::runtime_error("no shell");
  std::string printed;
  char part[4096];
  for (std::size_t count; (count = fread(part, 1, sizeof part, shell)) > 0;) printed.append(part, count);
  if (pclose(shell) != 0) throw std::runtime_error("the shell does not understand: " + line);
  std::vector<std::string> words;
  std::istringstream text(printed);
  for (std::string word; std::getline(text, word, '\0');) words.push_back(word);
  return words;
}

/// A `ganscope ...` line run by the program's own command line on `engine`: its exit status.
inline int run_line(const std::string& line, std::shared_ptr<core::Engine> engine) {
  std::vector<std::string> words = shell_words(line);
  words.erase(words.begin());
  app::LogFile log({}, {});  // keeps nothing
  app::CliContext context({}, log, std::move(engine));
  context.quiet = true;
  return app::run(std::move(words), context);
}

}  // namespace test

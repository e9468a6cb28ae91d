#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/core/temporary_folder.h"

/// The tests live in a home of their own, in which no other program is found: no file manager opens, no
/// native file dialog, nothing of the person's settings is read or written.
int main(int count, char** arguments) {
  const TemporaryFolder home;
  const ScopedVariable homes[] = {{"HOME", home.path().c_str()},
                                  {"XDG_CONFIG_HOME", (home / "config").c_str()},
                                  {"XDG_STATE_HOME", (home / "state").c_str()},
                                  {"PATH", home.path().c_str()}};
  std::error_code none;
  std::filesystem::remove_all(std::filesystem::path(GANSCOPE_BINARY_DIR) / "ui-failures", none);
  return doctest::Context(count, arguments).run();
}

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "tests/core/temporary_folder.h"

/// What the program says in these tests does not reach the log of the person who runs them.
int main(int count, char** arguments) {
  const TemporaryFolder state;
  const ScopedVariable variable("XDG_STATE_HOME", state.path().c_str());
  return doctest::Context(count, arguments).run();
}

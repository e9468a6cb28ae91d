#include <csignal>

#include "app/cli/cli.h"

int main(int argc, char** argv) {
  // Past a file size limit or into a pipe nobody reads, writing fails with an error that is reported, instead
  // of ending the program.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  return app::run(argc, argv);
}

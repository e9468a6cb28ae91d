#include <fcntl.h>

#include <csignal>
#include <cstdlib>

#include "app/cli/cli.h"

namespace {

/// Where a standard stream is closed, the next file opened would take its number, and what is said on the
/// stream would be written into that file.
void open_standard_streams() {
  for (const int stream : {0, 1, 2})
    if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0) std::_Exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  // Past a file size limit or into a pipe nobody reads, writing fails with an error that is reported, instead
  // of ending the program.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  return app::run(argc, argv);
}

#include "app/cli/out_file.h"

#include <vector>

namespace app {

void OutFile::check() const {
  const std::vector<io::ContentKind> kinds = io::written_as(path);
  if (!force && !kinds.empty()) io::check_replaceable(path, kinds);
}

void OutFile::check(std::initializer_list<io::ContentKind> kinds) const {
  if (!force && !path.empty()) io::check_replaceable(path, {kinds.begin(), kinds.end()});
}

CLI::Option* add_out_file(CLI::App& command, const std::string& name, OutFile& out, const std::string& help) {
  CLI::Option* option = command.add_option(name, out.path, help);
  command.add_flag("--force", out.force, "Replace what is there, whatever the file holds");
  return option;
}

}  // namespace app

#pragma once

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <string>

#include "core/io/content/replaceable.h"

namespace app {

/// A file that a command writes. It replaces one of its own kind; anything else only with --force.
struct OutFile {
  std::string path;
  bool force = false;

  /// Throws core::Error where something else would be lost: anything but the kinds written under its ending.
  /// An ending that no file is written under is refused, or makes a folder, which replaces nothing. Call it
  /// before the work.
  void check() const;
  /// The same where the ending does not tell the kind.
  void check(std::initializer_list<io::ContentKind> kinds) const;
};

/// The option or place `name` of the file, and --force.
CLI::Option* add_out_file(CLI::App& command, const std::string& name, OutFile& out, const std::string& help);

}  // namespace app

#pragma once

#include <filesystem>
#include <string>

#include "core/base/shell_quoted.h"
#include "core/request/requests.h"

namespace ui {

/// What a command line names besides its options.
struct CommandFiles {
  std::string model;             // bundled name or file
  std::filesystem::path out;     // the figure it writes
  std::filesystem::path state;   // the whole request; used where words do not reach
  std::filesystem::path boxes;   // COCO JSON; forget only
  std::filesystem::path images;  // folder; guided of images from elsewhere only
  std::string model_options{};   // see model_options()
};

/// What was chosen for the model beside its file: " --prior uniform --activation leaky"; or nothing.
std::string model_options(const core::ModelSource& source);

/// Every z of the request has its seed and every setting an option, so that the command needs no state file.
bool has_words(const core::ExportRequest& request);
/// The `ganscope ...` line that writes the same figure: in words where has_words(), else with --state.
/// Ready for a POSIX shell.
std::string command_text(const core::ExportRequest& request, const CommandFiles& files);
using core::shell_quoted;

}  // namespace ui

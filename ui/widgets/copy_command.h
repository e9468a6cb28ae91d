#pragma once

#include <filesystem>
#include <string>

#include "core/request/requests.h"
#include "ui/frame/frame.h"

namespace ui {

/// Where the window writes exports and state files: the chosen folder, else the default one.
std::filesystem::path export_folder(const Settings& settings);
/// `folder/stem-001.ext` in the export folder, the first that neither exists nor is waited for: no export
/// takes another's place.
std::filesystem::path numbered_export(const Frame& frame, const std::string& stem, const char* extension);

/// What names the shown model on the command line: a bundled name, the file it was opened from, or the file
/// that the run in training will write.
std::string model_argument(const Frame& frame);

/// The `ganscope ...` line that writes this figure of the model that `argument` names. What words cannot say
/// (a z without seed, boxes drawn in the window, an image from elsewhere) is written into the folder first
/// and named by --state, --boxes and --images. Throws core::Error when it cannot be written.
std::string written_command(const core::ModelInfo& model, const std::string& argument,
                            const std::filesystem::path& folder, const core::ExportRequest& request);

/// Puts that line for the shown model on the clipboard, with a toast; a failure becomes an error toast. An
/// empty `out` becomes a numbered PNG.
void copy_command(Frame& frame, core::ExportRequest request);

}  // namespace ui

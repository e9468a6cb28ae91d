#include "ui/widgets/copy_command.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <variant>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/image/png.h"
#include "core/request/boxes_json.h"
#include "core/request/request_json.h"
#include "core/run/run_name.h"
#include "ui/look/tr.h"
#include "ui/widgets/command_text.h"

namespace ui {
namespace {

/// The images that a figure shows but does not hold, in a folder of their own under the names it gives them.
std::filesystem::path written_images(const std::filesystem::path& folder, const core::GuidedRequest& guided) {
  const std::filesystem::path images = core::numbered_folder(folder, "guided-input");
  core::make_folder(images);
  for (std::size_t i = 0; i < guided.images.size(); ++i)
    core::write_file_atomically(images / guided.image_names[i], core::encode_png(guided.images[i]));
  return images;
}

/// Writes what the line names besides the model and the figure.
CommandFiles written_files(const core::ModelInfo& model, const std::string& argument,
                           const std::filesystem::path& folder, const core::ExportRequest& request) {
  CommandFiles files{argument, request.out, {}, {}, {}};
  // The net in training has no file yet that something could be chosen for.
  if (!model.sha256.empty()) files.model_options = model_options(model.source);
  const std::string stem = core::figure_name(request.figure);
  const auto* forget = std::get_if<core::ForgetRequest>(&request.figure);
  if (forget || !has_words(request)) core::make_folder(folder);
  if (forget) {
    files.boxes = core::numbered_file(folder, stem + "-boxes", "json");
    core::write_file_atomically(files.boxes, core::boxes_to_coco(forget->fit.boxes, model.size));
  }
  const auto* guided = std::get_if<core::GuidedRequest>(&request.figure);
  if (guided && !guided->images.empty()) files.images = written_images(folder, *guided);
  if (!has_words(request)) {
    files.state = core::numbered_file(folder, stem + "-state", "json");
    const core::Json state = core::provenance(model, request);
    core::write_file_atomically(files.state, core::json_text(state) + "\n");
  }
  return files;
}

}  // namespace

std::filesystem::path export_folder(const Settings& settings) {
  return settings.export_folder.empty() ? core::default_export_folder() : settings.export_folder;
}

std::filesystem::path numbered_export(const Frame& frame, const std::string& stem, const char* extension) {
  const auto writes = [](const core::RunTask& task, const std::filesystem::path& file) {
    return core::written_file(task.request) == file;
  };
  return core::numbered_file(
      export_folder(frame.view.settings), stem, extension, [&](const std::filesystem::path& file) {
        const auto& jobs = frame.snapshot.jobs;
        const auto& sent = frame.out.commands;
        return std::any_of(
                   jobs.begin(), jobs.end(),
                   [&](const core::JobSnapshot& job) { return job.task && writes(*job.task, file); }) ||
               std::any_of(sent.begin(), sent.end(), [&](const core::Command& command) {
                 const auto* task = std::get_if<core::RunTask>(&command);
                 return task && writes(*task, file);
               });
      });
}

std::string model_argument(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return {};
  if (model->sha256.empty()) return (frame.snapshot.train->options.run / "model.safetensors").string();
  return model->source.file.empty() ? model->name : model->source.file;
}

std::string written_command(const core::ModelInfo& model, const std::string& argument,
                            const std::filesystem::path& folder, const core::ExportRequest& request) {
  return command_text(request, written_files(model, argument, folder, request));
}

void copy_command(Frame& frame, core::ExportRequest request) {
  if (!frame.model()) return;
  if (request.out.empty()) request.out = numbered_export(frame, core::figure_name(request.figure), "png");
  try {
    const std::string line =
        written_command(*frame.model(), model_argument(frame), export_folder(frame.view.settings), request);
    ImGui::SetClipboardText(line.c_str());
    frame.out.toast({ToastKind::kDone, tr("Command copied"), verbatim(line), {}});
  } catch (const core::Error& error) {
    frame.out.toast({ToastKind::kError, tr("The state could not be written"), verbatim(error.what()), {}});
  }
}

}  // namespace ui

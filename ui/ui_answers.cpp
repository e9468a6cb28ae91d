#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/frame/training_control.h"
#include "ui/look/tr.h"
#include "ui/shell/settings_file.h"
#include "ui/ui_state.h"
#include "ui/widgets/file_kind.h"
#include "ui/workspaces/forget/boxes_file.h"

// What Ui does about what was asked for: by panels, in a file dialog, by dropping files.
namespace ui {
namespace {

/// Where a file dialog begins: where the program itself writes such files.
std::filesystem::path start_folder(DialogKind kind, const Settings& settings) {
  if (kind == DialogKind::kRun) return core::default_run_folder();
  const std::filesystem::path exports =
      settings.export_folder.empty() ? core::default_export_folder() : settings.export_folder;
  std::error_code missing;
  const bool boxes = kind == DialogKind::kBoxes && std::filesystem::is_directory(exports, missing);
  return boxes ? exports : std::filesystem::current_path();
}

}  // namespace

void Ui::State::act_on_dialog(ActionContext& context) {
  const auto choice = shell.dialog.update(theme);
  if (!choice) return;
  switch (choice->kind) {
    case FileDialog::Kind::kModel:
      return context.frame.out.send(core::LoadModel{choice->path.string()});
    case FileDialog::Kind::kImage:
      return context.frame.out.send(core::RunTask{core::OpenImageRequest{choice->path}});
    case FileDialog::Kind::kRun:
      return context.frame.out.send(core::StartTraining{resume_options(choice->path), true});
    case FileDialog::Kind::kFolder:
    case FileDialog::Kind::kPacked:
      document.train.options.data = document.evaluate.data = choice->path.string();
      context.frame.out.send(core::RunTask{core::LookAtDataRequest{choice->path.string()}});
      return context.frame.out.remember(tr("Data folder"));
    case FileDialog::Kind::kBoxes:
      if (const core::ModelInfo* model = context.frame.model())
        forget::load_boxes(choice->path, model->size, document.forget, context.frame.out);
      return;
    case FileDialog::Kind::kExportFolder:
      view.settings.export_folder = choice->path;
      return;
  }
}

void Ui::State::act_on(Outbox& asked, const core::Snapshot& snapshot) {
  for (Toast& toast : asked.toasts) {
    const LogKind kind = toast.kind == ToastKind::kError     ? LogKind::kError
                         : toast.kind == ToastKind::kWarning ? LogKind::kWarning
                                                             : LogKind::kDone;
    shell.log.add(kind, toast.title + (toast.line.empty() ? "" : ": " + toast.line));
    shell.toasts.push(std::move(toast), shell.now);
  }
  for (const std::string& label : asked.remembered) history.push(label, document);
  if (asked.undo && history.can_undo()) document = history.undo();
  if (asked.redo && history.can_redo()) document = history.redo();
  if (const auto entry = std::exchange(shell.history_entry, std::nullopt)) document = history.go_to(*entry);
  if (asked.go_to) {
    if (*asked.go_to != view.workspace) shell.toasts.see(shell.now);
    view.workspace = *asked.go_to;
  }
  if (asked.dialog) shell.dialog.open(*asked.dialog, start_folder(*asked.dialog, view.settings));
  if (asked.open_model_dialog) shell.dialog.open(FileDialog::Kind::kModel, std::filesystem::current_path());
  for (core::Command& command : asked.commands) commands.push_back(std::move(command));
  const bool busy = run_goes_on(snapshot.train->phase);
  if (asked.quit || std::exchange(shell.quit, false)) (busy ? shell.closing : window.quit) = true;
  if (std::exchange(shell.toggle_full_screen, false)) window.full_screen = true;
  if (std::exchange(shell.train_hidden, false)) window.train_hidden = true;
  if (asked.screenshot || std::exchange(shell.screenshot, false)) {
    const auto folder =
        view.settings.export_folder.empty() ? core::default_export_folder() : view.settings.export_folder;
    window.screenshot = core::numbered_file(folder, "screenshot", "png");
  }
}

void Ui::State::save_settings() {
  try {
    layout.save(view.settings.scale, false);
    if (options.settings.empty()) return;
    std::string text = settings_text(view.settings);
    if (text == saved_settings) return;
    saved_settings = std::move(text);
    core::make_folder(options.settings.parent_path());
    core::write_file_atomically(options.settings, saved_settings);
  } catch (const core::Error& error) {
    shell.log.add(LogKind::kWarning, verbatim(error.what()));
  }
}

void Ui::files_dropped(const std::vector<std::filesystem::path>& paths) {
  State& s = *state_;
  std::vector<std::string> models;
  for (const std::filesystem::path& path : paths) {
    switch (file_kind(path)) {
      case FileKind::kModel:
        models.push_back(path.string());
        break;
      case FileKind::kImage:
        s.out.send(core::RunTask{core::OpenImageRequest{path}});
        s.out.go_to = core::Workspace::kDiscriminator;
        break;
      case FileKind::kFolder:
        s.document.train.options.data = s.document.evaluate.data = path.string();
        s.out.send(core::RunTask{core::LookAtDataRequest{path.string()}});
        s.out.remember(tr("Data folder"));
        s.out.toast({ToastKind::kDone, tr("Data for Train and Evaluate"), verbatim(path.string()), {}});
        break;
      case FileKind::kOther:
        s.out.toast(
            {ToastKind::kError,
             tr("Nothing was opened"),
             verbatim(path.string()) + " (" +
                 tr("drop a model (.safetensors, .pth, .t7, .npy, .npz), an image or a folder of images") +
                 ")",
             {}});
        break;
    }
  }
  // Two may be a generator and its discriminator.
  if (models.size() == 2) return s.out.send(core::LoadModel{models[0], models[1]});
  for (std::string& model : models) s.out.send(core::LoadModel{std::move(model)});
}

}  // namespace ui

#include <fmt/format.h>

#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "ui/frame/training_control.h"
#include "ui/look/tr.h"
#include "ui/shell/change_words.h"
#include "ui/shell/settings_file.h"
#include "ui/ui_state.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/file_kind.h"
#include "ui/workspaces/forget/boxes_file.h"

// What Ui does about what was asked for: by panels, in a file dialog, by dropping files.
namespace ui {
namespace {

constexpr std::size_t kLargestJson = 64u << 20;

/// Where a file dialog begins: where the program itself writes such files.
std::filesystem::path start_folder(DialogKind kind, const Settings& settings) {
  if (!core::home_folder()) return core::working_folder();
  if (kind == DialogKind::kRun) return core::default_run_folder();
  const std::filesystem::path exports = export_folder(settings);
  std::error_code missing;
  const bool boxes = kind == DialogKind::kBoxes && std::filesystem::is_directory(exports, missing);
  return boxes ? exports : core::working_folder();
}

/// The text of a file that says how a figure is made; empty = it is another, or cannot be read.
std::string figure_state(const std::filesystem::path& file) {
  try {
    const std::vector<std::byte> bytes = core::read_file(file, kLargestJson);
    std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const core::Json json = core::parse_json(text, file.string());
    return json.is_object() && json.contains("request") ? text : std::string();
  } catch (const core::Error&) {
    return {};  // who reads it as boxes says why
  }
}

}  // namespace

void Ui::State::act_on_dialog(ActionContext& context) {
  const auto choice = shell.dialog.update(theme, view.settings);
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
      return context.frame.out.remember(
          fmt::format("{}: {}", tr("Data folder"), verbatim(choice->path.filename().string())));
    case FileDialog::Kind::kBoxes:
      if (const core::ModelInfo* model = context.frame.model())
        forget::load_boxes_or_mask(choice->path, *model, document.forget, context.frame.out);
      return;
    case FileDialog::Kind::kExportFolder:
      view.settings.export_folder = choice->path;
      return;
  }
}

/// A state that "copy as command" wrote is restored as an export's is; anything else is boxes or a mask. Both
/// need the model, which only a frame knows.
void Ui::State::take_dropped_json(Frame& frame) {
  for (const std::filesystem::path& file : std::exchange(dropped_json, {})) {
    const core::ModelInfo* model = frame.model();
    if (std::string state = figure_state(file); !state.empty()) {
      shell.restore = {std::make_shared<const core::OpenImageRequest>(core::OpenImageRequest{file}),
                       std::make_shared<const core::OpenedImage>(core::OpenedImage{{}, std::move(state)})};
    } else if (model) {
      frame.out.go_to = core::Workspace::kForget;
      forget::load_boxes_or_mask(file, *model, document.forget, frame.out);
    } else {
      frame.out.toast({ToastKind::kError,
                       tr("Nothing was opened"),
                       tr("open the model of the boxes or the mask first"),
                       {}});
    }
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
  for (const std::string& label : asked.remembered) {
    const std::string words = change_words(history.entries()[history.position()].document, document);
    history.push(words.empty() ? label : words, document);
  }
  if (asked.undo && history.can_undo()) document = history.undo();
  if (asked.redo && history.can_redo()) document = history.redo();
  if (const auto entry = std::exchange(shell.history_entry, std::nullopt)) document = history.go_to(*entry);
  if (auto press = std::exchange(shell.press, std::nullopt)) {
    asked.go_to = press->workspace;
    panels.focus(press->workspace, press->panel_window);
    buttons.press(std::move(press->button));
  }
  if (asked.go_to) {
    if (*asked.go_to != view.workspace) shell.toasts.see(shell.now);
    view.workspace = *asked.go_to;
  }
  if (asked.dialog) shell.dialog.open(*asked.dialog, start_folder(*asked.dialog, view.settings));
  if (asked.open_model_dialog) shell.dialog.open(FileDialog::Kind::kModel, core::working_folder());
  const bool busy = run_goes_on(snapshot.train->phase);
  if (asked.quit || std::exchange(shell.quit, false)) (busy ? shell.closing : window.quit) = true;
  if (std::exchange(shell.toggle_full_screen, false)) window.full_screen = true;
  if (std::exchange(shell.train_hidden, false)) window.train_hidden = true;
  if (asked.screenshot || std::exchange(shell.screenshot, false)) {
    window.screenshot = core::numbered_file(export_folder(view.settings), "screenshot", "png");
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
  state_->panels.guard().part("drop", state_->shell, [&] { state_->take_dropped(paths); });
}

void Ui::State::take_dropped(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::string> models;
  for (const std::filesystem::path& path : paths) {
    switch (file_kind(path)) {
      case FileKind::kModel:
        models.push_back(path.string());
        break;
      case FileKind::kImage:
        out.send(core::RunTask{core::OpenImageRequest{path}});  // its answer brings up the Discriminator
        break;
      case FileKind::kFolder:
        document.train.options.data = document.evaluate.data = path.string();
        out.send(core::RunTask{core::LookAtDataRequest{path.string()}});
        out.remember(fmt::format("{}: {}", tr("Data folder"), verbatim(path.filename().string())));
        break;
      case FileKind::kJson:
        dropped_json.push_back(path);
        break;
      case FileKind::kOther:
        out.toast({ToastKind::kError,
                   tr("Nothing was opened"),
                   verbatim(path.string()) + " (" +
                       tr("drop a model (.safetensors, .pth, .t7, .npy, .npz), an image, a folder of "
                          "images, boxes or a mask") +
                       ")",
                   {}});
        break;
    }
  }
  // Two may be a generator and its discriminator.
  if (models.size() == 2) return out.send(core::LoadModel{models[0], models[1]});
  for (std::string& model : models) out.send(core::LoadModel{std::move(model)});
}

}  // namespace ui

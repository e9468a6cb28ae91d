#include "ui/ui.h"

#include <imgui_internal.h>
#include <implot.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/actions.h"
#include "ui/command_palette.h"
#include "ui/dialogs.h"
#include "ui/dock_layout.h"
#include "ui/event_sink.h"
#include "ui/file_kind.h"
#include "ui/gl/image_programs.h"
#include "ui/gl/texture_store.h"
#include "ui/menu_bar.h"
#include "ui/panel_host.h"
#include "ui/settings_file.h"
#include "ui/status_bar.h"
#include "ui/toast_view.h"
#include "ui/tr.h"
#include "ui/training_control.h"
#include "ui/workspace_names.h"
#include "ui/workspaces/forget/boxes_file.h"

namespace ui {
namespace {

constexpr double kMovingSeconds = 1.0 / 60;
constexpr double kIdleSeconds = 10;  // the status bar's "Saved ... ago" moves that often

/// ImPlot's context lives as long as the window's contents.
struct PlotContext {
  PlotContext() { ImPlot::CreateContext(); }

  ~PlotContext() { ImPlot::DestroyContext(); }

  PlotContext(const PlotContext&) = delete;
  PlotContext& operator=(const PlotContext&) = delete;
};

std::vector<std::unique_ptr<WorkspaceView>> make_workspaces() {
  std::vector<std::unique_ptr<WorkspaceView>> views;
  views.push_back(make_explore_workspace());
  views.push_back(make_arithmetic_workspace());
  views.push_back(make_discriminator_workspace());
  views.push_back(make_forget_workspace());
  views.push_back(make_train_workspace());
  views.push_back(make_evaluate_workspace());
  return views;
}

Settings starting_settings(const UiOptions& options) {
  Settings settings = load_settings(options.settings);
  if (options.theme) settings.theme = *options.theme;
  if (options.scale) settings.scale = std::clamp(*options.scale, 0.75f, 3.0f);
  if (!options.first_minute) settings.first_minute_hidden = true;
  settings.pseudo_locale = options.pseudo_locale;
  return settings;
}

bool same_request(const core::RenderRequest& a, const core::RenderRequest& b) {
  return a.live == b.live && a.background == b.background && a.inspect == b.inspect;
}

/// Where a file dialog begins: where the program itself writes such files.
std::filesystem::path start_folder(DialogKind kind, const Settings& settings) {
  if (kind == DialogKind::kRun) return core::default_run_folder();
  const std::filesystem::path exports =
      settings.export_folder.empty() ? core::default_export_folder() : settings.export_folder;
  std::error_code missing;
  const bool boxes = kind == DialogKind::kBoxes && std::filesystem::is_directory(exports, missing);
  return boxes ? exports : std::filesystem::current_path();
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

struct Ui::State {
  explicit State(UiOptions given)
      : options(std::move(given)),
        language(options.pseudo_locale ? Locale::kPseudo : Locale::kEnglish),
        history(core::Document{}),
        actions(make_actions()),
        layout(options.layout, starting_settings(options).scale),
        workspaces(make_workspaces()) {}

  UiOptions options;
  Language language;
  PlotContext plots;
  core::Document document;
  core::History history;
  ViewState view;
  Outbox out;
  Shell shell;
  TextureStore textures;
  Theme theme;
  std::vector<Action> actions;
  DockLayout layout;
  PanelHost panels;
  CommandPalette palette;
  std::vector<std::unique_ptr<WorkspaceView>> workspaces;

  std::vector<core::Command> commands;
  std::optional<core::RenderRequest> request, pending;
  WindowRequests window;
  std::string saved_settings;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  float monitor_scale = 1;
  bool styled = false;

  WorkspaceView& shown() { return *workspaces[static_cast<std::size_t>(view.workspace)]; }

  EventTargets targets() { return {document, history, view, shell}; }

  void take_news(const core::Snapshot& snapshot, const std::vector<core::Event>& events);
  void draw_frame(ActionContext& context);
  void draw_host(ActionContext& context);
  void act_on(Outbox& asked, const core::Snapshot& snapshot);
  void act_on_dialog(ActionContext& context);
  void plan(const Frame& frame);
  void save_settings();
};

Ui::Ui(UiOptions options) : state_(std::make_unique<State>(std::move(options))) {
  State& s = *state_;
  use_language(&s.language);
  s.view.settings = starting_settings(s.options);
  s.saved_settings = settings_text(s.view.settings);
  if (s.options.workspace) s.view.workspace = *s.options.workspace;
  s.theme = make_theme(s.view.settings.theme);
  s.theme.fonts = load_fonts(s.options.fonts);
  s.textures.programs().set_folder(s.options.shaders);
  s.shell.device = s.options.device;
  s.shell.bundled = core::bundled_models();
}

Ui::~Ui() {
  try {
    state_->layout.save(state_->view.settings.scale, true);
  } catch (const core::Error&) {
    // The window is closing: a layout that cannot be written is made anew at the next start.
  }
  use_language(nullptr);
}

void Ui::prepare(float monitor_scale) {
  State& s = *state_;
  const Settings& settings = s.view.settings;
  const float scale = settings.scale * monitor_scale;
  if (s.styled && s.theme.kind == settings.theme && s.theme.scale == scale) return;
  const bool rescaled = s.styled && s.theme.scale != scale;
  const Fonts fonts = s.theme.fonts;
  s.theme = make_theme(settings.theme);
  s.theme.fonts = fonts;
  s.theme.scale = scale;
  s.monitor_scale = monitor_scale;
  apply_style(s.theme);
  if (rescaled) s.layout.reset();
  s.styled = true;
}

void Ui::draw(const core::Snapshot& snapshot, std::vector<core::Event> events) {
  State& s = *state_;
  const auto begin = std::chrono::steady_clock::now();
  const double before = s.shell.now;
  s.shell.now = seconds_since(s.start);
  s.take_news(snapshot, events);
  s.textures.update(snapshot);
  Frame frame{s.document, s.history,   snapshot,
              s.view,     s.out,       s.textures,
              s.theme,    s.shell.now, static_cast<float>(s.shell.now - before)};
  ActionContext context{frame, s.shell};
  s.draw_frame(context);
  s.plan(frame);
  Outbox asked = std::exchange(s.out, {});
  s.act_on(asked, snapshot);
  s.save_settings();
  s.shell.gui_milliseconds = s.shell.gui_milliseconds * 0.9 + seconds_since(begin) * 1e3 * 0.1;
}

void Ui::State::take_news(const core::Snapshot& snapshot, const std::vector<core::Event>& events) {
  EventTargets changed = targets();
  for (const core::Event& event : events) apply_event(event, changed);
  if (snapshot.model) {
    // A net in training takes the place of the shown one without an event.
    const core::ModelInfo& model = snapshot.model->info();
    if (document.explore.current.z.size() != static_cast<std::size_t>(model.nz)) adopt_model(model, changed);
  }
  shell.toasts.tick(shell.now);
  const core::Phase phase = snapshot.train->phase;
  const bool running = phase == core::Phase::kTraining || phase == core::Phase::kPaused ||
                       phase == core::Phase::kStopping || phase == core::Phase::kLoading;
  if (shell.quit_when_stopped && !running) window.quit = true;
}

/// Keyboard navigation would take Tab, Space and the arrows from the canvases; popups and menus have it.
static void navigate_popups_only() {
  ImGuiIO& io = ImGui::GetIO();
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  if (popup)
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

void Ui::State::draw_frame(ActionContext& context) {
  navigate_popups_only();
  run_by_keys(actions, context);
  draw_menu_bar(actions, context);
  draw_host(context);
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  WorkspaceView& workspace = shown();
  if (!popup && !ImGui::GetIO().WantTextInput) workspace.keys(context.frame);
  workspace.update(context.frame);
  panels.draw(workspace, context);
  draw_status_bar(context);
  palette.draw(actions, context);
  draw_shortcut_sheet(actions, context);
  draw_settings(context);
  draw_model_card(context);
  draw_about(context);
  draw_closing_question(context);
  act_on_dialog(context);
  draw_toasts(context.frame, shell);
}

void Ui::State::draw_host(ActionContext& context) {
  if (std::exchange(shell.reset_layout, false)) layout.reset();
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float top = theme.px(metric::kMenuBar), bottom = theme.px(metric::kStatusBar);
  ImGui::SetNextWindowPos({viewport->Pos.x, viewport->Pos.y + top});
  ImGui::SetNextWindowSize({viewport->Size.x, std::max(viewport->Size.y - top - bottom, 1.0f)});
  panels.host(context, [&] { layout.submit(theme, view.workspace, shown()); });
}

void Ui::State::act_on_dialog(ActionContext& context) {
  const auto choice = shell.dialog.update(theme);
  if (!choice) return;
  switch (choice->kind) {
    case FileDialog::Kind::kModel:
      return context.frame.out.send(core::LoadModel{choice->path.string()});
    case FileDialog::Kind::kImage:
      return context.frame.out.send(core::OpenImage{choice->path});
    case FileDialog::Kind::kRun:
      return context.frame.out.send(core::StartTraining{resume_options(choice->path), true});
    case FileDialog::Kind::kFolder:
    case FileDialog::Kind::kPacked:
      document.train.options.data = document.evaluate.data = choice->path.string();
      context.frame.out.send(core::LookAtData{choice->path.string()});
      return context.frame.out.remember(tr("Data folder"));
    case FileDialog::Kind::kBoxes:
      if (const core::ModelInfo* model = context.frame.model())
        load_boxes(choice->path, model->size, document.forget, context.frame.out);
      return;
    case FileDialog::Kind::kExportFolder:
      view.settings.export_folder = choice->path;
      return;
  }
}

void Ui::State::plan(const Frame& frame) {
  core::RenderRequest planned;
  if (frame.snapshot.model) shown().plan(frame, planned);
  if (request && same_request(*request, planned)) return;
  planned.stamp = ++view.stamp;
  request = planned;
  pending = std::move(planned);
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
  if (asked.go_to) view.workspace = *asked.go_to;
  if (asked.dialog) shell.dialog.open(*asked.dialog, start_folder(*asked.dialog, view.settings));
  if (asked.open_model_dialog) shell.dialog.open(FileDialog::Kind::kModel, std::filesystem::current_path());
  for (core::Command& command : asked.commands) {
    if (const auto* load = std::get_if<core::LoadModel>(&command))
      remember_model(view.settings, load->name_or_file);
    commands.push_back(std::move(command));
  }
  const core::Phase phase = snapshot.train->phase;
  const bool busy = phase != core::Phase::kIdle && phase != core::Phase::kFailed;
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
    shell.log.add(LogKind::kWarning, error.what());
  }
}

std::vector<core::Command> Ui::take_commands() {
  return std::exchange(state_->commands, {});
}

std::optional<core::RenderRequest> Ui::take_request() {
  return std::exchange(state_->pending, std::nullopt);
}

WindowRequests Ui::take_window_requests() {
  return std::exchange(state_->window, {});
}

void Ui::files_dropped(const std::vector<std::filesystem::path>& paths) {
  State& s = *state_;
  for (const std::filesystem::path& path : paths) {
    switch (file_kind(path)) {
      case FileKind::kModel:
        s.out.send(core::LoadModel{path.string()});
        break;
      case FileKind::kImage:
        s.out.send(core::OpenImage{path});
        s.out.go_to = core::Workspace::kDiscriminator;
        break;
      case FileKind::kFolder:
        s.document.train.options.data = s.document.evaluate.data = path.string();
        s.out.send(core::LookAtData{path.string()});
        s.out.remember(tr("Data folder"));
        s.out.toast({ToastKind::kDone, tr("Data for Train and Evaluate"), path.string(), {}});
        break;
      case FileKind::kOther:
        s.out.toast(
            {ToastKind::kError,
             tr("Nothing was opened"),
             path.string() + " (" + tr("drop a .safetensors model, an image or a folder of images") + ")",
             {}});
        break;
    }
  }
}

void Ui::close_requested(const core::Snapshot&) {
  state_->shell.quit = true;
}

void Ui::notify(ToastKind kind, std::string title, std::string line, std::filesystem::path file) {
  Toast toast{kind, std::move(title), std::move(line), {}};
  if (!file.empty())
    toast.links = {{tr("Copy path"), file.string(), {}}, {tr("Open folder"), {}, file.parent_path()}};
  state_->out.toast(std::move(toast));
}

double Ui::seconds_until_next_frame() const {
  const State& s = *state_;
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (s.pending || !s.out.commands.empty() || !s.out.toasts.empty()) return 0;
  if (s.view.play.playing) return kMovingSeconds;
  // A drag brings its own events and the pictures it asks for bring theirs.
  if (g.ActiveId != 0 || g.DragDropActive) return 0.1;
  if (g.HoveredIdTimer > 0 && g.HoveredIdTimer < 1) return 0.05;
  if (s.view.compare == Compare::kFlicker) return 0.15;
  if (s.shell.dialog.is_open() || ImGui::GetIO().WantTextInput) return 0.1;
  if (!s.shell.toasts.shown().empty()) return 0.25;
  return kIdleSeconds;
}

const core::Document& Ui::document() const {
  return state_->document;
}

const ViewState& Ui::view() const {
  return state_->view;
}

core::Document& Ui::document_for_tests() {
  return state_->document;
}

unsigned Ui::background() const {
  return state_->theme.gap;
}

}  // namespace ui

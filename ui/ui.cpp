#include "ui/ui.h"

#include <imgui_internal.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/error.h"
#include "ui/gl/image_programs.h"
#include "ui/shell/settings_file.h"
#include "ui/ui_state.h"

namespace ui {
namespace {

constexpr double kMovingSeconds = 1.0 / 60;
constexpr double kIdleSeconds = 10;  // the status bar's "Saved ... ago" moves that often

Settings starting_settings(const UiOptions& options) {
  Settings settings = load_settings(options.settings);
  if (options.theme) settings.theme = *options.theme;
  if (options.scale) settings.scale = std::clamp(*options.scale, 0.75f, 3.0f);
  if (!options.first_minute) settings.first_minute_hidden = true;
  settings.pseudo_locale = options.pseudo_locale;
  return settings;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Ui::State::State(UiOptions given)
    : options(std::move(given)),
      language(options.pseudo_locale ? Locale::kPseudo : Locale::kEnglish),
      history(core::Document{}),
      actions(make_actions()),
      layout(options.layout, starting_settings(options).scale),
      workspaces(make_workspaces()) {}

Ui::Ui(UiOptions options) : state_(std::make_unique<State>(std::move(options))) {
  State& s = *state_;
  use_language(&s.language);
  s.view.settings = starting_settings(s.options);
  s.saved_settings = settings_text(s.view.settings);
  if (s.options.workspace) s.view.workspace = *s.options.workspace;
  s.theme = make_theme(s.view.settings.theme);
  s.theme.fonts = load_fonts(s.options.fonts);
  s.theme.buttons = &s.buttons;
  s.textures.programs().set_folder(s.options.shaders);
  s.shell.log = Log(s.options.keep_log_line);
  s.shell.log_file = s.options.log_file;
  s.shell.device = s.options.device;
  s.shell.dialog.prefer_native(s.options.native_dialogs);
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
  s.theme.buttons = &s.buttons;
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
  PanelGuard& guard = s.panels.guard();
  guard.part("textures", s.shell, [&] { s.textures.update(snapshot); });
  Frame frame{s.document, s.history,   snapshot,
              s.view,     s.out,       s.textures,
              s.theme,    s.shell.now, static_cast<float>(s.shell.now - before)};
  ActionContext context{frame, s.shell};
  guard.part("drop", s.shell, [&] { s.take_dropped_json(frame); });
  s.draw_frame(context);
  s.buttons.next_frame();
  s.plan(frame);
  Outbox asked = std::exchange(s.out, {});
  std::ranges::move(asked.commands, std::back_inserter(s.commands));  // whatever happens to the rest
  guard.part("request", s.shell, [&] { s.act_on(asked, snapshot); });
  guard.part("settings", s.shell, [&] { s.save_settings(); });
  s.shell.gui_milliseconds = s.shell.gui_milliseconds * 0.9 + seconds_since(begin) * 1e3 * 0.1;
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
  if (s.buttons.is_pressing()) return 0;
  if (s.pending || !s.out.commands.empty() || !s.out.toasts.empty()) return 0;
  // A key pressed and let go within one frame: Dear ImGui takes the second event with the next.
  if (!g.InputEventsQueue.empty()) return 0;
  if (s.view.play.playing || s.layout.settling()) return kMovingSeconds;
  // A drag brings its own events and the pictures it asks for bring theirs.
  if (g.ActiveId != 0 || g.DragDropActive) return 0.1;
  if (g.HoveredIdTimer > 0 && g.HoveredIdTimer < 1) return 0.05;
  if (s.view.compare == Compare::kFlicker) return 0.15;
  if (s.shell.dialog.is_open() || ImGui::GetIO().WantTextInput) return 0.1;
  if (!s.shell.toasts.shown().empty() || s.shell.folders.busy()) return 0.25;
  return kIdleSeconds;
}

const core::Document& Ui::document() const {
  return state_->document;
}

const ViewState& Ui::view() const {
  return state_->view;
}

const core::History& Ui::history() const {
  return state_->history;
}

std::vector<Toast> Ui::toasts() const {
  std::vector<Toast> waiting;
  for (const ToastQueue::Shown& one : state_->shell.toasts.shown()) waiting.push_back(one.toast);
  return waiting;
}

core::Document& Ui::document_for_tests() {
  return state_->document;
}

unsigned Ui::background() const {
  return state_->theme.gap;
}

}  // namespace ui

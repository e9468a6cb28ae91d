#include "app/gui_app.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <chrono>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/image/png.h"
#include "core/session/failure.h"
#include "ui/frame/training_control.h"
#include "ui/look/tr.h"

namespace app {
namespace {

constexpr double kSettleSeconds = 0.1, kScreenshotSeconds = 120;
constexpr double kWorthWaiting = 0.02;  // seconds
constexpr int kQuietFrames = 8;         // drawn after everything arrived and before a screenshot

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Window::Options window_options(const GuiOptions& options) {
  Window::Options window;
  window.width = options.width;
  window.height = options.height;
  window.fixed_size = !options.screenshot.empty();
  return window;
}

ui::UiOptions ui_options(const GuiOptions& options) {
  ui::UiOptions ui;
  const bool screenshot = !options.screenshot.empty();
  ui.fonts = core::assets_folder() / "fonts";
  ui.shaders = core::assets_folder().parent_path() / "shaders";
  if (!screenshot) ui.settings = core::config_folder() / "settings.json";
  ui.layout = !options.layout.empty() || screenshot ? options.layout : core::config_folder() / "layout.ini";
  ui.workspace = options.workspace;
  ui.theme = options.theme;
  ui.scale = options.scale;
  ui.first_minute = options.first_minute;
  ui.pseudo_locale = options.pseudo_locale;
  ui.device = options.device;
  if (options.log && options.log->open()) {
    ui.log_file = options.log->file();
    ui.keep_log_line = [log = options.log](const ui::LogLine& line) {
      log->write(line.kind, line.text, line.details);
    };
  }
  return ui;
}

}  // namespace

GuiApp::GuiApp(std::shared_ptr<core::Engine> engine, const GuiOptions& options)
    : window_(window_options(options)),
      ui_(ui_options(options)),
      session_(std::move(engine), [] { Window::wake(); }),
      options_(options),
      wake_to_stop_(options.stop, [] { Window::wake(); }) {
  if (window_.software_rendering())
    ui_.notify(ui::ToastKind::kWarning, ui::tr("Software rendering"),
               ui::tr("This computer's OpenGL is below 3.3; the processor draws the window."));
  if (options_.signals) options_.signals->on_save([] { Window::wake(); });
  open_first_model();
}

GuiApp::~GuiApp() {
  if (options_.signals) options_.signals->on_save({});
}

void GuiApp::open_first_model() {
  std::string model = options_.model;
  const auto& recent = ui_.view().settings.recent_models;
  std::error_code missing;
  if (model.empty() && !recent.empty() &&
      std::filesystem::exists(core::resolve_model(recent.front()), missing))
    model = recent.front();
  if (const auto bundled = core::bundled_models(); !bundled.empty())
    (model.empty() ? model : instead_) = bundled.front().name;
  if (!options_.model.empty()) instead_.clear();
  if (!model.empty()) session_.send(core::LoadModel{model});
}

/// The window opens on a bundled model when the one of the last time no longer opens.
void GuiApp::open_instead() {
  const std::string bundled = std::exchange(instead_, {});
  if (!bundled.empty() && !snapshot_.model) session_.send(core::LoadModel{bundled});
}

bool GuiApp::turn(double longest_wait) {
  const double settle = settle_until_ > 0 ? std::max(settle_until_ - now(), 1e-3) : longest_wait;
  // A hidden window is not laid out, so its Ui must not be asked when the next frame is due.
  const double next = hidden_ ? longest_wait : ui_.seconds_until_next_frame();
  const double wait = std::min({longest_wait, next, settle});
  const bool woken = window_.wait(wait);
  settle_until_ = woken && wait > 0 ? now() + kSettleSeconds : settle_until_ > now() ? settle_until_ : 0;
  if (window_.close_requested()) ui_.close_requested(snapshot_);
  if (const auto dropped = window_.take_dropped(); !dropped.empty()) ui_.files_dropped(dropped);

  std::vector<core::Event> events = look();
  save_if_asked();
  const bool stop = end_if_asked();
  if (hidden_) return !training_over();
  lay_out(std::move(events));
  if (pictures_come_within(longest_wait)) {
    ImGui::EndFrame();
    lay_out(look());
  }
  ImGui::Render();
  window_.end_frame(ui_.background());
  const ui::WindowRequests wanted = ui_.take_window_requests();
  if (wanted.full_screen) window_.toggle_full_screen();
  if (screenshot_)
    if (const auto pixels = window_.take_capture()) write_asked_screenshot(*pixels);
  if (wanted.screenshot) {
    screenshot_ = *wanted.screenshot;
    window_.capture_next_frame();
    Window::wake();
  }
  if (wanted.train_hidden) {
    hidden_ = true;
    window_.hide();
    if (options_.signals) options_.signals->outlive_terminal();  // it goes on without a window on purpose
  }
  return !wanted.quit && !stop;
}

std::vector<core::Event> GuiApp::look() {
  std::vector<core::Event> events = session_.take_events();
  snapshot_ = session_.snapshot();  // after the events: what they tell is in it
  const auto failed = [](const core::Event& event) { return std::holds_alternative<core::Failed>(event); };
  if (std::ranges::any_of(events, failed)) {
    failed_ = true;
    open_instead();
  }
  return events;
}

void GuiApp::lay_out(std::vector<core::Event> events) {
  ui_.prepare(window_.monitor_scale());
  window_.begin_frame();
  // A screenshot shows nothing hovered, wherever the pointer happens to be.
  if (!options_.screenshot.empty()) ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  ImGui::NewFrame();
  ui_.draw(snapshot_, std::move(events));
  forward();
}

/// Pictures asked for a moment ago are worth waiting for when they take less time than drawing a window
/// without them: the person sees them one frame earlier, and half as many frames leave more of the processor
/// to the pictures. Input that comes meanwhile is laid out with them.
bool GuiApp::pictures_come_within(double longest_wait) {
  if (!asked_ || answered(asked_->live, snapshot_)) return false;
  double expected = 0;
  for (const core::SurfaceRequest& wanted : asked_->live)
    if (const core::SurfacePictures* last = snapshot_.surface(wanted.surface))
      expected += last->milliseconds * 1e-3;
  const double worth = std::min(kWorthWaiting, longest_wait);
  if (expected > worth) return false;
  for (const double end = now() + worth; now() < end;) {
    window_.wait(end - now());
    if (answered(asked_->live, session_.snapshot())) return true;
  }
  return false;
}

bool GuiApp::answered(const std::vector<core::SurfaceRequest>& surfaces,
                      const core::Snapshot& snapshot) const {
  return std::ranges::all_of(surfaces, [&](const core::SurfaceRequest& wanted) {
    const core::SurfacePictures* pictures = snapshot.surface(wanted.surface);
    return wanted.z.empty() || (pictures && pictures->stamp >= asked_->stamp);
  });
}

void GuiApp::forward() {
  for (core::Command& command : ui_.take_commands()) session_.send(std::move(command));
  if (auto request = ui_.take_request()) {
    asked_ = *request;
    session_.request(std::move(*request));
  }
}

void GuiApp::write_asked_screenshot(const core::Image& pixels) {
  const std::filesystem::path file = *std::exchange(screenshot_, std::nullopt);
  try {
    core::make_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
    core::write_file_atomically(file, core::encode_png(pixels));
    ui_.notify(ui::ToastKind::kDone,
               std::string(ui::tr("Saved")) + " " + ui::verbatim(file.filename().string()),
               ui::verbatim(file.parent_path().string()), file);
  } catch (...) {
    const core::Failed failed = core::failure(ui::tr("The screenshot was not written"));
    ui_.notify(ui::ToastKind::kError, failed.title, ui::verbatim(failed.message));
  }
}

bool GuiApp::training_over() const {
  return !ui::run_goes_on(snapshot_.train->phase);
}

/// Ctrl-C, the end of the desktop's session: nobody can be asked, so the training is saved; true when there
/// is nothing left to save.
bool GuiApp::end_if_asked() {
  if (!options_.stop.stop_requested()) return false;
  if (training_over()) return true;
  if (!std::exchange(stopping_, true)) {
    session_.send(core::StopTraining{});
    ui_.notify(ui::ToastKind::kWarning, ui::tr("Asked to end"),
               ui::tr("The training is saved, then the window closes."));
  }
  return false;
}

void GuiApp::save_if_asked() {
  if (options_.signals && options_.signals->take_save() && !training_over())
    session_.send(core::SaveCheckpoint{});
}

bool GuiApp::settled() const {
  if (!asked_ || ui_.seconds_until_next_frame() <= 0 || !snapshot_.jobs.empty()) return false;
  if (!snapshot_.model) return failed_;
  if (snapshot_.train->phase == core::Phase::kLoading) return false;
  if (!answered(asked_->live, snapshot_) || !answered(asked_->background, snapshot_)) return false;
  if (!asked_->inspect) return true;
  const core::InspectPictures* inspect = snapshot_.inspect.get();
  return inspect && inspect->stamp >= asked_->stamp &&
         inspect->random.size() >= asked_->inspect->guided.features.size();
}

int GuiApp::run() {
  if (options_.screenshot.empty()) {
    while (turn(60)) {
    }
    return 0;
  }
  const double deadline = now() + kScreenshotSeconds;
  while (quiet_frames_ < kQuietFrames) {
    if (now() > deadline)
      throw core::Error("the window did not settle", options_.screenshot.string(),
                        "try a smaller model or size");
    if (!turn(0.05)) return 0;
    quiet_frames_ = settled() ? quiet_frames_ + 1 : 0;
  }
  window_.capture_next_frame();
  turn(0);
  const auto pixels = window_.take_capture();
  if (!pixels) throw core::Error("the window could not be read", options_.screenshot.string());
  const auto folder = options_.screenshot.parent_path();
  if (!folder.empty()) core::make_folder(folder);
  core::write_file_atomically(options_.screenshot, core::encode_png(*pixels));
  return snapshot_.model ? 0 : 1;
}

}  // namespace app

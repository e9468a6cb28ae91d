#include "app/window.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3native.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "app/presenter.h"
#include "core/base/error.h"
#include "ui/gl/frame_damage.h"
#include "ui/gl/opaque_fills.h"

namespace app {
namespace {

constexpr std::size_t kCursorTimes = 1024;

std::string glfw_reason() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text ? text : "unknown";
}

std::string display_name() {
  for (const char* name : {"WAYLAND_DISPLAY", "DISPLAY"})
    if (const char* value = std::getenv(name); value && *value) return std::string(name) + "=" + value;
  return "DISPLAY is not set";
}

/// In a framebuffer of `height` pixels, with the scissor test on.
void clear(const ui::PixelArea& area, ImU32 color, int height) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
  glScissor(area.x0, height - area.y1, area.x1 - area.x0, area.y1 - area.y0);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

struct Window::State {
  GLFWwindow* window = nullptr;
  std::vector<std::filesystem::path> dropped;
  bool close = false;
  bool imgui = false;
  std::vector<double> cursor_times;
  int windowed[4] = {0, 0, 1600, 1000};  // position and size before full screen
  std::optional<Presenter> presenter;    // there once a context is
  ui::FrameDamage damage;

  static State& of(GLFWwindow* window) { return *static_cast<State*>(glfwGetWindowUserPointer(window)); }

  ~State() {
    if (imgui) {
      ImGui_ImplOpenGL3_Shutdown();
      ImGui_ImplGlfw_Shutdown();
      ImGui::DestroyContext();
    }
    if (window) glfwDestroyWindow(window);
    glfwTerminate();
  }
};

Window::Window(const Options& options) : state_(std::make_unique<State>()) {
  if (!glfwInit())
    throw core::Error(
        "there is no display to open a window on", display_name() + ", " + glfw_reason(),
        "start it on a desktop, or use a command such as: ganscope sample rooms --out sheet.png");
  if (!open(options)) {
    // Mesa reads this when a context is created: the processor draws then.
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    software_ = true;
    if (!open(options))
      throw core::Error("OpenGL 3.3 is not available", glfw_reason(),
                        "update the graphics driver or install Mesa (libgl1-mesa-dri)");
  }
  start_imgui();
}

Window::~Window() = default;

bool Window::open(const Options& options) {
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  int width = options.width, height = options.height;
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor(); monitor && !options.fixed_size) {
    int x = 0, y = 0, free_width = 0, free_height = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &free_width, &free_height);
    if (free_width > 0) width = std::min(width, free_width);
    if (free_height > 0) height = std::min(height, free_height);
  }
  state_->window = glfwCreateWindow(width, height, options.title.c_str(), nullptr, nullptr);
  if (!state_->window) return false;
  glfwMakeContextCurrent(state_->window);
  if (gladLoadGL(glfwGetProcAddress) < GLAD_MAKE_VERSION(3, 3)) {
    glfwDestroyWindow(std::exchange(state_->window, nullptr));
    return false;
  }
  glfwSwapInterval(1);
  state_->presenter.emplace(state_->window);
  return true;
}

void Window::start_imgui() {
  GLFWwindow* window = state_->window;
  glfwSetWindowUserPointer(window, state_.get());
  glfwSetWindowSizeLimits(window, 800, 500, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwSetDropCallback(window, [](GLFWwindow* from, int count, const char** paths) {
    for (int i = 0; i < count; ++i) State::of(from).dropped.emplace_back(paths[i]);
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* from, double, double) {
    std::vector<double>& times = State::of(from).cursor_times;
    if (times.size() == kCursorTimes) times.erase(times.begin());
    times.push_back(glfwGetTime());
  });
  // Without Ctrl signs come to ImGui by themselves. With it a text field takes none, but shortcuts do.
  glfwSetCharModsCallback(window, [](GLFWwindow*, unsigned sign, int modifiers) {
    if (modifiers & GLFW_MOD_CONTROL) ImGui::GetIO().AddInputCharacter(sign);
  });
  glfwSetWindowCloseCallback(window, [](GLFWwindow* from) {
    State::of(from).close = true;
    glfwSetWindowShouldClose(from, GLFW_FALSE);
  });
  // The whole window must be drawn: another one lay over it, or its back buffer is new.
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* from) { State::of(from).damage.forget(); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* from, int, int) { State::of(from).damage.forget(); });
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  state_->imgui = true;
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_DockingEnable;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigDpiScaleFonts = false;
  // ImGui's backend is installed after our callbacks and calls them as well.
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

void Window::wake() {
  glfwPostEmptyEvent();
}

bool Window::wait(double seconds) {
  if (seconds <= 0) {
    glfwPollEvents();
    return true;
  }
  const double begin = glfwGetTime();
  glfwWaitEventsTimeout(seconds);
  return glfwGetTime() - begin < seconds;
}

void Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
}

void Window::end_frame(unsigned background) {
  Presenter& presenter = *state_->presenter;
  if (!presenter.begin()) state_->damage.forget();
  const int height = presenter.height();
  ImDrawData& data = *ImGui::GetDrawData();
  std::vector<ui::PixelArea> areas{{0, 0, presenter.width(), height}};
  if (presenter.keeps_content()) areas = state_->damage.next(data, background);
  const std::vector<ui::OpaqueFill> fills = ui::take_opaque_fills(data);
  if (presenter.keeps_content()) ui::clip_to(data, areas);
  glEnable(GL_SCISSOR_TEST);
  for (const ui::PixelArea& area : areas) {
    clear(area, background, height);
    for (const ui::OpaqueFill& fill : fills)
      if (fill.area.meets(area)) clear(common(fill.area, area), fill.color, height);
  }
  glDisable(GL_SCISSOR_TEST);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  if (std::exchange(capture_, false)) captured_ = read_pixels();
  presenter.present(areas);
  swap_time_ = glfwGetTime();
}

bool Window::draws_changes_only() const {
  return state_->presenter->keeps_content();
}

void Window::draw_whole() {
  state_->damage.forget();
}

core::Image Window::read_pixels() const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(state_->window, &width, &height);
  core::Image upside_down(width, height, 3), image(width, height, 3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadBuffer(GL_BACK);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.pixels.data());
  const std::size_t row = static_cast<std::size_t>(width) * 3;
  for (int y = 0; y < height; ++y) std::copy_n(upside_down.at(0, height - 1 - y), row, image.at(0, y));
  return image;
}

bool Window::close_requested() {
  return std::exchange(state_->close, false);
}

std::vector<std::filesystem::path> Window::take_dropped() {
  return std::exchange(state_->dropped, {});
}

float Window::monitor_scale() const {
  float x = 1, y = 1;
  int width = 0, height = 0, pixels = 0, ignored = 0;
  glfwGetWindowContentScale(state_->window, &x, &y);
  glfwGetWindowSize(state_->window, &width, &height);
  glfwGetFramebufferSize(state_->window, &pixels, &ignored);
  // Where window coordinates are scaled already, ImGui's framebuffer scale does the rest.
  if (width > 0 && pixels > 0) x *= static_cast<float>(width) / static_cast<float>(pixels);
  return std::clamp(x, 0.75f, 4.0f);
}

void Window::toggle_full_screen() {
  GLFWwindow* window = state_->window;
  int* place = state_->windowed;
  if (glfwGetWindowMonitor(window)) {
    glfwSetWindowMonitor(window, nullptr, place[0], place[1], place[2], place[3], GLFW_DONT_CARE);
    return;
  }
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  if (!mode) return;
  glfwGetWindowPos(window, &place[0], &place[1]);
  glfwGetWindowSize(window, &place[2], &place[3]);
  glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void Window::hide() {
  glfwHideWindow(state_->window);
}

double Window::now() {
  return glfwGetTime();
}

std::vector<double> Window::take_cursor_times() {
  return std::exchange(state_->cursor_times, {});
}

unsigned long Window::x11_window() const {
  return glfwGetX11Window(state_->window);
}

}  // namespace app

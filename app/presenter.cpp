#include "app/presenter.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <string_view>

namespace app {
namespace {

constexpr int kTries = 4;

bool processor_draws() {
  const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view renderer = text ? text : "";
  return renderer.starts_with("llvmpipe") || renderer.starts_with("softpipe");
}

template <class Function>
Function glx(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

}  // namespace

Presenter::Presenter(GLFWwindow* window) : window_(window) {
  // GLFW does not find the extension where there is no GLX (EGL on Wayland).
  if (!processor_draws() || !glfwExtensionSupported("GLX_MESA_copy_sub_buffer")) return;
  const auto display = glx<void* (*)()>("glXGetCurrentDisplay");
  const auto drawable = glx<unsigned long (*)()>("glXGetCurrentDrawable");
  const auto copy = glx<CopySubBuffer>("glXCopySubBufferMESA");
  if (!display || !drawable || !copy) return;
  display_ = display();
  drawable_ = drawable();
  if (display_ && drawable_) copy_ = copy;
}

bool Presenter::begin() {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  const bool kept = copy_ && fits_ && width == width_ && height == height_;
  width_ = width;
  height_ = height;
  if (copy_ && !kept) fits_ = fit_back_buffer();
  glViewport(0, 0, width_, height_);
  return kept;
}

/// Mesa asks for the size of the window again only after a swap, when something is drawn; a copy by another
/// height than Mesa knows is an error of X that ends the program. False while the size keeps changing.
bool Presenter::fit_back_buffer() {
  for (int tries = 0; tries < kTries; ++tries) {
    const int width = width_, height = height_;
    glfwSwapBuffers(window_);
    glViewport(0, 0, width, height);
    glClear(GL_COLOR_BUFFER_BIT);
    glfwGetFramebufferSize(window_, &width_, &height_);
    if (width == width_ && height == height_) return true;
  }
  return false;
}

void Presenter::present(std::span<const ui::PixelArea> areas) {
  if (!copy_ || !fits_) {
    glfwSwapBuffers(window_);
    return;
  }
  for (const ui::PixelArea& drawn : areas) {
    // The window may have shrunk since the frame was laid out.
    const ui::PixelArea area = common(drawn, {0, 0, width_, height_});
    if (!area.empty())
      copy_(display_, drawable_, area.x0, height_ - area.y1, area.x1 - area.x0, area.y1 - area.y0);
  }
}

}  // namespace app

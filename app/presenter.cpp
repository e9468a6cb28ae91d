#include "app/presenter.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <string_view>

namespace app {
namespace {

bool processor_draws() {
  const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view renderer = text ? text : "";
  return renderer.find("llvmpipe") != renderer.npos || renderer.find("softpipe") != renderer.npos;
}

template <class Function>
Function glx(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

}  // namespace

Presenter::Presenter(GLFWwindow* window) : window_(window) {
  // Without GLX (EGL on Wayland) GLFW does not find the extension.
  if (!processor_draws() || !glfwExtensionSupported("GLX_MESA_copy_sub_buffer")) return;
  const auto display = glx<void* (*)()>("glXGetCurrentDisplay");
  const auto drawable = glx<unsigned long (*)()>("glXGetCurrentDrawable");
  const auto copy = glx<CopySubBuffer>("glXCopySubBufferMESA");
  if (!display || !drawable || !copy) return;
  display_ = display();
  drawable_ = drawable();
  if (display_ && drawable_) copy_ = copy;
}

void Presenter::present(std::span<const ui::PixelArea> areas, int height) {
  if (!copy_) {
    glfwSwapBuffers(window_);
    return;
  }
  for (const ui::PixelArea& area : areas)
    copy_(display_, drawable_, area.x0, height - area.y1, area.x1 - area.x0, area.y1 - area.y0);
}

}  // namespace app

#pragma once

#include <span>

#include "ui/gl/pixel_area.h"

struct GLFWwindow;

namespace app {

/// Brings the back buffer to the screen. Where the processor draws (llvmpipe) and GLX can copy parts of it
/// (GLX_MESA_copy_sub_buffer), the back buffer keeps its content, so that the next frame draws only what
/// changed; elsewhere the buffers are swapped and every frame is drawn whole. UI thread.
class Presenter {
 public:
  /// The window's context must be current.
  explicit Presenter(GLFWwindow* window);

  bool keeps_content() const { return copy_ != nullptr; }

  /// `areas` is what was drawn since the last call, in a framebuffer of `height` pixels.
  void present(std::span<const ui::PixelArea> areas, int height);

 private:
  using CopySubBuffer = void (*)(void* display, unsigned long drawable, int x, int y, int width, int height);

  GLFWwindow* window_;
  CopySubBuffer copy_ = nullptr;
  void* display_ = nullptr;
  unsigned long drawable_ = 0;
};

}  // namespace app

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

  /// Before a frame is drawn. True when the back buffer holds the frame before.
  bool begin();
  /// `areas` is what was drawn since begin().
  void present(std::span<const ui::PixelArea> areas);

  int width() const { return width_; }  // of the back buffer, pixels

  int height() const { return height_; }

 private:
  using CopySubBuffer = void (*)(void* display, unsigned long drawable, int x, int y, int width, int height);

  bool fit_back_buffer();

  GLFWwindow* window_;
  CopySubBuffer copy_ = nullptr;
  void* display_ = nullptr;
  unsigned long drawable_ = 0;
  int width_ = 0, height_ = 0;
  bool fits_ = false;  // the back buffer is of that size for certain
};

}  // namespace app

#pragma once

#include <glad/gl.h>

#include <utility>

namespace ui {

/// Owns one OpenGL name. Kind says how it is freed; the context must still be current then.
template <typename Kind>
class GlHandle {
 public:
  GlHandle() = default;

  explicit GlHandle(GLuint name) : name_(name) {}

  ~GlHandle() { reset(); }

  GlHandle(GlHandle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}

  GlHandle& operator=(GlHandle&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }

  GLuint get() const { return name_; }

  explicit operator bool() const { return name_ != 0; }

  void reset() {
    if (name_) Kind::free(name_);
    name_ = 0;
  }

 private:
  GLuint name_ = 0;
};

struct TextureKind {
  static void free(GLuint name) { glDeleteTextures(1, &name); }
};

struct ProgramKind {
  static void free(GLuint name) { glDeleteProgram(name); }
};

struct ShaderKind {
  static void free(GLuint name) { glDeleteShader(name); }
};

using GlTexture = GlHandle<TextureKind>;
using GlProgram = GlHandle<ProgramKind>;
using GlShader = GlHandle<ShaderKind>;

/// False before a context was loaded (tests without a window): nothing may be called then.
inline bool gl_loaded() {
  return glad_glGenTextures != nullptr;
}

}  // namespace ui

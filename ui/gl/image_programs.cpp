#include "ui/gl/image_programs.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace ui {
namespace {

constexpr std::size_t kLargestShader = 1 << 20;

std::string read_text(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = core::read_file(file, kLargestShader);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// `defines` come behind the first line, which is the #version.
GlShader compile_shader(GLenum kind, const std::filesystem::path& file, const std::string& defines = {}) {
  std::string text = read_text(file);
  text.insert(std::min(text.find('\n'), text.size() - 1) + 1, defines);
  GlShader shader(glCreateShader(kind));
  const char* source = text.c_str();
  glShaderSource(shader.get(), 1, &source, nullptr);
  glCompileShader(shader.get());
  GLint done = GL_FALSE;
  glGetShaderiv(shader.get(), GL_COMPILE_STATUS, &done);
  if (done == GL_TRUE) return shader;
  char reason[512] = {};
  glGetShaderInfoLog(shader.get(), sizeof reason - 1, nullptr, reason);
  if (char* end = std::strchr(reason, '\n')) *end = '\0';
  throw core::Error("a shader does not compile", file.string(), reason);
}

/// ImGui's projection, as its own program uses it in this frame.
void set_projection(GLint location) {
  const ImDrawData* data = ImGui::GetDrawData();
  if (!data) return;
  const float left = data->DisplayPos.x, right = left + data->DisplaySize.x;
  const float top = data->DisplayPos.y, bottom = top + data->DisplaySize.y;
  const float matrix[16] = {2 / (right - left),
                            0,
                            0,
                            0,
                            0,
                            2 / (top - bottom),
                            0,
                            0,
                            0,
                            0,
                            -1,
                            0,
                            (right + left) / (left - right),
                            (top + bottom) / (bottom - top),
                            0,
                            1};
  glUniformMatrix4fv(location, 1, GL_FALSE, matrix);
}

void bind_unit(int unit, GLuint texture) {
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_2D, texture);
  glActiveTexture(GL_TEXTURE0);
}

constexpr int kTableUnit = 1, kOtherUnit = 2;

}  // namespace

GLint ImagePrograms::Program::location(const char* uniform) const {
  return glGetUniformLocation(program.get(), uniform);
}

void ImagePrograms::compile(Program& program, const char* fragment, const std::string& defines) {
  GLint bound = 0;
  glGetIntegerv(GL_CURRENT_PROGRAM, &bound);
  const GlShader vertex_shader = compile_shader(GL_VERTEX_SHADER, folder_ / "picture.vert");
  const GlShader fragment_shader = compile_shader(GL_FRAGMENT_SHADER, folder_ / fragment, defines);
  GlProgram made(glCreateProgram());
  glAttachShader(made.get(), vertex_shader.get());
  glAttachShader(made.get(), fragment_shader.get());
  // Our inputs take the places of ImGui's, whose vertex arrays are bound when this is called.
  for (const char* input : {"Position", "UV", "Color"})
    glBindAttribLocation(made.get(),
                         static_cast<GLuint>(glGetAttribLocation(static_cast<GLuint>(bound), input)), input);
  glLinkProgram(made.get());
  GLint done = GL_FALSE;
  glGetProgramiv(made.get(), GL_LINK_STATUS, &done);
  if (done != GL_TRUE)
    throw core::Error("a shader does not link", (folder_ / fragment).string(), "update the driver");
  program.program = std::move(made);
  program.projection = program.location("projection");
  glUseProgram(program.program.get());
  glUniform1i(program.location("picture"), 0);
  glUniform1i(program.location("table"), kTableUnit);
  glUniform1i(program.location("other"), kOtherUnit);
}

bool ImagePrograms::bind(Program& program, const char* fragment, const std::string& defines) {
  if (!program.program && failure_.empty()) {
    try {
      compile(program, fragment, defines);
    } catch (const core::Error& error) {
      failure_ = error.what();
    }
  }
  if (!program.program) return false;
  glUseProgram(program.program.get());
  set_projection(program.projection);
  return true;
}

GLuint ImagePrograms::color_table(ColorMap map) {
  GlTexture& table = tables_[static_cast<std::size_t>(map)];
  if (table) return table.get();
  const auto colors = color_map_table(map);
  GLuint name = 0;
  glGenTextures(1, &name);
  table = GlTexture(name);
  glActiveTexture(GL_TEXTURE0 + kTableUnit);
  glBindTexture(GL_TEXTURE_2D, name);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, 256, 1, 0, GL_RGB, GL_UNSIGNED_BYTE, colors.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glActiveTexture(GL_TEXTURE0);
  return name;
}

void ImagePrograms::bind_picture(const ImDrawList*, const ImDrawCmd* command) {
  const auto& want = *static_cast<const Picture*>(command->UserCallbackData);
  ImagePrograms& self = *want.programs;
  const auto sampling = static_cast<std::size_t>(want.sampling);
  const bool mapped = want.map != ColorMap::kNone;
  Program& program = self.picture_[sampling][mapped];
  const std::string defines =
      "#define SAMPLING " + std::to_string(sampling) + "\n#define MAPPED " + std::to_string(mapped) + "\n";
  if (!self.bind(program, "picture.frag", defines)) return;
  glUniform1f(program.location("alpha"), want.alpha);
  if (want.sampling != Sampling::kNearest) glUniform4iv(program.location("inside"), 1, want.inside);
  if (!mapped) return;
  glUniform2f(program.location("range"), want.low, want.high);
  bind_unit(kTableUnit, self.color_table(want.map));
}

void ImagePrograms::bind_difference(const ImDrawList*, const ImDrawCmd* command) {
  const auto& want = *static_cast<const Difference*>(command->UserCallbackData);
  ImagePrograms& self = *want.programs;
  if (!self.bind(self.difference_, "difference.frag")) return;
  const Program& program = self.difference_;
  glUniform4fv(program.location("from"), 1, want.from);
  glUniform4fv(program.location("to"), 1, want.to);
  glUniform1f(program.location("gain"), want.gain);
  bind_unit(kTableUnit, self.color_table(ColorMap::kInferno));
  bind_unit(kOtherUnit, static_cast<GLuint>(want.other));
}

void ImagePrograms::bind_box(const ImDrawList*, const ImDrawCmd* command) {
  const auto& want = *static_cast<const Box*>(command->UserCallbackData);
  ImagePrograms& self = *want.programs;
  if (!self.bind(self.box_, "box.frag")) return;
  const Program& program = self.box_;
  glUniform2f(program.location("size"), want.width, want.height);
  glUniform1f(program.location("line"), want.line);
  glUniform1f(program.location("edge"), want.edge);
}

}  // namespace ui

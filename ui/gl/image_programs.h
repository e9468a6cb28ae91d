#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "ui/gl/color_map.h"
#include "ui/gl/handle.h"

namespace ui {

/// The programs of shaders/: pictures with colour maps, difference of two pictures, box overlay. Compiled
/// when first used, inside a draw callback, because ImGui's vertex layout is read from the program that is
/// bound then. Throws core::Error from prepare() when a file is missing or does not compile.
class ImagePrograms {
 public:
  /// How picture.frag reads texels; its SAMPLING.
  enum class Sampling { kNearest, kLinear, kShrunken };
  static constexpr std::size_t kSamplings = 3;

  /// Binds `picture.frag` for the vertices that follow.
  struct Picture {
    ImagePrograms* programs = nullptr;
    Sampling sampling = Sampling::kNearest;
    ColorMap map = ColorMap::kNone;
    float low = 0, high = 1, alpha = 1;
    int inside[4] = {};  // first x and y, last x and y of the texels that may be read; not for kNearest
  };

  /// Binds `difference.frag`: the bound texture against `other`, whose rectangle maps onto the first one's.
  struct Difference {
    ImagePrograms* programs = nullptr;
    std::uint64_t other = 0;                             // TileTexture::texture
    float from[4] = {0, 0, 1, 1}, to[4] = {0, 0, 1, 1};  // u0 v0 u1 v1 of the first and of the other
    float gain = 1;
    float unused = 0;  // no byte between members: all are compared (FrameDamage)
  };

  static_assert(sizeof(Difference) == 2 * 8 + 10 * sizeof(float));

  /// Binds `box.frag`: uv are pixels from the box's upper left outer corner.
  struct Box {
    ImagePrograms* programs = nullptr;
    float width = 0, height = 0;  // of the box, screen pixels
    float line = 2, edge = 1;     // width of the line and of the dark edge on either side of it
  };

  static void bind_picture(const ImDrawList*, const ImDrawCmd* command);
  static void bind_difference(const ImDrawList*, const ImDrawCmd* command);
  static void bind_box(const ImDrawList*, const ImDrawCmd* command);

  /// Folder of the shader files; set once by Ui.
  void set_folder(std::filesystem::path folder) { folder_ = std::move(folder); }

  /// Why nothing could be compiled; empty = all is well. Drawing goes on with ImGui's own program.
  const std::string& failure() const { return failure_; }

 private:
  struct Program {
    GlProgram program;
    GLint projection = -1;
    GLint location(const char* uniform) const;
  };

  bool bind(Program& program, const char* fragment, const std::string& defines = {});
  void compile(Program& program, const char* fragment, const std::string& defines);
  GLuint color_table(ColorMap map);

  std::filesystem::path folder_;
  Program picture_[kSamplings][2];  // second: with a colour map
  Program difference_, box_;
  std::array<GlTexture, 5> tables_;
  std::string failure_;
};

}  // namespace ui

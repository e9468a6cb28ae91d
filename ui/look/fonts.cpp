#include <imgui.h>

#include "core/base/error.h"
#include "ui/look/theme.h"

namespace ui {
namespace {

// The ranges of characters that are not taken from Font Awesome: all but its private-use glyphs and arrows.
constexpr ImWchar kNotIcons[] = {0x0020, 0x218F, 0x2200, 0xDFFF, 0};

/// One text face, and merged into it what it lacks.
struct FontFiles {
  std::filesystem::path text, icons, cjk;
};

ImFont* add_font(const FontFiles& files) {
  std::error_code unknown;
  for (const auto& file : {files.text, files.icons, files.cjk})
    if (!std::filesystem::exists(file, unknown))
      throw core::Error("a font of the program is missing", file.string(), "run ./run --build again");
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  const float size = static_cast<float>(TextSize::kText);
  ImFont* font = atlas->AddFontFromFileTTF(files.text.string().c_str(), size);
  ImFontConfig icon;
  icon.MergeMode = true;
  icon.GlyphExcludeRanges = kNotIcons;
  icon.ExtraSizeScale = 12.0f / 13.0f;  // icons of 12 px beside an em of 13 px
  icon.GlyphMinAdvanceX = size;         // one column of icons lines up
  ImFontConfig cjk;
  cjk.MergeMode = true;
  cjk.ExtraSizeScale = 1.1f;  // its lines are higher than Roboto's: the same em of 13 px
  if (!font || !atlas->AddFontFromFileTTF(files.icons.string().c_str(), size, &icon) ||
      !atlas->AddFontFromFileTTF(files.cjk.string().c_str(), size, &cjk))
    throw core::Error("a font of the program is damaged", files.text.parent_path().string(),
                      "run ./run --build again");
  return font;
}

}  // namespace

Fonts load_fonts(const std::filesystem::path& folder) {
  const auto icons = folder / "FontAwesome6-Solid.otf", cjk = folder / "DroidSansFallback.ttf";
  Fonts fonts;
  fonts.regular = add_font({folder / "Roboto-Regular.ttf", icons, cjk});
  fonts.medium = add_font({folder / "Roboto-Medium.ttf", icons, cjk});
  ImGui::GetIO().FontDefault = fonts.regular;
  return fonts;
}

}  // namespace ui

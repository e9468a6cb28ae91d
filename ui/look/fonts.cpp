#include <imgui.h>

#include "core/base/error.h"
#include "ui/look/theme.h"

namespace ui {
namespace {

// The ranges of characters that are not taken from Font Awesome: all but its private-use glyphs and arrows.
constexpr ImWchar kNotIcons[] = {0x0020, 0x218F, 0x2200, 0xDFFF, 0};

ImFont* add_font(const std::filesystem::path& text, const std::filesystem::path& icons) {
  for (const auto& file : {text, icons})
    if (std::error_code missing; !std::filesystem::exists(file, missing))
      throw core::Error("a font of the program is missing", file.string(), "run ./run --build again");
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  const float size = static_cast<float>(TextSize::kText);
  ImFont* font = atlas->AddFontFromFileTTF(text.string().c_str(), size);
  ImFontConfig icon;
  icon.MergeMode = true;
  icon.GlyphExcludeRanges = kNotIcons;
  icon.ExtraSizeScale = 12.0f / 13.0f;  // icons of 12 px beside an em of 13 px
  icon.GlyphMinAdvanceX = size;         // one column of icons lines up
  if (!font || !atlas->AddFontFromFileTTF(icons.string().c_str(), size, &icon))
    throw core::Error("a font of the program is damaged", text.string(), "run ./run --build again");
  return font;
}

}  // namespace

Fonts load_fonts(const std::filesystem::path& folder) {
  const auto icons = folder / "FontAwesome6-Solid.otf";
  Fonts fonts;
  fonts.regular = add_font(folder / "Roboto-Regular.ttf", icons);
  fonts.medium = add_font(folder / "Roboto-Medium.ttf", icons);
  ImGui::GetIO().FontDefault = fonts.regular;
  return fonts;
}

}  // namespace ui

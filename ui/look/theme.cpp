#include "ui/look/theme.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 0xFF);
}

Theme dark_theme() {
  Theme t;
  t.kind = ThemeKind::kDark;
  t.gap = rgb(0x0E0F11);
  t.bar = rgb(0x16181B);
  t.panel = rgb(0x1E2024);
  t.header = rgb(0x24272C);
  t.frame = rgb(0x2B2E34);
  t.frame_hovered = rgb(0x383C44);
  t.line = rgb(0x32363D);
  t.selected = rgb(0x223E41);
  t.surround = rgb(0x161616);
  t.plot = rgb(0x17191C);
  t.grid = rgb(0x2A2D33);
  t.text = rgb(0xE2E5E9);
  t.text_dim = rgb(0xA4AAB4);
  t.text_disabled = rgb(0x959CA7);
  t.accent = rgb(0x3DBDAE);
  t.accent_fill = rgb(0x1F5A53);
  t.text_on_accent = rgb(0x04201C);
  t.warning = rgb(0xE8B64C);
  t.error = rgb(0xF2796F);
  t.good = rgb(0x7CC98A);
  t.curves = {rgb(0x3F90DA), rgb(0xFFA90E), rgb(0x92DADD), rgb(0xE76300), rgb(0xB9AC70), rgb(0x94A4A2)};
  t.grey = rgb(0x6E7B79);
  return t;
}

Theme light_theme() {
  Theme t;
  t.kind = ThemeKind::kLight;
  t.gap = rgb(0xBFC3C9);
  t.bar = rgb(0xDEE1E5);
  t.panel = rgb(0xF3F4F6);
  t.header = rgb(0xE6E9EC);
  t.frame = rgb(0xFFFFFF);
  t.frame_hovered = rgb(0xE4E7EB);
  t.line = rgb(0xC3C8CF);
  t.selected = rgb(0xC6E7E2);
  t.surround = rgb(0xCCCCCC);
  t.plot = rgb(0xFFFFFF);
  t.grid = rgb(0xE3E6EA);
  t.text = rgb(0x1A1D21);
  t.text_dim = rgb(0x474E58);
  t.text_disabled = rgb(0x565D68);
  t.accent = rgb(0x08625A);
  t.accent_fill = rgb(0xA9D8D1);
  t.text_on_accent = rgb(0xFFFFFF);
  t.warning = rgb(0x7A4F00);
  t.error = rgb(0xB3261E);
  t.good = rgb(0x17692C);
  t.curves = {rgb(0x2F7CC3), rgb(0xB36F00), rgb(0x2A8C92), rgb(0xC24E00), rgb(0x7F7335), rgb(0x66757A)};
  t.grey = rgb(0x8A9497);
  return t;
}

double linear(unsigned channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 color) {
  return 0.2126 * linear((color >> IM_COL32_R_SHIFT) & 0xFF) +
         0.7152 * linear((color >> IM_COL32_G_SHIFT) & 0xFF) +
         0.0722 * linear((color >> IM_COL32_B_SHIFT) & 0xFF);
}

}  // namespace

Theme make_theme(ThemeKind kind) {
  Theme theme = kind == ThemeKind::kDark ? dark_theme() : light_theme();
  theme.plate = with_alpha(rgb(0x0E0F11), 0.82f);
  theme.text_on_plate = rgb(0xE2E5E9);
  return theme;
}

float Theme::px(float at_100_percent) const {
  const float scaled = std::round(at_100_percent * scale);
  return at_100_percent > 0 ? std::max(scaled, 1.0f) : scaled;
}

ImU32 Theme::bin(core::BinId id) const {
  switch (id) {
    case core::BinId::kA:
      return curves[1];
    case core::BinId::kB:
      return curves[0];
    case core::BinId::kC:
      return curves[4];
    case core::BinId::kLeft:
      return curves[2];
    case core::BinId::kRight:
      return curves[3];
  }
  return accent;
}

ImU32 with_alpha(ImU32 color, float alpha) {
  const auto a = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0f, 1.0f) * 255));
  return (color & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

double contrast(ImU32 a, ImU32 b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace ui

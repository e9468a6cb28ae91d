#pragma once

#include <imgui.h>

#include <array>
#include <filesystem>

#include "core/document/document.h"
#include "ui/look/theme_kind.h"

namespace ui {

/// Measures of the window at 100 %, in logical pixels. Multiply by Theme::scale (Theme::px) before drawing.
namespace metric {
inline constexpr float kMenuBar = 32, kTabBar = 28, kToolRow = 32, kStatusBar = 24;
inline constexpr float kFrame = 24, kTableRow = 24, kListRow = 28;
inline constexpr float kGap = 4, kGroupGap = 8, kPanelPadding = 8;
inline constexpr float kThumbnail = 64;
inline constexpr float kLabelColumn = 104;  // label part of a property row
}  // namespace metric

/// Sizes of text in ImGui's units at 100 % (15 units = an em of 13 px).
enum class TextSize { kAxis = 13, kSmall = 14, kText = 15, kLead = 18, kNumber = 23 };

struct Fonts {
  ImFont* regular = nullptr;  // icons are merged into both
  ImFont* medium = nullptr;
};

class ButtonBook;

/// Everything a look consists of. One value for dark and one for light; panels read it from Frame::theme.
struct Theme {
  ThemeKind kind = ThemeKind::kDark;
  float scale = 1;  // user factor x monitor factor
  Fonts fonts;
  ButtonBook* buttons = nullptr;  // told of every button that is drawn; null = nobody looks for one

  ImU32 gap = 0, bar = 0, panel = 0, header = 0, frame = 0, frame_hovered = 0, line = 0, selected = 0;
  ImU32 surround = 0, plot = 0, grid = 0;
  ImU32 text = 0, text_dim = 0, text_disabled = 0;
  ImU32 accent = 0, accent_fill = 0, text_on_accent = 0;
  ImU32 warning = 0, error = 0, good = 0;
  ImU32 plate = 0, text_on_plate = 0;  // labels over pictures: the same in both themes
  std::array<ImU32, 6> curves{};       // [0] data and D, [1] generated and G; see curve_style()
  ImU32 grey = 0;                      // controls and baselines in bar charts

  float px(float at_100_percent) const;  // rounded to whole pixels, at least 1 for anything above 0

  bool dark() const { return kind == ThemeKind::kDark; }

  ImU32 bin(core::BinId id) const;  // A orange, B blue, C sand, left and right the next two curve colours
};

/// The colours of a theme (docs/promises.md: The look), without fonts and at scale 1.
Theme make_theme(ThemeKind kind);

/// Loads Roboto, Font Awesome and Droid Sans Fallback (Chinese, Japanese, Korean) from `folder`
/// (assets/fonts) into the current ImGui context, once. Throws core::Error naming a missing file.
Fonts load_fonts(const std::filesystem::path& folder);

/// Sets ImGui's and ImPlot's style for `theme`, starting from a pristine style each time, so that changing
/// the scale twice does not scale twice. UI thread, between frames.
void apply_style(const Theme& theme);

inline ImVec4 vec(ImU32 color) {
  return ImGui::ColorConvertU32ToFloat4(color);
}

/// The same colour with another opacity, 0..1.
ImU32 with_alpha(ImU32 color, float alpha);
/// WCAG 2 contrast ratio of two opaque colours, 1..21.
double contrast(ImU32 a, ImU32 b);

}  // namespace ui

#include <implot.h>

#include <algorithm>

#include "ui/look/theme.h"

namespace ui {
namespace {

void set_window_colors(ImVec4* c, const Theme& t) {
  c[ImGuiCol_Text] = vec(t.text);
  c[ImGuiCol_TextDisabled] = vec(t.text_disabled);
  c[ImGuiCol_WindowBg] = vec(t.panel);
  c[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_PopupBg] = vec(t.header);
  c[ImGuiCol_Border] = vec(t.line);
  c[ImGuiCol_BorderShadow] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_TitleBg] = c[ImGuiCol_TitleBgActive] = c[ImGuiCol_TitleBgCollapsed] = vec(t.bar);
  c[ImGuiCol_MenuBarBg] = vec(t.bar);
  c[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_ScrollbarGrab] = vec(t.dark() ? t.frame_hovered : t.line);
  c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = vec(t.text_disabled);
  c[ImGuiCol_Separator] = vec(t.line);
  c[ImGuiCol_SeparatorHovered] = c[ImGuiCol_SeparatorActive] = vec(t.accent);
  c[ImGuiCol_ResizeGrip] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_ResizeGripHovered] = c[ImGuiCol_ResizeGripActive] = vec(t.accent);
  c[ImGuiCol_Tab] = c[ImGuiCol_TabDimmed] = vec(t.bar);
  c[ImGuiCol_TabHovered] = vec(t.header);
  c[ImGuiCol_TabSelected] = c[ImGuiCol_TabDimmedSelected] = vec(t.panel);
  c[ImGuiCol_TabSelectedOverline] = vec(t.accent);
  c[ImGuiCol_TabDimmedSelectedOverline] = vec(t.line);
  c[ImGuiCol_DockingPreview] = vec(with_alpha(t.accent, 0.4f));
  c[ImGuiCol_DockingEmptyBg] = vec(t.gap);
  c[ImGuiCol_NavWindowingHighlight] = vec(t.accent);
  c[ImGuiCol_NavWindowingDimBg] = c[ImGuiCol_ModalWindowDimBg] = vec(with_alpha(t.gap, 0.55f));
}

void set_item_colors(ImVec4* c, const Theme& t) {
  c[ImGuiCol_FrameBg] = vec(t.frame);
  c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = vec(t.frame_hovered);
  c[ImGuiCol_CheckMark] = vec(t.accent);
  c[ImGuiCol_CheckboxSelectedBg] = vec(t.frame);
  c[ImGuiCol_SliderGrab] = c[ImGuiCol_SliderGrabActive] = vec(t.accent);
  c[ImGuiCol_Button] = vec(t.frame);
  c[ImGuiCol_ButtonHovered] = vec(t.frame_hovered);
  c[ImGuiCol_ButtonActive] = vec(t.accent_fill);
  c[ImGuiCol_Header] = vec(t.selected);
  c[ImGuiCol_HeaderHovered] = c[ImGuiCol_HeaderActive] = vec(t.selected);
  c[ImGuiCol_InputTextCursor] = vec(t.text);
  c[ImGuiCol_PlotLines] = c[ImGuiCol_PlotHistogram] = vec(t.accent);
  c[ImGuiCol_PlotLinesHovered] = c[ImGuiCol_PlotHistogramHovered] = vec(t.text);
  c[ImGuiCol_TableHeaderBg] = vec(t.header);
  c[ImGuiCol_TableBorderStrong] = c[ImGuiCol_TableBorderLight] = vec(t.line);
  c[ImGuiCol_TableRowBg] = vec(t.panel);
  c[ImGuiCol_TableRowBgAlt] = vec(t.header);
  c[ImGuiCol_TextLink] = vec(t.accent);
  c[ImGuiCol_TextSelectedBg] = vec(t.accent_fill);
  c[ImGuiCol_TreeLines] = vec(t.line);
  c[ImGuiCol_DragDropTarget] = vec(t.accent);
  c[ImGuiCol_DragDropTargetBg] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_UnsavedMarker] = vec(t.text);
  c[ImGuiCol_NavCursor] = vec(t.accent);
}

/// Measures at 100 %.
void set_measures(ImGuiStyle& s) {
  s.WindowPadding = {metric::kPanelPadding, metric::kPanelPadding};
  s.WindowRounding = s.ChildRounding = s.PopupRounding = 0;
  s.WindowBorderSize = s.ChildBorderSize = 0;
  s.PopupBorderSize = 1;
  s.WindowMinSize = {32, 32};
  s.FrameRounding = s.GrabRounding = 3;
  s.ItemSpacing = {metric::kGap, metric::kGap};
  s.ItemInnerSpacing = {metric::kGap, metric::kGap};
  s.CellPadding = {8, 0};
  s.IndentSpacing = 16;
  s.ScrollbarSize = 10;
  s.ScrollbarRounding = 3;
  s.GrabMinSize = 4;
  s.TabRounding = 4;
  s.TabMinWidthShrink = 56;
  s.TabBorderSize = s.TabBarBorderSize = 0;
  s.TabBarOverlineSize = 2;
  s.DockingSeparatorSize = metric::kGap;
  s.DockingNodeHasCloseButton = false;
  s.TabCloseButtonMinWidthSelected = s.TabCloseButtonMinWidthUnselected = 1e6f;
  s.WindowMenuButtonPosition = ImGuiDir_None;
  s.SeparatorTextBorderSize = 1;
  s.WindowTitleAlign = {0, 0.5f};
  s.HoverDelayNormal = 0.4f;
}

void apply_plot_style(const Theme& t) {
  ImPlotStyle& s = ImPlot::GetStyle();
  s = ImPlotStyle();
  const float px = t.scale;
  s.PlotBorderSize = px;
  s.MinorAlpha = 0;
  s.MajorTickLen = s.MinorTickLen = {0, 0};
  s.MajorGridSize = s.MajorTickSize = {px, px};
  s.PlotPadding = {2 * px, 4 * px};
  s.LabelPadding = {4 * px, 3 * px};
  s.MousePosPadding = {6 * px, 4 * px};
  s.PlotMinSize = {40 * px, 32 * px};
  s.Colors[ImPlotCol_FrameBg] = ImVec4(0, 0, 0, 0);
  s.Colors[ImPlotCol_PlotBg] = vec(t.plot);
  s.Colors[ImPlotCol_PlotBorder] = vec(t.line);
  s.Colors[ImPlotCol_LegendBg] = vec(t.header);
  s.Colors[ImPlotCol_LegendBorder] = vec(t.line);
  s.Colors[ImPlotCol_LegendText] = s.Colors[ImPlotCol_TitleText] = s.Colors[ImPlotCol_InlayText] =
      vec(t.text);
  s.Colors[ImPlotCol_AxisText] = vec(t.text_dim);
  s.Colors[ImPlotCol_AxisGrid] = s.Colors[ImPlotCol_AxisTick] = vec(t.grid);
  s.Colors[ImPlotCol_AxisBg] = s.Colors[ImPlotCol_AxisBgHovered] = s.Colors[ImPlotCol_AxisBgActive] =
      ImVec4(0, 0, 0, 0);
  s.Colors[ImPlotCol_Selection] = vec(t.accent);
  s.Colors[ImPlotCol_Crosshairs] = vec(t.text_dim);
}

}  // namespace

void apply_style(const Theme& theme) {
  ImGuiStyle style;
  set_window_colors(style.Colors, theme);
  set_item_colors(style.Colors, theme);
  set_measures(style);
  style.ScaleAllSizes(theme.scale);
  style.TabCloseButtonMinWidthSelected = style.TabCloseButtonMinWidthUnselected = 1e6f;
  // These sizes decide heights and are set again, because ScaleAllSizes() cuts fractions off.
  const float text = static_cast<float>(TextSize::kText) * theme.scale;
  style.FramePadding = {theme.px(8), (theme.px(metric::kFrame) - text) / 2};
  style.FrameBorderSize = theme.dark() ? 0 : theme.px(1);
  style.PopupBorderSize = theme.px(1);
  style.DockingSeparatorSize = theme.px(metric::kGap);
  style.FontSizeBase = static_cast<float>(TextSize::kText);
  style.FontScaleMain = theme.scale;
  style.FontScaleDpi = 1;
  style._NextFrameFontSizeBase = style.FontSizeBase;
  ImGui::GetStyle() = style;
  if (ImPlot::GetCurrentContext()) apply_plot_style(theme);
}

}  // namespace ui

#include "ui/shell/menu_layout.h"

#include <icons_font_awesome_6.h>

#include <iterator>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

/// The layouts from the fullest to the narrowest: first words are left out, then the boxes shrink, and last a
/// menu takes the tabs' place.
constexpr MenuLayout kLayouts[] = {
    {true, {TabStyle::kWords, 16}, 148, 264, 264},
    {true, {TabStyle::kWords, 11}, kIconBox, 160, 220},
    {true, {TabStyle::kIcons, 11}, kIconBox, 140, 220},
    {true, {TabStyle::kIcons, 9}, kIconBox, 140, 220},
    {false, {TabStyle::kIcons, 9}, kIconBox, 140, 220},
    {false, {TabStyle::kIcons, 9}, kIconBox, kArrowBox, kArrowBox},
    {false, {TabStyle::kIcons, 6}, kIconBox, kIconBox, kIconBox},
    {false, {TabStyle::kMenuWord}, kIconBox, kArrowBox, kArrowBox},
    {false, {TabStyle::kMenuWord}, kIconBox, kIconBox, kIconBox},
    {false, {TabStyle::kMenuIcon}, kIconBox, kIconBox, kIconBox},
    {false, {TabStyle::kMenuIcon}, 0, kIconBox, kIconBox},
};

/// The width of name and menus as draw_menu_bar() places them. It is computed because it is needed before
/// they are drawn.
float left_part_width(const Theme& theme, bool name) {
  float width = theme.px(14) + text_width(ICON_FA_VECTOR_SQUARE) + theme.px(12);
  for (const Menu menu : {Menu::kFile, Menu::kEdit, Menu::kView, Menu::kModel, Menu::kRun, Menu::kHelp})
    width += text_width(menu_title(menu)) + 2 * theme.px(8);
  if (!name) return width;
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  return width + theme.px(4) + text_width(verbatim("ganscope"));
}

}  // namespace

float right_part_width(const Theme& theme, const MenuLayout& layout, float model_width) {
  const float command = layout.command > 0 ? theme.px(layout.command) + theme.px(kBarGap) : 0;
  return command + model_width + theme.px(kBarGap);
}

MenuLayout choose_menu_layout(const Theme& theme, float window_width) {
  for (const MenuLayout& layout : kLayouts) {
    const float left = left_part_width(theme, layout.name);
    const float tabs = workspace_tabs_width(theme, layout.tabs) + theme.px(metric::kGap);
    if (left + tabs + right_part_width(theme, layout, theme.px(layout.model_least)) <= window_width)
      return layout;
  }
  return kLayouts[std::size(kLayouts) - 1];
}

}  // namespace ui

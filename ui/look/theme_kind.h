#pragma once

namespace ui {

enum class ThemeKind { kDark, kLight };

}  // namespace ui

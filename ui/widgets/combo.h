#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ui/look/theme.h"

namespace ui {

/// A drop-down list `width` logical pixels wide (0 = the rest of the line). Labels through tr(). True when
/// another was chosen; `chosen` outside the list shows `placeholder`.
bool combo(const Theme& theme, const char* id, std::span<const char* const> labels, int& chosen,
           float width = 0, const char* tooltip = nullptr, const char* placeholder = "…");
/// A text field of one line; true when the person finished an edit that changed it.
bool text_field(const Theme& theme, const char* id, std::string& text, float width = 0,
                const char* placeholder = nullptr);
/// Whole numbers with thousands separators, typed or dragged; true when an edit is finished. Values outside
/// min..max are clamped.
bool integer_field(const Theme& theme, const char* id, std::int64_t& value, std::int64_t min,
                   std::int64_t max, float width = 72);
/// Seeds: an integer field with a dice button that draws another; true when it changed.
bool seed_field(const Theme& theme, const char* id, std::uint64_t& seed, float width = 72);

}  // namespace ui

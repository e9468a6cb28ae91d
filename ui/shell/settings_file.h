#pragma once

#include <filesystem>
#include <string>

#include "ui/frame/view_state.h"

namespace ui {

/// Settings as JSON, and back; unknown keys and values of a wrong kind or range leave the default.
std::string settings_text(const Settings& settings);
Settings parse_settings(const std::string& text);

/// Defaults when the file is missing or unreadable: a broken settings file must not keep the window shut.
Settings load_settings(const std::filesystem::path& file);

/// Puts a model first among the recent ones (at most 10, no duplicates).
void remember_model(Settings& settings, const std::string& name_or_file);

}  // namespace ui

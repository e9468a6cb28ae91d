#include "ui/shell/settings_file.h"

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"

namespace ui {
namespace {

constexpr std::size_t kLargestFile = 1 << 20, kMostRecent = 10;

void read_flag(const core::Json& json, const char* key, bool& value) {
  if (const auto found = json.find(key); found != json.end() && found->is_boolean())
    value = found->get<bool>();
}

}  // namespace

std::string settings_text(const Settings& settings) {
  core::Json json;
  json["theme"] = settings.theme == ThemeKind::kDark ? "dark" : "light";
  json["scale"] = settings.scale;
  json["linear_sampling"] = settings.linear_sampling;
  json["export_folder"] = settings.export_folder.string();
  json["recent_models"] = settings.recent_models;
  json["gesture_dragged"] = settings.gesture_dragged;
  json["gesture_pinned"] = settings.gesture_pinned;
  json["gesture_played"] = settings.gesture_played;
  json["first_minute_hidden"] = settings.first_minute_hidden;
  return core::json_text(json) + "\n";
}

Settings parse_settings(const std::string& text) {
  const core::Json json = core::parse_json(text, "settings.json");
  Settings settings;
  if (!json.is_object()) return settings;
  if (json.value("theme", core::Json()) == "light") settings.theme = ThemeKind::kLight;
  if (const auto scale = json.find("scale"); scale != json.end() && scale->is_number())
    settings.scale = std::clamp(scale->get<float>(), 0.75f, 3.0f);
  read_flag(json, "linear_sampling", settings.linear_sampling);
  if (const auto folder = json.find("export_folder"); folder != json.end() && folder->is_string())
    settings.export_folder = folder->get<std::string>();
  if (const auto recent = json.find("recent_models"); recent != json.end() && recent->is_array())
    for (const core::Json& one : *recent)
      if (one.is_string() && settings.recent_models.size() < kMostRecent)
        settings.recent_models.push_back(one.get<std::string>());
  read_flag(json, "gesture_dragged", settings.gesture_dragged);
  read_flag(json, "gesture_pinned", settings.gesture_pinned);
  read_flag(json, "gesture_played", settings.gesture_played);
  read_flag(json, "first_minute_hidden", settings.first_minute_hidden);
  return settings;
}

Settings load_settings(const std::filesystem::path& file) {
  std::error_code missing;
  if (file.empty() || !std::filesystem::exists(file, missing)) return {};
  try {
    const std::vector<std::byte> bytes = core::read_file(file, kLargestFile);
    return parse_settings({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  } catch (const core::Error&) {
    return {};
  }
}

void remember_model(Settings& settings, const std::string& name_or_file) {
  std::erase(settings.recent_models, name_or_file);
  settings.recent_models.insert(settings.recent_models.begin(), name_or_file);
  if (settings.recent_models.size() > kMostRecent) settings.recent_models.resize(kMostRecent);
}

}  // namespace ui

#include "ui/workspaces/train/train_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <type_traits>

#include "core/base/format.h"
#include "ui/look/tr.h"

namespace ui::train {
namespace {

template <class Number>
bool read(const std::string& text, Number& value) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  value = number;
  return true;
}

bool read(const std::string& text, bool& value) {
  if (text != "yes" && text != "no") return false;
  value = text == "yes";
  return true;
}

bool read(const std::string& text, std::string& value) {
  value = text;
  return true;
}

bool read(const std::string& text, std::filesystem::path& value) {
  value = text;
  return true;
}

bool read(const std::string& text, core::Prior& value) {
  const auto prior = core::parse_prior(text);
  if (prior) value = *prior;
  return prior.has_value();
}

bool stands_for(const TrainSetting& setting, std::string_view name) {
  return std::any_of(setting.options.begin(), setting.options.end(),
                     [&](const core::TrainOption* option) { return name == option->name; });
}

}  // namespace

const std::vector<TrainSetting>& train_settings() {
  static const std::vector<TrainSetting> kSettings = [] {
    std::map<int, TrainSetting> lines;
    for (const core::TrainOption& option : core::option_table())
      if (*option.label != '\0') lines[option.line].options.push_back(&option);
    std::vector<TrainSetting> settings;
    for (auto& [line, setting] : lines) settings.push_back(std::move(setting));
    return settings;
  }();
  return kSettings;
}

std::string setting_tip(const TrainSetting& setting) {
  std::string tip;
  for (const core::TrainOption* option : setting.options)
    tip += (tip.empty() ? "" : "\n") + std::string(tr(option->help));
  return tip;
}

std::string setting_text(const core::TrainOptions& options, const TrainSetting& setting) {
  return std::visit(
      [&]<class Value>(Value core::TrainOptions::*member) -> std::string {
        if constexpr (std::is_same_v<Value, int> || std::is_same_v<Value, std::int64_t>)
          return core::thousands(options.*member);
        if constexpr (std::is_same_v<Value, double>) return fmt::format("{}", options.*member);
        return core::option_text(options, setting.shown());
      },
      setting.shown().member);
}

bool set_setting(core::TrainOptions& options, const TrainSetting& setting, const std::string& text) {
  std::string plain = text;
  if (core::kind_of(setting.shown()) == core::OptionKind::kNumber)
    std::erase_if(plain, [](char c) { return c == ',' || c == ' '; });
  core::TrainOptions changed = options;
  for (const core::TrainOption* option : setting.options)
    if (!std::visit([&](auto member) { return read(plain, changed.*member); }, option->member)) return false;
  options = changed;
  return true;
}

bool differs(const std::vector<core::SettingDifference>& differences, const TrainSetting& setting) {
  return std::any_of(differences.begin(), differences.end(),
                     [&](const core::SettingDifference& one) { return stands_for(setting, one.name); });
}

}  // namespace ui::train

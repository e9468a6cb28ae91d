#include "core/run/recipe.h"

#include <algorithm>

#include "core/base/shell_quoted.h"
#include "core/run/option_table.h"
#include "core/run/procedural_sets.h"

namespace core {
namespace {

/// " --flip", " --alternate=no", " --init 'my faces'".
std::string words(const TrainOption& option, const std::string& value) {
  const std::string flag = std::string(" ") + option.flag;
  if (kind_of(option) != OptionKind::kSwitch) return flag + " " + shell_quoted(value);
  return value == "yes" ? flag : flag + "=" + value;
}

}  // namespace

TrainOptions preset_of(const TrainOptions& options) {
  const std::vector<std::string> known = train_presets();
  const bool is_known = std::find(known.begin(), known.end(), options.preset) != known.end();
  return preset_options(is_known ? options.preset : "classic");
}

TrainOptions with_preset(const TrainOptions& now, const std::string& preset) {
  TrainOptions options = preset_options(preset);
  for_each_option([&](const TrainOption& option, auto member) {
    if (!option.recipe) options.*member = now.*member;
  });
  options.preset = preset;
  return options;
}

std::vector<SettingDifference> recipe_differences(const TrainOptions& preset, const TrainOptions& now) {
  std::vector<SettingDifference> found = differences(preset, now);
  std::erase_if(found, [](const SettingDifference& one) { return !find_option(one.name)->recipe; });
  return found;
}

std::string train_command(const TrainOptions& options) {
  TrainOptions preset = preset_of(options);
  std::string line = "ganscope train " + shell_quoted(data_word(options.data)) + " --preset " + preset.preset;
  preset.data = options.data;
  preset.run = options.run;
  preset.preset = options.preset;
  for (const SettingDifference& one : differences(preset, options))
    line += words(*find_option(one.name), one.now);
  return line + " --out " + shell_quoted(options.run.string());
}

}  // namespace core

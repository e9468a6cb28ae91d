#include "core/run/option_change.h"

#include "core/base/json_number.h"
#include "core/run/option_table.h"
#include "core/run/step_count.h"

namespace core {
namespace {

constexpr std::size_t kMostChanges = 10000;

std::string text_at(const Json& entry, const char* key) {
  return entry.contains(key) && entry[key].is_string() ? entry[key].get<std::string>() : std::string();
}

}  // namespace

Json to_json(const std::vector<OptionChange>& changes) {
  Json list = Json::array();
  for (const OptionChange& one : changes)
    list.push_back(
        {{"step", one.step}, {"option", one.change.name}, {"old", one.change.base}, {"new", one.change.now}});
  return list;
}

std::vector<OptionChange> changes_from_json(const Json& options) {
  std::vector<OptionChange> changes;
  if (!options.is_object() || !options.contains("changes") || !options["changes"].is_array()) return changes;
  for (const Json& entry : options["changes"]) {
    if (!entry.is_object() || !entry.contains("step") || changes.size() == kMostChanges) continue;
    const auto step = whole_number<std::int64_t>(entry["step"], 0, kMostSteps);
    const std::string name = text_at(entry, "option");
    if (step && find_option(name))
      changes.push_back({*step, {name, text_at(entry, "old"), text_at(entry, "new")}});
  }
  return changes;
}

}  // namespace core

#include "core/run/options_json.h"

#include <limits>
#include <optional>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/json_number.h"
#include "core/run/option_table.h"

namespace core {
namespace {

[[noreturn]] void refuse(const TrainOption& option, const std::string& reason, const std::string& where) {
  const std::string allowed = allowed_text(option);
  throw Error("unreadable options, " + std::string(option.name) + " " + reason, where,
              allowed.empty() ? allowed : "allowed: " + allowed);
}

template <class Value>
bool has_type(const Json& json) {
  if constexpr (std::is_same_v<Value, bool>) return json.is_boolean();
  if constexpr (std::is_integral_v<Value>) return json.is_number_integer();
  if constexpr (std::is_floating_point_v<Value>) return json.is_number();
  return json.is_string();
}

/// What `json` of the right type holds; nothing for a number that its option cannot hold, whose upper bits
/// would be lost.
template <class Value>
std::optional<Value> held(const Json& json) {
  if constexpr (std::is_integral_v<Value> && !std::is_same_v<Value, bool>)
    return whole_number(json, std::numeric_limits<Value>::min(), std::numeric_limits<Value>::max());
  else
    return json.get<Value>();
}

struct Reader {
  TrainOptions& options;
  const Json& json;
  const std::string& where;

  template <class Value>
  void operator()(const TrainOption& option, Value TrainOptions::*member) const {
    if (!option.stored) return;
    const bool there = json.is_object() && json.contains(option.name);
    if (!there && json.is_object() && *option.since != '\0') return;
    if (!there) refuse(option, "is missing", where);
    const Json& found = json.at(option.name);
    if constexpr (std::is_same_v<Value, Prior>) {
      const auto prior = found.is_string() ? parse_prior(found.get<std::string>()) : std::nullopt;
      if (!prior) refuse(option, "is neither uniform nor gaussian", where);
      options.*member = *prior;
    } else if constexpr (!std::is_same_v<Value, std::filesystem::path>) {
      if (!has_type<Value>(found)) refuse(option, "has the wrong type", where);
      const std::optional<Value> value = held<Value>(found);
      if (!value) refuse(option, "cannot be " + found.dump(), where);
      options.*member = *value;
    }
  }
};

}  // namespace

Json to_json(const TrainOptions& options) {
  Json json;
  for_each_option([&]<class Value>(const TrainOption& option, Value TrainOptions::*member) {
    if (!option.stored) return;
    if constexpr (std::is_same_v<Value, Prior>) {
      json[option.name] = std::string(prior_name(options.*member));
    } else if constexpr (!std::is_same_v<Value, std::filesystem::path>) {
      json[option.name] = options.*member;
    }
  });
  return json;
}

TrainOptions options_from_json(const Json& json, const std::string& where) {
  TrainOptions options;
  for_each_option(Reader{options, json, where});
  try {
    check(options);
  } catch (const UsageError& error) {  // here the file is wrong, not what somebody typed
    throw Error("unreadable options, " + error.failed(), where, error.hint());
  }
  return options;
}

}  // namespace core

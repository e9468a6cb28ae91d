#pragma once

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <vector>

#include "core/base/error.h"
#include "core/run/option_table.h"

namespace test {

inline bool is_legal(const core::TrainOptions& options) {
  try {
    core::check(options);
    return true;
  } catch (const core::UsageError&) {
    return false;
  }
}

/// Values worth trying for a number, a switch, a word with all that a shell minds, a path, a prior.
template <class Value>
std::vector<Value> other_values(const core::TrainOption& option, const Value& now) {
  if constexpr (std::is_same_v<Value, bool>) return {!now};
  if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
    std::vector<Value> values = {static_cast<Value>(now + 1)};
    if (option.range)
      values.insert(values.end(),
                    {static_cast<Value>(option.range->low), static_cast<Value>(option.range->high)});
    for (const char* choice : option.choices) values.push_back(static_cast<Value>(std::stod(choice)));
    return values;
  }
  if constexpr (std::is_same_v<Value, core::Prior>) return {core::Prior::kUniform, core::Prior::kGaussian};
  if constexpr (std::is_same_v<Value, std::string>) {
    std::vector<std::string> values(option.choices.begin(), option.choices.end());
    if (values.empty()) values = core::train_presets();  // the one text that must be a known word
    if (std::string_view(option.name) != "preset") values.insert(values.begin(), "an other's " + now);
    return values;
  }
  if constexpr (std::is_same_v<Value, std::filesystem::path>) return {"an other/run"};
}

/// `base` with another legal value of one option.
inline core::TrainOptions with_other(const core::TrainOptions& base, const core::TrainOption& option) {
  return std::visit(
      [&](auto member) {
        for (const auto& value : other_values(option, base.*member)) {
          core::TrainOptions changed = base;
          changed.*member = value;
          if (changed.*member != base.*member && is_legal(changed)) return changed;
        }
        FAIL("no other value of " << option.name);
        return base;
      },
      option.member);
}

/// Every option has another value than in `base`.
inline core::TrainOptions all_other(core::TrainOptions base) {
  for (const core::TrainOption& option : core::option_table()) base = with_other(base, option);
  return base;
}

}  // namespace test

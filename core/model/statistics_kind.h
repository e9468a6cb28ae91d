#pragma once

#include <optional>
#include <string_view>

namespace core {

/// What a net's running_mean and running_var hold: the running ones of its training, those gathered over the
/// population of z, or nothing that can be used.
enum class StatisticsKind { kRunning, kPopulation, kNone };

/// "running", "population" or "none", as "bn_stats" of our files says it.
const char* statistics_kind_name(StatisticsKind kind);
std::optional<StatisticsKind> parse_statistics_kind(std::string_view name);

}  // namespace core

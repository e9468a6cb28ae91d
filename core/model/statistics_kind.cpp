#include "core/model/statistics_kind.h"

namespace core {

const char* statistics_kind_name(StatisticsKind kind) {
  switch (kind) {
    case StatisticsKind::kRunning:
      return "running";
    case StatisticsKind::kPopulation:
      return "population";
    case StatisticsKind::kNone:
      return "none";
  }
  return "none";
}

std::optional<StatisticsKind> parse_statistics_kind(std::string_view name) {
  for (StatisticsKind kind : {StatisticsKind::kRunning, StatisticsKind::kPopulation, StatisticsKind::kNone}) {
    if (name == statistics_kind_name(kind)) return kind;
  }
  return std::nullopt;
}

}  // namespace core

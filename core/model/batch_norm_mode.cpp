#include "core/model/batch_norm_mode.h"

#include <algorithm>

namespace core {

std::string_view batch_norm_mode_name(BatchNormMode mode) {
  switch (mode) {
    case BatchNormMode::kRunning:
      return "running";
    case BatchNormMode::kPopulation:
      return "population";
    case BatchNormMode::kBatch:
      return "batch";
  }
  return "population";
}

std::optional<BatchNormMode> parse_batch_norm_mode(std::string_view name) {
  for (BatchNormMode mode : {BatchNormMode::kRunning, BatchNormMode::kPopulation, BatchNormMode::kBatch}) {
    if (name == batch_norm_mode_name(mode)) {
      return mode;
    }
  }
  return std::nullopt;
}

BatchNormMode mode_after_change(const std::vector<BatchNormMode>& before,
                                const std::vector<BatchNormMode>& now, BatchNormMode mode) {
  if (now.empty()) return mode;
  const bool was_default = before.empty() || mode == before.front();
  const bool is_there = std::find(now.begin(), now.end(), mode) != now.end();
  return was_default || !is_there ? now.front() : mode;
}

}  // namespace core

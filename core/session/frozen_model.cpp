#include "core/session/frozen_model.h"

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

}  // namespace core

#include "core/session/doubtful_statistics.h"

namespace core {

bool is_from_elsewhere(const ModelInfo& info) {
  return !info.words.empty() || info.metadata.contains("source_format");
}

bool has_doubtful_statistics(const ModelInfo& info) {
  if (!info.has_generator) return false;
  const BatchNormMode own = info.modes.front();  // a batch's own: the file has none
  return own == BatchNormMode::kBatch || (own == BatchNormMode::kRunning && is_from_elsewhere(info));
}

}  // namespace core

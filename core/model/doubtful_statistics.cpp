#include "core/model/doubtful_statistics.h"

#include <cmath>
#include <cstdio>

namespace core {

bool is_from_elsewhere(const ModelInfo& info) {
  return !info.words.empty() || info.metadata.contains("source_format");
}

bool has_batch_norm(const ModelInfo& info) {
  return info.modes != std::vector{BatchNormMode::kPopulation};
}

bool has_doubtful_statistics(const ModelInfo& info) {
  if (!info.has_generator) return false;
  const BatchNormMode own = info.modes.front();  // a batch's own: the file has none
  return own == BatchNormMode::kBatch || (own == BatchNormMode::kRunning && is_from_elsewhere(info));
}

std::string statistics_effect(double difference) {
  if (std::isnan(difference)) return "give no finite pictures, nor do a batch's own";
  if (std::isinf(difference)) return "give no finite pictures";
  char text[64];
  std::snprintf(text, sizeof text, "change the picture by %.3f of its range", difference);
  return text;
}

std::string statistics_words(double difference) {
  return "the file's own BatchNorm statistics " + statistics_effect(difference);
}

}  // namespace core

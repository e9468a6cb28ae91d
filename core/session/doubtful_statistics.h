#pragma once

#include <string>

#include "core/session/frozen_model.h"

namespace core {

/// Whether others trained the model: its file is theirs, or was converted from one (formats.md 1.2:
/// "source_format"). What this program trained or gathered it vouches for.
bool is_from_elsewhere(const ModelInfo& info);

/// Whether a generator's BatchNorm statistics want FrozenModel::with_settled_statistics: running ones from
/// elsewhere, and those a file lacks.
bool has_doubtful_statistics(const ModelInfo& info);

/// What a file's own statistics do to the picture, in words; `difference` is
/// ModelInfo::statistics_difference.
std::string statistics_words(double difference);

}  // namespace core

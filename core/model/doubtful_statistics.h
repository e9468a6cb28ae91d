#pragma once

#include <string>

#include "core/model/frozen_model.h"

namespace core {

/// Whether others trained the model: its file is theirs, or was converted from one ("source_format" in
/// docs/formats.md: Model files). What this program trained or gathered it vouches for.
bool is_from_elsewhere(const ModelInfo& info);

/// Whether the generator has BatchNorm. One without has a single mode, kPopulation: all give one picture.
bool has_batch_norm(const ModelInfo& info);

/// Whether a generator's BatchNorm statistics want FrozenModel::with_settled_statistics: running ones from
/// elsewhere, and those a file lacks.
bool has_doubtful_statistics(const ModelInfo& info);

/// What statistics do to the picture, in words that follow "they"; `difference` is
/// ModelInfo::statistics_difference.
/// Infinite: no finite pictures; NaN: a batch's own statistics give none either.
std::string statistics_effect(double difference);
/// The same of a file's own.
std::string statistics_words(double difference);

}  // namespace core

#pragma once

#include "core/base/progress.h"
#include "core/io/sources/packed_images.h"
#include "core/request/evaluation.h"

namespace tasks {

/// For every sample the nearest reals by root mean square difference at 32x32 grey, mirrored reals included,
/// each with its percentile among the distances from a real to its own nearest other real (up to 500 of
/// them). Counts the samples that are not like the reals in mean and contrast. Samples may have any size.
core::NearestResult nearest_reals(const io::PackedImages& reals, const std::vector<core::Image>& samples,
                                  int neighbours, const core::Progress& progress);

}  // namespace tasks

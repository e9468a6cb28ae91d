#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/io/sources/image_source.h"

namespace tasks {

/// The reals of `data` as squares of `size` pixels, at most `limit` of them. Throws core::Error or Cancelled.
io::PackedImages reals_of(const std::string& data, int size, int channels, int limit,
                          const core::Progress& progress);

/// `count` different reals, or as many as there are, drawn by `seed`.
std::vector<core::Image> sample_data(const std::string& data, int size, int channels, int count,
                                     std::uint64_t seed, const core::Progress& progress);

}  // namespace tasks

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/io/sources/image_source.h"

namespace tasks {

/// The scenes of the seeds 1 .. count of "rooms" or "portraits", drawn on two threads. Throws
/// core::UsageError for another name.
std::unique_ptr<io::ImageSource> open_scenes(const std::string& kind, std::int64_t count);

}  // namespace tasks

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace io {

/// The names of the video encoders in what `ffmpeg -encoders` prints.
std::vector<std::string> video_encoders(std::string_view listing);

/// Throws core::Error unless libx264 is among them: what there is, of those that people know, and what can be
/// written without.
void check_encoders(const std::vector<std::string>& encoders);

}  // namespace io

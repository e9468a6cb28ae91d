#pragma once

#include <array>
#include <filesystem>
#include <string>

namespace core {

/// A kind of file that holds a walk as pictures one after the other. io/animations/animation_writer.cpp says
/// how it is written.
struct AnimationFormat {
  const char* ending;          // with its dot
  const char* name;            // for people
  int most_frames_per_second;  // a faster walk is written at this
  bool is_video;               // by a video codec: width and height must be even
};

/// The first is the usual one. Players show a GIF's frame of one hundredth of a second for ten.
inline constexpr std::array kAnimationFormats{AnimationFormat{".mp4", "MP4", 240, true},
                                              AnimationFormat{".gif", "GIF", 50, false}};

/// The format that the ending of the name asks for; null for any other ending.
const AnimationFormat* animation_format(const std::filesystem::path& file);

/// "MP4, GIF" for people.
std::string animation_names();

}  // namespace core

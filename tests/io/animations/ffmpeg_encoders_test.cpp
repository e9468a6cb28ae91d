#include "core/io/animations/ffmpeg_encoders.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace {

/// As ffmpeg prints it.
constexpr const char* kListing =
    "Encoders:\n V..... = Video\n A..... = Audio\n ------\n"
    " V....D libopenh264          OpenH264 H.264 (codec h264)\n"
    " V.S..D mpeg4                MPEG-4 part 2\n"
    " V....D libx264rgb           libx264 H.264 RGB (codec h264)\n"
    " A....D aac                  AAC\n";

}  // namespace

TEST_CASE("the video encoders of an ffmpeg are read from its list, whatever the descriptions say") {
  CHECK(io::video_encoders(kListing) == std::vector<std::string>{"libopenh264", "mpeg4", "libx264rgb"});
  CHECK(io::video_encoders("").empty());
  CHECK(io::video_encoders(" ------\n V....D libx264").front() == "libx264");
}

TEST_CASE("an ffmpeg without libx264 is told with the encoders that it has and with what works") {
  CHECK_THROWS_WITH_AS(io::check_encoders(io::video_encoders(kListing)),
                       "cannot write MP4, this ffmpeg lacks the H.264 encoder libx264; it has libopenh264, "
                       "mpeg4: ffmpeg (write .gif, which needs no ffmpeg, or .png; or install an ffmpeg with "
                       "libx264)",
                       core::Error);
  CHECK_THROWS_WITH_AS(io::check_encoders({}), doctest::Contains("it has no encoder of films"), core::Error);
  CHECK_NOTHROW(io::check_encoders({"mpeg4", "libx264"}));
}

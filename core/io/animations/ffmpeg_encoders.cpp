#include "core/io/animations/ffmpeg_encoders.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace io {
namespace {

/// Encoders of films that people have heard of, in the order of their use; an ffmpeg has a hundred others.
constexpr std::array kKnown{"libopenh264", "h264_nvenc", "h264_vaapi", "h264_qsv",  "libx265",
                            "libvpx-vp9",  "libvpx",     "libaom-av1", "libsvtav1", "mpeg4"};

}  // namespace

std::vector<std::string> video_encoders(std::string_view listing) {
  std::vector<std::string> names;
  bool begun = false;  // behind the key to the letters
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\n'), listing.size());
    std::string_view line = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    begun = begun || line.starts_with("---");
    if (!begun || !line.starts_with('V')) continue;
    const std::size_t flags = std::min(line.find(' '), line.size());
    const std::string_view rest = line.substr(flags);
    const std::size_t name = std::min(rest.find_first_not_of(' '), rest.size());
    names.emplace_back(rest.substr(name, rest.find(' ', name) - name));
  }
  return names;
}

void check_encoders(const std::vector<std::string>& encoders) {
  const auto has = [&](const char* name) {
    return std::find(encoders.begin(), encoders.end(), name) != encoders.end();
  };
  if (has("libx264")) return;
  std::string known;
  for (const char* name : kKnown)
    if (has(name)) known += (known.empty() ? "" : ", ") + std::string(name);
  throw core::Error("cannot write MP4, this ffmpeg lacks the H.264 encoder libx264; it has " +
                        (known.empty() ? "no encoder of films" : known),
                    "ffmpeg",
                    "write .gif, which needs no ffmpeg, or .png; or install an ffmpeg with libx264");
}

}  // namespace io

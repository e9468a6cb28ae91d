#include "core/io/animations/animation_writer.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/io/animations/gif_writer.h"
#include "core/io/animations/video_pipe.h"

namespace io {
namespace {

using Opened = std::unique_ptr<AnimationWriter>;

Opened open_mp4(const core::PendingFile& file, const AnimationPlan& plan) {
  return std::make_unique<VideoPipe>(file, plan);
}

Opened open_gif(const core::PendingFile& file, const AnimationPlan& plan) {
  return std::make_unique<GifWriter>(file, plan.width, plan.height, plan.frames_per_second,
                                     median_cut_palette(plan.key_pictures()), plan.comment);
}

struct Row {
  std::string_view ending;
  void (*probe)(const std::stop_token& stop);
  Opened (*open)(const core::PendingFile& file, const AnimationPlan& plan);
};

constexpr std::array kRows{Row{".mp4", probe_ffmpeg, open_mp4},
                           Row{".gif", [](const std::stop_token&) {}, open_gif}};

constexpr bool every_format_has_a_row() {
  return std::all_of(core::kAnimationFormats.begin(), core::kAnimationFormats.end(),
                     [](const core::AnimationFormat& format) {
                       return std::any_of(kRows.begin(), kRows.end(),
                                          [&](const Row& row) { return row.ending == format.ending; });
                     });
}

static_assert(every_format_has_a_row());

const Row& row_of(const core::AnimationFormat& format) {
  return *std::find_if(kRows.begin(), kRows.end(),
                       [&](const Row& row) { return row.ending == format.ending; });
}

}  // namespace

void probe_animation(const core::AnimationFormat& format, const std::stop_token& stop) {
  row_of(format).probe(stop);
}

Opened open_animation(const core::AnimationFormat& format, const core::PendingFile& file,
                      const AnimationPlan& plan) {
  return row_of(format).open(file, plan);
}

}  // namespace io

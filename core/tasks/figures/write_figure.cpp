#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/ending.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/image/resample.h"
#include "core/io/animations/animation_writer.h"
#include "core/model/model_blocks.h"
#include "core/request/request_json.h"
#include "core/tasks/figures/figure.h"
#include "core/tasks/work.h"

namespace tasks {
namespace {

constexpr int kPrintResolution = 300;  // dots per inch
constexpr int kMostFrames = 100000;    // an hour at 30 a second; far beyond it somebody mistyped

constexpr const char* kSheetEnding = ".png";

/// "end the name in .png, .mp4 or .gif"; of a figure that does not move, in .png.
std::string ending_hint(bool moves) {
  std::vector<std::string> endings{kSheetEnding};
  if (moves)
    for (const core::AnimationFormat& format : core::kAnimationFormats) endings.push_back(format.ending);
  return "end the name in " + core::alternatives(endings);
}

struct Draw {
  const core::FrozenModel& model;
  const core::GenerateOptions& options;
  const core::Progress& progress;

  core::Image operator()(const core::SampleRequest& r) const {
    return sample_sheet(model, r, options, progress);
  }

  core::Image operator()(const core::WalkRequest& r) const { return walk_sheet(model, r, options, progress); }

  core::Image operator()(const core::ArithmeticRequest& r) const {
    return arithmetic_sheet(model, r, options, progress);
  }

  core::Image operator()(const core::TurnRequest& r) const { return turn_sheet(model, r, options, progress); }

  core::Image operator()(const core::ForgetRequest& r) const {
    return forget_sheet(model, r, options, progress);
  }

  core::Image operator()(const core::GuidedRequest& r) const {
    return guided_sheet(model, r, options, progress);
  }
};

core::ExportResult write_png(const core::FrozenModel& model, const core::ExportRequest& request,
                             const core::Progress& progress) {
  const core::Image image = std::visit(Draw{model, request.generate, progress}, request.figure);
  const core::PngText text{
      {core::kProvenanceKey, core::json_text(core::provenance(model.info(), request), -1)}};
  core::write_file_atomically(request.out, core::encode_png(image, text, kPrintResolution));
  return {request.out, image.width, image.height, 1};
}

/// Frames of the walk in order, rendered in the same chunks as every other figure.
class WalkFrames {
 public:
  WalkFrames(const core::FrozenModel& model, const core::WalkRequest& request,
             const core::GenerateOptions& options)
      : model_(model), request_(request), path_(request.joined_path()), options_(options) {
    if (core::segment_count(path_) == 0)
      throw core::UsageError("a walk needs two points or more", std::to_string(path_.pins.size()) + " given",
                             "add points");
    if (count() > kMostFrames)
      throw core::UsageError(
          "a walk of " + core::thousands(count()) + " frames is too long", {},
          "at most " + core::thousands(kMostFrames) + ": fewer points, seconds or frames a second");
    if (request.cross_fade) pins_ = render_latents(model, path_.pins, options, {});
  }

  int count() const { return core::frame_count(path_); }

  int height() const { return model_.info().size * request_.enlarge; }

  int width() const { return request_.cross_fade ? 2 * height() : height(); }

  /// Calls `use` with every frame.
  template <class Use>
  void each(const core::Progress& progress, Use use) const {
    constexpr int kChunk = 16;
    for (int begin = 0; begin < count(); begin += kChunk) {
      progress.at(begin, count(), "frames");
      std::vector<core::Latent> latents;
      for (int frame = begin; frame < std::min(begin + kChunk, count()); ++frame)
        latents.push_back(core::latent_at_frame(path_, frame));
      const std::vector<core::Image> images = render_latents(model_, latents, options_, {});
      for (std::size_t i = 0; i < images.size(); ++i) use(finished(images[i], begin + static_cast<int>(i)));
    }
    progress.at(count(), count(), "frames");
  }

 private:
  core::Image finished(const core::Image& image, int frame) const {
    const core::Image large = core::to_channels(core::enlarge_nearest(image, request_.enlarge), 3);
    if (!request_.cross_fade) return large;
    const core::PathPosition at = core::position_at_frame(path_, frame);
    const core::Image blend = core::cross_fade(pins_[static_cast<std::size_t>(at.from)],
                                               pins_[static_cast<std::size_t>(at.to)], at.t);
    core::Image pair(width(), height(), 3);
    core::paste(pair, large, 0, 0);
    core::paste(pair, core::enlarge_nearest(blend, request_.enlarge), height(), 0);
    return pair;
  }

  const core::FrozenModel& model_;
  const core::WalkRequest& request_;
  core::Path path_;
  const core::GenerateOptions& options_;
  std::vector<core::Image> pins_;
};

core::ExportResult write_animation(const core::FrozenModel& model, const core::ExportRequest& request,
                                   const core::AnimationFormat& format, const core::Progress& progress) {
  core::WalkRequest walk = std::get<core::WalkRequest>(request.figure);
  int& rate = walk.path.frames_per_second;
  rate = std::min(rate, format.most_frames_per_second);
  core::PendingFile pending(request.out);  // a device is refused here, before the frames' first pictures
  const WalkFrames frames(model, walk, request.generate);
  const auto writer = io::open_animation(
      format, pending,
      {.width = frames.width(),
       .height = frames.height(),
       .frames_per_second = rate,
       .comment = core::json_text(core::provenance(model.info(), request), -1),
       .key_pictures =
           [&] { return render_latents(model, walk.joined_path().pins, request.generate, progress); },
       .stop = progress.stop});
  frames.each(progress, [&](const core::Image& frame) { writer->add(frame); });
  writer->finish();
  pending.commit();
  return {request.out, frames.width(), frames.height(), frames.count()};
}

/// What a model without the net says is its own to say.
void check_fits(const core::ExportRequest& request, const core::ModelInfo& model) {
  if (const auto& blocks = model.generator_blocks; !blocks.empty()) {
    for (const auto& [block, maps] : request.generate.masks.dropped)
      core::check_maps(block, maps, blocks, "generator");
    if (const auto* forget = std::get_if<core::ForgetRequest>(&request.figure))
      core::check_block(forget->fit.block, blocks, "generator");
  }
  const auto* guided = std::get_if<core::GuidedRequest>(&request.figure);
  if (const auto& blocks = model.discriminator_blocks; guided && !blocks.empty())
    core::check_maps(guided->options.block == 0 ? static_cast<int>(blocks.size()) : guided->options.block,
                     guided->options.features, blocks, "discriminator");
}

/// Pictures are square and, with the blend beside them, twice as wide.
void check_sides(const core::AnimationFormat& format, int side) {
  if (format.is_video && side % 2 != 0)
    throw core::UsageError(format.name + std::string(" files hold no pictures of odd height"),
                           std::to_string(side) + " pixels", "enlarge by an even number");
}

/// Throws what writing would throw in the end. A device or a pipe is not touched.
void check_place(const std::filesystem::path& file) {
  std::error_code missing;
  const std::filesystem::file_status status = std::filesystem::status(file, missing);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status) ||
      std::filesystem::is_directory(status))
    const core::PendingFile tried(file);
}

}  // namespace

core::ExportResult write_figure(const core::FrozenModel& model, const core::ExportRequest& request,
                                const core::Progress& progress) {
  const auto* walk = std::get_if<core::WalkRequest>(&request.figure);
  const core::AnimationFormat* animation = walk ? core::animation_format(request.out) : nullptr;
  if (!animation && core::ending_of(request.out) != kSheetEnding)
    throw core::UsageError("cannot write this kind of file", request.out.string(), ending_hint(walk));
  check_fits(request, model.info());
  if (animation) check_sides(*animation, model.info().size * walk->enlarge);
  check_place(request.out);
  if (!animation) return write_png(model, request, progress);
  io::probe_animation(*animation, progress.stop);
  return write_animation(model, request, *animation, progress);
}

core::ExportResult perform(const Work<core::ExportRequest>& work) {
  return write_figure(*work.model, work.request, work.progress);
}

std::string format_note(const core::ExportRequest& request) {
  const auto* walk = std::get_if<core::WalkRequest>(&request.figure);
  const core::AnimationFormat* format = walk ? core::animation_format(request.out) : nullptr;
  if (!format || walk->path.frames_per_second <= format->most_frames_per_second) return {};
  return "at " + std::to_string(format->most_frames_per_second) + " a second, not " +
         std::to_string(walk->path.frames_per_second) + ": a " + format->name + " holds no more";
}

}  // namespace tasks

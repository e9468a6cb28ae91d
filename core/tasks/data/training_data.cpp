#include "core/tasks/data/training_data.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/tasks/data/procedural/scene.h"

namespace tasks {
namespace {

constexpr std::int64_t kScenesPerReport = 256;

/// Scenes of the seeds first .. first + count - 1, half of them on a second thread.
std::vector<core::Image> draw_scenes(SceneKind kind, int size, std::int64_t first, std::int64_t count) {
  std::vector<core::Image> images(static_cast<std::size_t>(count));
  const auto draw = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t i = from; i < to; ++i) {
      images[static_cast<std::size_t>(i)] =
          make_scene(kind, size, static_cast<std::uint64_t>(first + i)).image;
    }
  };
  std::future<void> half = std::async(std::launch::async, draw, 0, count / 2);
  draw(count / 2, count);
  half.get();
  return images;
}

io::PackedImages procedural(SceneKind kind, const core::TrainOptions& options,
                            const core::Progress& progress) {
  io::PackedImages packed;
  packed.size = options.size;
  packed.channels = options.channels;
  const std::int64_t total = options.data_count;
  packed.pixels.reserve(static_cast<std::size_t>(total) * options.channels * options.size * options.size);
  for (std::int64_t done = 0; done < total;) {
    progress.at(done, total, "images");
    const std::int64_t count = std::min(kScenesPerReport, total - done);
    for (core::Image& image : draw_scenes(kind, options.size, done + 1, count)) {
      packed.append(image, std::string(scene_kind_name(kind)) + " seed " + std::to_string(++done));
    }
  }
  progress.at(total, total, "images");
  return packed;
}

bool is_packed_file(const std::string& data) {
  return std::filesystem::is_regular_file(data) && io::is_packed(data);
}

void require_size(int size, int channels, const core::TrainOptions& options) {
  if (size == options.size && channels == options.channels) return;
  throw core::Error("the packed images are " + std::to_string(size) + " pixels square with " +
                        std::to_string(channels) + " channels",
                    options.data,
                    "train at that size, or pack them again at " + std::to_string(options.size));
}

io::PackedImages packed_file(const core::TrainOptions& options) {
  io::PackedImages images = io::read_packed(options.data);
  require_size(images.size, images.channels, options);
  return images;
}

void require_data(const core::TrainOptions& options) {
  if (options.data.empty())
    throw core::UsageError("no data to train on", {}, "name a folder, a packed file, rooms or portraits");
}

}  // namespace

io::PackedImages load_training_data(const core::TrainOptions& options, const core::Progress& progress) {
  require_data(options);
  io::PackedImages images;
  if (const auto kind = parse_scene_kind(options.data)) {
    images = procedural(*kind, options, progress);
  } else if (is_packed_file(options.data)) {
    images = packed_file(options);
  } else {
    images = io::load_folder(options.data, options.size, options.channels, progress);
  }
  if (images.sha256.empty()) images.sha256 = io::content_sha256(images);
  return images;
}

DataExtent measure_data(const core::TrainOptions& options) {
  require_data(options);
  if (parse_scene_kind(options.data)) return {options.data_count, true};
  if (!is_packed_file(options.data))
    return {static_cast<std::int64_t>(io::find_images(options.data).size()), true};
  const io::PackedExtent packed = io::packed_extent(options.data);
  require_size(packed.size, packed.channels, options);
  return {packed.count, false};
}

}  // namespace tasks

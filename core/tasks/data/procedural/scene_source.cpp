#include "core/tasks/data/procedural/scene_source.h"

#include <algorithm>
#include <future>
#include <vector>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/tasks/data/procedural/scene.h"

namespace tasks {
namespace {

constexpr std::int64_t kAtATime = 256;

/// Scenes of the seeds first .. first + count - 1, half of them on a second thread.
std::vector<core::Image> draw_scenes(SceneKind kind, const io::ImageShape& shape, std::int64_t first,
                                     std::int64_t count) {
  std::vector<core::Image> images(static_cast<std::size_t>(count));
  const auto draw = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t i = from; i < to; ++i)
      images[static_cast<std::size_t>(i)] = core::to_channels(
          make_scene(kind, shape.size, static_cast<std::uint64_t>(first + i)).image, shape.channels);
  };
  std::future<void> half = std::async(std::launch::async, draw, 0, count / 2);
  draw(count / 2, count);
  half.get();
  return images;
}

class SceneSource : public io::ImageSource {
 public:
  SceneSource(SceneKind kind, std::int64_t count) : kind_(kind), count_(count) {}

  std::string where() const override { return std::string(scene_kind_name(kind_)); }

  io::SourceExtent extent() const override { return {count_, {}}; }

  void for_each(const io::ImageShape& shape, const Use& use, const Skip&,
                const core::Progress& progress) const override {
    for (std::int64_t done = 0; done < count_;) {
      progress.at(done, count_, "images");
      for (core::Image& image : draw_scenes(kind_, shape, done + 1, std::min(kAtATime, count_ - done)))
        use({std::move(image)}, where() + " seed " + std::to_string(++done));
    }
    progress.at(count_, count_, "images");
  }

 private:
  SceneKind kind_;
  std::int64_t count_;
};

}  // namespace

std::unique_ptr<io::ImageSource> open_scenes(const std::string& kind, std::int64_t count) {
  return std::make_unique<SceneSource>(required_scene_kind(kind), count);
}

}  // namespace tasks

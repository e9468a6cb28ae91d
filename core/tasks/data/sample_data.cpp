#include "core/tasks/data/sample_data.h"

#include <algorithm>
#include <utility>

#include "core/latent/random.h"
#include "core/request/data_requests.h"
#include "core/run/procedural_sets.h"
#include "core/tasks/data/image_sources.h"
#include "core/tasks/work.h"

namespace tasks {
namespace {

constexpr int kMostLookedAt = 20000;
constexpr int kSizeWithoutModel = 64, kChannelsWithoutModel = 3;

/// `count` different indices below `total` in seeded order.
std::vector<std::int64_t> draw(std::int64_t total, int count, std::uint64_t seed) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(total));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  core::CounterRandom random(seed, 0x64617461);  // "data"
  for (std::size_t i = 0; i < all.size() && i < static_cast<std::size_t>(count); ++i)
    std::swap(all[i], all[i + random.below(static_cast<std::uint32_t>(all.size() - i))]);
  all.resize(std::min(all.size(), static_cast<std::size_t>(count)));
  return all;
}

}  // namespace

io::PackedImages reals_of(const std::string& data, int size, int channels, int limit,
                          const core::Progress& progress) {
  return open_images(data, limit)->load({size, channels}, progress);
}

std::vector<core::Image> sample_data(const std::string& data, int size, int channels, int count,
                                     std::uint64_t seed, const core::Progress& progress) {
  const bool procedural = core::is_procedural_set(data);
  const io::PackedImages reals =
      reals_of(data, size, channels, procedural ? std::max(count, 1) : kMostLookedAt, progress);
  std::vector<core::Image> images;
  for (const std::int64_t index : draw(reals.count(), count, seed)) images.push_back(reals.image(index));
  return images;
}

core::DataImages perform(const Work<core::LookAtDataRequest>& work) {
  const core::LookAtDataRequest& request = work.request;
  const int size = work.model ? work.model->info().size : kSizeWithoutModel;
  const int channels = work.model ? work.model->info().channels : kChannelsWithoutModel;
  return {sample_data(request.data, size, channels, request.count, request.seed, work.progress)};
}

}  // namespace tasks

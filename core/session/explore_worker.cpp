#include "core/session/explore_worker.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/session/failure.h"

namespace core {
namespace {

constexpr std::size_t kLargestChunk = 4;
constexpr std::size_t kGridChunk = 2;  // grid tiles for each tile of a background chunk
// A sheet that takes longer than the time between two copies of the net must not keep the grid waiting for
// ever.
constexpr int kChunksBeforeGrid = 4;

constexpr int kInspectPlace = kSurfaceCount;
constexpr int kGridPlace = kSurfaceCount + 1;

bool ready(const SurfaceRequest& request, const VersionedModel& model) {
  return fits(request, model.model->info());
}

}  // namespace

ExploreWorker::ExploreWorker(std::shared_ptr<Engine> engine, int threads, Publisher& publisher,
                             std::function<void(const GridOrder&, std::vector<Image>)> grid_drawn)
    : engine_(std::move(engine)), publisher_(publisher), grid_drawn_(std::move(grid_drawn)) {
  thread_ = std::jthread([this, threads](std::stop_token stop) {
    try {
      engine_->enter_thread(ThreadRole::kExplore, threads);
    } catch (...) {
      publisher_.emit(failure("The explore thread could not be set up"));
    }
    run(std::move(stop));
  });
}

void ExploreWorker::request(RenderRequest request) {
  auto newest = std::make_shared<const RenderRequest>(std::move(request));
  orders_.change([&](Orders& orders) { orders.request.swap(newest); });
}

void ExploreWorker::show(const VersionedModel& model) {
  orders_.change([&](Orders& orders) { orders.model = model; });
}

void ExploreWorker::draw_grid(GridOrder order) {
  auto newest = std::make_shared<const GridOrder>(std::move(order));
  orders_.change([&](Orders& orders) { orders.grid.swap(newest); });
}

void ExploreWorker::run(std::stop_token stop) {
  stop_ = std::move(stop);
  std::shared_ptr<const RenderRequest> last_request;
  std::shared_ptr<const GridOrder> last_grid;
  while (const std::optional<Orders> orders = orders_.take(stop_)) {
    if (orders->grid != last_grid) next_grid_ = orders->grid;
    if (orders->request != last_request) chunk_ = 1;
    last_grid = orders->grid;
    last_request = orders->request;
    if (orders->request && orders->model.model) {
      draw_live(*orders);
      draw_inspected(*orders);
      draw_background(*orders);
    }
    while (!interrupted() && (grid_ || next_grid_)) draw_grid_chunk();
  }
}

/// False when `work` threw: the failure is told once, the pictures stay.
bool ExploreWorker::attempt(int place, const char* title, const std::function<void()>& work) {
  try {
    work();
    failures_.works(place);
    return true;
  } catch (...) {
    Failed failed = failure(title);
    if (failures_.is_new(place, failed.message)) publisher_.emit(std::move(failed));
    return false;
  }
}

void ExploreWorker::publish(Surface surface, std::uint64_t stamp) {
  SurfaceTiles& shown = tiles(surface);
  if (shown.answered()) shown.set_stamp(stamp);
  if (shown.changed()) publisher_.show(surface, shown.publish(++version_));
}

void ExploreWorker::draw_live(const Orders& orders) {
  for (const SurfaceRequest& wanted : orders.request->live) {
    if (stop_.stop_requested()) return;
    if (!ready(wanted, orders.model)) continue;
    const bool drawn = attempt(static_cast<int>(wanted.surface), "The picture could not be drawn", [&] {
      tiles(wanted.surface).want(wanted, orders.model, cache_);
      tiles(wanted.surface).render(wanted.z.size(), cache_);
    });
    if (drawn) publish(wanted.surface, orders.request->stamp);
  }
}

void ExploreWorker::draw_inspected(const Orders& orders) {
  if (!orders.request->inspect || interrupted()) return;
  const InspectRequest& wanted = *orders.request->inspect;
  const Image* picture = wanted.image ? &*wanted.image : tiles(Surface::kCanvas).first_tile();
  if (picture == nullptr || picture->empty() || !fits(wanted, orders.model.model->info())) return;
  inspect_.want(wanted, *picture, orders.model);
  bool works = true;
  do {
    if (!inspect_.done())
      works = attempt(kInspectPlace, "The discriminator could not be looked into", [&] { inspect_.step(); });
    if (!works) return;
    if (inspect_.done()) inspect_.set_stamp(orders.request->stamp);
    if (inspect_.changed()) publisher_.show(inspect_.publish(++version_));
  } while (!inspect_.done() && !interrupted());
}

void ExploreWorker::draw_background(const Orders& orders) {
  std::vector<const SurfaceRequest*> open;
  for (const SurfaceRequest& wanted : orders.request->background) {
    if (interrupted()) return;
    if (!ready(wanted, orders.model)) continue;
    tiles(wanted.surface).want(wanted, orders.model, cache_);
    publish(wanted.surface, orders.request->stamp);
    if (!tiles(wanted.surface).answered()) open.push_back(&wanted);
  }
  for (const SurfaceRequest* wanted : open) {
    while (!tiles(wanted->surface).answered()) {
      if (interrupted()) return;
      const bool drawn = attempt(static_cast<int>(wanted->surface), "A sheet could not be drawn",
                                 [&] { tiles(wanted->surface).render(chunk_, cache_); });
      if (!drawn) break;
      publish(wanted->surface, orders.request->stamp);
      chunk_ = std::min(chunk_ * 2, kLargestChunk);
      if (++chunks_since_grid_ >= kChunksBeforeGrid && !interrupted()) draw_grid_chunk();
    }
  }
}

// A grid that was begun is finished from its own copy; the newest one is next.
void ExploreWorker::draw_grid_chunk() {
  chunks_since_grid_ = 0;
  if (!grid_) {
    grid_ = std::exchange(next_grid_, nullptr);
    grid_tiles_.clear();
    if (!grid_) return;
  }
  const std::size_t begin = grid_tiles_.size();
  const std::size_t end = std::min(grid_->z->size(), begin + kGridChunk * chunk_);
  const bool drawn = attempt(kGridPlace, "The grid of the run could not be drawn", [&] {
    std::vector<Image> images =
        grid_->copy->generate(std::span(*grid_->z).subspan(begin, end - begin), GenerateOptions{});
    if (images.size() != end - begin)
      throw Error("the model returned another number of pictures than asked for");
    std::move(images.begin(), images.end(), std::back_inserter(grid_tiles_));
  });
  chunk_ = std::min(chunk_ * 2, kLargestChunk);
  if (drawn && grid_tiles_.size() == grid_->z->size()) grid_drawn_(*grid_, std::exchange(grid_tiles_, {}));
  if (!drawn || grid_tiles_.empty()) grid_.reset();
}

}  // namespace core

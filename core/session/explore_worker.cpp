#include "core/session/explore_worker.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/session/failure.h"

namespace core {
namespace {

constexpr int kInspectPlace = kSurfaceCount;
constexpr int kGridPlace = kSurfaceCount + 1;
constexpr int kAnyPlace = kSurfaceCount + 2;  // outside the model: memory, mostly

/// The window's own request for a model just opened comes a moment later. Statistics chosen for the model
/// before would have to be gathered for this one first, which can take seconds.
std::shared_ptr<const RenderRequest> with_modes_of(const VersionedModel& model,
                                                   const std::vector<BatchNormMode>& before,
                                                   RenderRequest request) {
  const std::vector<BatchNormMode>& modes = model.model->info().modes;
  for (std::vector<SurfaceRequest>* surfaces : {&request.live, &request.background}) {
    for (SurfaceRequest& surface : *surfaces)
      surface.options.mode = mode_after_change(before, modes, surface.options.mode);
  }
  return std::make_shared<const RenderRequest>(std::move(request));
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
  if (!newest->live.empty()) mode_ = newest->live.front().options.mode;
  orders_.change([&](ExploreOrders& orders) { orders.request.swap(newest); });
}

void ExploreWorker::show(const VersionedModel& model) {
  orders_.change([&](ExploreOrders& orders) {
    const auto before =
        model.anew || !orders.model.model ? std::vector<BatchNormMode>() : orders.model.model->info().modes;
    orders.model = model;
    if (orders.request && before != model.model->info().modes)
      orders.request = with_modes_of(model, before, *orders.request);
  });
}

void ExploreWorker::draw_grid(GridOrder order) {
  auto newest = std::make_shared<const GridOrder>(std::move(order));
  orders_.change([&](ExploreOrders& orders) { orders.grid.swap(newest); });
}

void ExploreWorker::run(std::stop_token stop) {
  std::optional<Clock::time_point> deadline;
  while (const std::optional<ExploreOrders> orders = orders_.take(stop, deadline)) {
    schedule_.take(*orders, Clock::now());
    attempt(kAnyPlace, "The pictures could not be drawn", [&] { work(stop); });
    deadline = schedule_.rest_until(Clock::now());
  }
}

void ExploreWorker::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const Image* canvas = tiles(Surface::kCanvas).first_tile();
    const Clock::time_point began = Clock::now();
    const ExploreStep step = schedule_.next({began, orders_.fresh(), canvas != nullptr && !canvas->empty()});
    if (step.work == ExploreStep::Work::kRest) return;
    ExploreOutcome outcome = perform(step);
    const Clock::time_point ended = Clock::now();
    outcome.took = ended - began;
    schedule_.done(step, outcome, ended);
  }
}

ExploreOutcome ExploreWorker::perform(const ExploreStep& step) {
  switch (step.work) {
    case ExploreStep::Work::kLive:
      return draw_live(step);
    case ExploreStep::Work::kInspect:
      return inspect(step);
    case ExploreStep::Work::kTakeSheet:
      tiles(step.surface->surface).want(*step.surface, step.model, cache_);
      publish(step.surface->surface, step.stamp);
      return {true, tiles(step.surface->surface).answered()};
    case ExploreStep::Work::kTiles:
      return draw_tiles(step);
    case ExploreStep::Work::kGrid:
      return draw_grid_tiles(step);
    case ExploreStep::Work::kRest:
      break;
  }
  return {};
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

ExploreOutcome ExploreWorker::draw_live(const ExploreStep& step) {
  SurfaceRequest asked = *step.surface;
  asked.with_score = step.with_score;
  const bool drawn = attempt(static_cast<int>(asked.surface), "The picture could not be drawn", [&] {
    tiles(asked.surface).want(asked, step.model, cache_);
    tiles(asked.surface).render(asked.z.size(), cache_);
  });
  if (drawn) publish(asked.surface, step.stamp);
  return {drawn, true};
}

ExploreOutcome ExploreWorker::inspect(const ExploreStep& step) {
  if (step.inspected) {
    const std::optional<Image>& image = step.inspected->image;
    inspect_.want(*step.inspected, image ? *image : *tiles(Surface::kCanvas).first_tile(), step.model);
  }
  const bool drawn = inspect_.done() || attempt(kInspectPlace, "The discriminator could not be looked into",
                                                [&] { inspect_.step(); });
  if (!drawn) return {false, false};
  const bool whole = inspect_.done();
  if (whole) inspect_.set_stamp(step.stamp);
  if (inspect_.changed() && (whole || !step.only_whole)) publisher_.show(inspect_.publish(++version_));
  return {true, whole};
}

ExploreOutcome ExploreWorker::draw_tiles(const ExploreStep& step) {
  const Surface surface = step.surface->surface;
  const bool drawn = attempt(static_cast<int>(surface), "A sheet could not be drawn",
                             [&] { tiles(surface).render(step.count, cache_); });
  if (drawn) publish(surface, step.stamp);
  return {drawn, tiles(surface).answered()};
}

ExploreOutcome ExploreWorker::draw_grid_tiles(const ExploreStep& step) {
  const GridOrder& order = *step.grid;
  if (step.grid_anew) grid_tiles_.clear();
  const std::size_t begin = grid_tiles_.size(), end = std::min(order.z->size(), begin + step.count);
  const bool drawn = attempt(kGridPlace, "The grid of the run could not be drawn", [&] {
    GenerateOptions options;
    options.mode = mode_after_change({}, order.copy->info().modes, options.mode);  // its default
    std::vector<Image> images =
        order.copy->generate(std::span(*order.z).subspan(begin, end - begin), options);
    if (images.size() != end - begin)
      throw Error("the model returned another number of pictures than it was asked for");
    std::move(images.begin(), images.end(), std::back_inserter(grid_tiles_));
  });
  const bool whole = drawn && grid_tiles_.size() == order.z->size();
  if (whole) grid_drawn_(order, std::exchange(grid_tiles_, {}));
  return {drawn, whole};
}

}  // namespace core

#include "core/session/explore_worker.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/session/failure.h"

namespace core {
namespace {

constexpr std::size_t kLargestChunk = 4;
constexpr std::chrono::milliseconds kDragPause{200};   // longer between two requests: no drag
constexpr std::chrono::milliseconds kScorePause{100};  // between two scores of a drag
constexpr std::size_t kGridChunk = 2;                  // grid tiles for each tile of a background chunk
// A sheet that takes longer than the time between two copies of the net must not keep the grid waiting for
// ever.
constexpr int kChunksBeforeGrid = 4;

// What following a training may cost of one core, beside the live surfaces.
constexpr double kSheetShare = 0.2;
constexpr double kGridShare = 0.1;
constexpr double kPartBesideDrag = 0.25;  // of both: the hand and the training come first

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
    : engine_(std::move(engine)),
      publisher_(publisher),
      grid_drawn_(std::move(grid_drawn)),
      sheet_pace_(kSheetShare),
      grid_pace_(kGridShare) {
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
  orders_.change([&](Orders& orders) { orders.request.swap(newest); });
}

void ExploreWorker::show(const VersionedModel& model) {
  orders_.change([&](Orders& orders) {
    const auto before =
        model.anew || !orders.model.model ? std::vector<BatchNormMode>() : orders.model.model->info().modes;
    orders.model = model;
    if (orders.request && before != model.model->info().modes)
      orders.request = with_modes_of(model, before, *orders.request);
  });
}

void ExploreWorker::draw_grid(GridOrder order) {
  auto newest = std::make_shared<const GridOrder>(std::move(order));
  orders_.change([&](Orders& orders) { orders.grid.swap(newest); });
}

void ExploreWorker::run(std::stop_token stop) {
  stop_ = std::move(stop);
  std::shared_ptr<const RenderRequest> last_request;
  std::shared_ptr<const GridOrder> last_grid;
  std::optional<RefreshPace::Clock::time_point> deadline;
  while (const std::optional<Orders> orders = orders_.take(stop_, deadline)) {
    if (orders->grid != last_grid) next_grid_ = orders->grid;
    if (orders->request != last_request) {
      chunk_ = 1;
      const auto now = RefreshPace::Clock::now();
      dragging_ = now - request_came_ < kDragPause;
      request_came_ = now;
    }
    last_grid = orders->grid;
    last_request = orders->request;
    attempt(kAnyPlace, "The pictures could not be drawn", [&] { draw(*orders); });
    deadline = next_refresh(*orders);
  }
}

void ExploreWorker::draw(const Orders& orders) {
  if (orders.request && orders.model.model) {
    draw_live(orders);
    draw_inspected(orders);
    draw_background(orders);
  }
  while (!interrupted() && grid_due()) draw_grid_chunk();
}

/// When to look again although nothing new was sent; empty when all is drawn from the newest copy.
std::optional<RefreshPace::Clock::time_point> ExploreWorker::next_refresh(const Orders& orders) const {
  std::optional<RefreshPace::Clock::time_point> next;
  const auto sooner = [&next](RefreshPace::Clock::time_point other) {
    next = next ? std::min(*next, other) : other;
  };
  if (scores_owed_) sooner(request_came_ + kDragPause);
  if (orders.request && !orders.request->background.empty() && orders.model.version != sheet_model_.version)
    sooner(sheet_pace_.next(part_of_share()));
  if (next_grid_) sooner(grid_pace_.next(part_of_share()));
  return next;
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
  if (orders.request != live_ || !scores_due_) scores_due_ = score_due();
  live_ = orders.request;
  scores_owed_ = false;
  for (const SurfaceRequest& wanted : orders.request->live) {
    if (stop_.stop_requested()) return;
    if (!fits(wanted, orders.model.model->info())) continue;
    SurfaceRequest asked = wanted;
    asked.with_score = wanted.with_score && (scores_due_ || wanted.surface != Surface::kCanvas);
    if (asked.with_score && wanted.surface == Surface::kCanvas) scored_ = RefreshPace::Clock::now();
    scores_owed_ = scores_owed_ || asked.with_score != wanted.with_score;
    const bool drawn = attempt(static_cast<int>(wanted.surface), "The picture could not be drawn", [&] {
      tiles(wanted.surface).want(asked, orders.model, cache_);
      tiles(wanted.surface).render(wanted.z.size(), cache_);
    });
    if (drawn) publish(wanted.surface, orders.request->stamp);
  }
}

// D costs as much as G, and nobody reads thirty scores a second: a drag gets ten, its last picture its own.
bool ExploreWorker::score_due() const {
  return !hand_moves() || RefreshPace::Clock::now() - scored_ >= kScorePause;
}

// While only the model changes, as it does every second beside a training, an inspection that was begun is
// finished with the model it began with, and the next one replaces it whole: rows neither starve nor flicker.
void ExploreWorker::draw_inspected(const Orders& orders) {
  if (!orders.request->inspect || interrupted()) return;
  const InspectRequest& wanted = *orders.request->inspect;
  const Image* picture = wanted.image ? &*wanted.image : tiles(Surface::kCanvas).first_tile();
  if (picture == nullptr || picture->empty() || !fits(wanted, orders.model.model->info())) return;
  const std::uint64_t stamp = orders.request->stamp;
  const bool model_only = orders.request == inspected_;
  if (model_only && !inspect_.done() && !finish_inspection(stamp, true)) return;
  inspected_ = orders.request;
  inspect_.want(wanted, *picture, orders.model);
  finish_inspection(stamp, model_only);
}

/// False when it was interrupted or the model failed. Publishes after each step, or only the whole.
bool ExploreWorker::finish_inspection(std::uint64_t stamp, bool only_whole) {
  for (bool first = true; first || !inspect_.done(); first = false) {
    if (!first && interrupted()) return false;
    if (!inspect_.done() &&
        !attempt(kInspectPlace, "The discriminator could not be looked into", [&] { inspect_.step(); })) {
      inspected_ = nullptr;
      return false;
    }
    if (inspect_.done()) inspect_.set_stamp(stamp);
    if (inspect_.changed() && (inspect_.done() || !only_whole)) publisher_.show(inspect_.publish(++version_));
  }
  return !interrupted();
}

// Every new copy of a net in training would draw all sheets anew: they take the next one when the last is
// drawn and their share of the time allows it. A model that somebody opened is taken at once.
void ExploreWorker::take_model_for_sheets(const VersionedModel& newest) {
  if (newest.version == sheet_model_.version) return;
  const auto now = RefreshPace::Clock::now();
  if (newest.live && sheet_model_.live && (!sheets_done_ || now < sheet_pace_.next(part_of_share()))) return;
  sheet_model_ = newest;
  sheet_pace_.begin(now);
}

void ExploreWorker::draw_background(const Orders& orders) {
  if (orders.request->background.empty() || interrupted()) return;
  take_model_for_sheets(orders.model);
  sheets_done_ = false;
  const std::uint64_t stamp = orders.request->stamp;
  std::vector<const SurfaceRequest*> open;
  for (const SurfaceRequest& wanted : orders.request->background) {
    if (interrupted()) return;
    if (!fits(wanted, sheet_model_.model->info())) continue;
    tiles(wanted.surface).want(wanted, sheet_model_, cache_);
    publish(wanted.surface, stamp);
    open.push_back(&wanted);
  }
  for (const SurfaceRequest* wanted : open) {
    while (!tiles(wanted->surface).answered()) {
      if (interrupted()) return;
      if (!draw_chunk(*wanted, stamp)) break;
      if (++chunks_since_grid_ >= kChunksBeforeGrid && grid_due() && !interrupted()) draw_grid_chunk();
    }
  }
  sheets_done_ = true;
}

bool ExploreWorker::draw_chunk(const SurfaceRequest& wanted, std::uint64_t stamp) {
  const auto began = RefreshPace::Clock::now();
  const bool drawn = attempt(static_cast<int>(wanted.surface), "A sheet could not be drawn",
                             [&] { tiles(wanted.surface).render(chunk_, cache_); });
  sheet_pace_.spend(RefreshPace::Clock::now() - began);
  if (!drawn) return false;
  publish(wanted.surface, stamp);
  enlarge_chunk();
  return true;
}

// Between two moves of a drag lies time for small chunks only: the next move would wait for a larger one.
void ExploreWorker::enlarge_chunk() {
  if (!hand_moves()) chunk_ = std::min(chunk_ * 2, kLargestChunk);
}

bool ExploreWorker::interrupted() const {
  return stop_.stop_requested() || orders_.fresh() || (scores_owed_ && !hand_moves());
}

bool ExploreWorker::hand_moves() const {
  return dragging_ && RefreshPace::Clock::now() - request_came_ < kDragPause;
}

double ExploreWorker::part_of_share() const {
  return hand_moves() ? kPartBesideDrag : 1;
}

bool ExploreWorker::grid_due() const {
  return grid_ || (next_grid_ && RefreshPace::Clock::now() >= grid_pace_.next(part_of_share()));
}

// A grid that was begun is finished from its own copy; the newest one is next.
void ExploreWorker::draw_grid_chunk() {
  const auto began = RefreshPace::Clock::now();
  chunks_since_grid_ = 0;
  if (!grid_) {
    grid_ = std::exchange(next_grid_, nullptr);
    grid_tiles_.clear();
    grid_pace_.begin(began);
  }
  const std::size_t begin = grid_tiles_.size();
  const std::size_t end = std::min(grid_->z->size(), begin + kGridChunk * chunk_);
  const bool drawn = attempt(kGridPlace, "The grid of the run could not be drawn", [&] {
    GenerateOptions options;
    options.mode = mode_after_change({}, grid_->copy->info().modes, options.mode);  // its default
    std::vector<Image> images =
        grid_->copy->generate(std::span(*grid_->z).subspan(begin, end - begin), options);
    if (images.size() != end - begin)
      throw Error("the model returned another number of pictures than it was asked for");
    std::move(images.begin(), images.end(), std::back_inserter(grid_tiles_));
  });
  grid_pace_.spend(RefreshPace::Clock::now() - began);
  enlarge_chunk();
  const bool whole = drawn && grid_tiles_.size() == grid_->z->size();
  if (whole) grid_drawn_(*grid_, std::exchange(grid_tiles_, {}));
  if (whole || !drawn) grid_.reset();
}

}  // namespace core

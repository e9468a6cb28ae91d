#include "core/session/explore_schedule.h"

#include <algorithm>
#include <utility>

#include "core/session/inspect_steps.h"
#include "core/session/surface_tiles.h"

namespace core {
namespace {

constexpr std::size_t kLargestChunk = 4;
constexpr std::chrono::milliseconds kDragPause{200};   // longer between two requests: no drag
constexpr std::chrono::milliseconds kScorePause{100};  // between two scores of a drag
constexpr std::size_t kGridChunk = 2;                  // grid tiles for each tile of a background chunk
// A sheet that takes longer than the time between two copies of the net must not keep the grid waiting for
// ever.
constexpr int kChunksBeforeGrid = 4;
constexpr double kPartBesideDrag = 0.25;  // of both shares: the hand and the training come first

}  // namespace

void ExploreSchedule::take(const ExploreOrders& orders, Time now) {
  if (orders.request != orders_.request) {
    chunk_ = 1;
    dragging_ = now - request_came_ < kDragPause;
    request_came_ = now;
  }
  if (orders.grid != last_grid_) next_grid_ = last_grid_ = orders.grid;
  orders_ = orders;
  open_.clear();
  inspection_ = Inspection::kBegin;
  grid_turn_ = false;
  place_ = 0;
  const bool drawable = orders.request && orders.model.model;
  part_ = drawable ? Part::kLive : Part::kGrid;
  if (!drawable) return;
  if (orders.request != scores_of_ || !scores_due_) scores_due_ = score_due(now);
  scores_of_ = orders.request;
  scores_owed_ = false;
}

ExploreStep ExploreSchedule::next(const Seen& seen) {
  std::optional<ExploreStep> step;
  if (part_ == Part::kLive && (step = live(seen.now))) return *step;
  if (interrupted(seen)) return {};
  if (part_ == Part::kInspect && (step = inspect(seen.canvas))) return *step;
  if (part_ == Part::kModel) begin_sheets(seen.now);
  if (part_ == Part::kSheets && (step = sheet())) return *step;
  if (part_ == Part::kTiles && (step = tiles(seen.now))) return *step;
  return grid_due(seen.now) ? grid(seen.now) : ExploreStep{};
}

void ExploreSchedule::done(const ExploreStep& step, const ExploreOutcome& outcome, Time now) {
  switch (step.work) {
    case ExploreStep::Work::kInspect:
      return inspected_part(outcome);
    case ExploreStep::Work::kTakeSheet:
      if (!outcome.whole) open_.push_back(step.surface);
      return;
    case ExploreStep::Work::kTiles:
      return tiles_drawn(outcome, now);
    case ExploreStep::Work::kGrid:
      grid_pace_.spend(outcome.took);
      enlarge_chunk(now);
      if (outcome.whole || !outcome.drawn) grid_.reset();
      return;
    case ExploreStep::Work::kLive:
    case ExploreStep::Work::kRest:
      return;
  }
}

std::optional<ExploreSchedule::Time> ExploreSchedule::rest_until(Time now) const {
  std::optional<Time> next;
  const auto sooner = [&next](Time other) { next = next ? std::min(*next, other) : other; };
  if (scores_owed_) sooner(request_came_ + kDragPause);
  const bool sheets = orders_.request && !orders_.request->background.empty();
  if (sheets && orders_.model.version != sheet_model_.version) sooner(sheet_pace_.next(part_of_share(now)));
  if (next_grid_) sooner(grid_pace_.next(part_of_share(now)));
  return next;
}

ExploreStep ExploreSchedule::step(ExploreStep::Work work) const {
  ExploreStep step;
  step.work = work;
  step.stamp = orders_.request ? orders_.request->stamp : 0;
  step.model = orders_.model;
  return step;
}

std::optional<ExploreStep> ExploreSchedule::live(Time now) {
  const std::vector<SurfaceRequest>& surfaces = orders_.request->live;
  while (place_ < surfaces.size()) {
    const SurfaceRequest& wanted = surfaces[place_++];
    if (!fits(wanted, orders_.model.model->info())) continue;
    ExploreStep next = step(ExploreStep::Work::kLive);
    next.surface = &wanted;
    const bool canvas = wanted.surface == Surface::kCanvas;
    next.with_score = wanted.with_score && (scores_due_ || !canvas);
    if (next.with_score && canvas) scored_ = now;
    scores_owed_ = scores_owed_ || next.with_score != wanted.with_score;
    return next;
  }
  part_ = Part::kInspect;
  return std::nullopt;
}

// A drag gets ten scores a second, and its last picture its own: D costs as much as G, and nobody reads
// thirty.
bool ExploreSchedule::score_due(Time now) const {
  return !hand_moves(now) || now - scored_ >= kScorePause;
}

// While only the model changes, as it does every second beside a training, an inspection that was begun is
// finished with the model it began with, and the next one replaces it whole: rows neither starve nor flicker.
std::optional<ExploreStep> ExploreSchedule::inspect(bool canvas) {
  if (inspection_ == Inspection::kBegin) {
    const std::optional<InspectRequest>& wanted = orders_.request->inspect;
    const bool picture = wanted && (wanted->image ? !wanted->image->empty() : canvas);
    if (!picture || !fits(*wanted, orders_.model.model->info())) {
      part_ = Part::kModel;
      return std::nullopt;
    }
    model_only_ = orders_.request == inspected_;
    inspection_ = model_only_ && inspect_open_ ? Inspection::kFinish : Inspection::kTakeOver;
  }
  ExploreStep next = step(ExploreStep::Work::kInspect);
  next.only_whole = model_only_;
  if (inspection_ != Inspection::kTakeOver) return next;
  next.inspected = &*orders_.request->inspect;
  inspected_ = orders_.request;
  return next;
}

void ExploreSchedule::inspected_part(const ExploreOutcome& outcome) {
  inspect_open_ = !outcome.whole;
  if (!outcome.drawn) {
    inspected_ = nullptr;
    part_ = Part::kModel;
  } else if (!outcome.whole) {
    if (inspection_ == Inspection::kTakeOver) inspection_ = Inspection::kGoOn;
  } else if (inspection_ == Inspection::kFinish) {
    inspection_ = Inspection::kTakeOver;
  } else {
    part_ = Part::kModel;
  }
}

// Every new copy of a net in training would draw all sheets anew: they take the next one when the last is
// drawn and their share of the time allows it. A model that somebody opened is taken at once.
void ExploreSchedule::begin_sheets(Time now) {
  part_ = orders_.request->background.empty() ? Part::kGrid : Part::kSheets;
  if (part_ == Part::kGrid) return;
  const VersionedModel& newest = orders_.model;
  const bool wait =
      newest.live && sheet_model_.live && (!sheets_done_ || now < sheet_pace_.next(part_of_share(now)));
  if (newest.version != sheet_model_.version && !wait) {
    sheet_model_ = newest;
    sheet_pace_.begin(now);
  }
  sheets_done_ = false;
  place_ = 0;
}

std::optional<ExploreStep> ExploreSchedule::sheet() {
  const std::vector<SurfaceRequest>& surfaces = orders_.request->background;
  while (place_ < surfaces.size()) {
    const SurfaceRequest& wanted = surfaces[place_++];
    if (!fits(wanted, sheet_model_.model->info())) continue;
    ExploreStep next = step(ExploreStep::Work::kTakeSheet);
    next.surface = &wanted;
    next.model = sheet_model_;
    return next;
  }
  part_ = Part::kTiles;
  place_ = 0;
  return std::nullopt;
}

std::optional<ExploreStep> ExploreSchedule::tiles(Time now) {
  if (std::exchange(grid_turn_, false) && grid_due(now)) return grid(now);
  if (place_ < open_.size()) {
    ExploreStep next = step(ExploreStep::Work::kTiles);
    next.surface = open_[place_];
    next.count = chunk_;
    return next;
  }
  sheets_done_ = true;
  part_ = Part::kGrid;
  return std::nullopt;
}

void ExploreSchedule::tiles_drawn(const ExploreOutcome& outcome, Time now) {
  sheet_pace_.spend(outcome.took);
  if (outcome.drawn) {
    enlarge_chunk(now);
    grid_turn_ = ++chunks_since_grid_ >= kChunksBeforeGrid;
  }
  if (outcome.whole || !outcome.drawn) ++place_;
}

// A grid that was begun is finished from the copy that it began with; the next one is drawn from the newest
// copy.
ExploreStep ExploreSchedule::grid(Time now) {
  ExploreStep next = step(ExploreStep::Work::kGrid);
  chunks_since_grid_ = 0;
  if (!grid_) {
    grid_ = std::exchange(next_grid_, nullptr);
    grid_pace_.begin(now);
    next.grid_anew = true;
  }
  next.grid = grid_;
  next.count = kGridChunk * chunk_;
  return next;
}

// Chunks stay small while a picture is dragged, because the next move would have to wait for a larger one.
void ExploreSchedule::enlarge_chunk(Time now) {
  if (!hand_moves(now)) chunk_ = std::min(chunk_ * 2, kLargestChunk);
}

bool ExploreSchedule::interrupted(const Seen& seen) const {
  return seen.fresh || (scores_owed_ && !hand_moves(seen.now));
}

bool ExploreSchedule::hand_moves(Time now) const {
  return dragging_ && now - request_came_ < kDragPause;
}

double ExploreSchedule::part_of_share(Time now) const {
  return hand_moves(now) ? kPartBesideDrag : 1;
}

bool ExploreSchedule::grid_due(Time now) const {
  return grid_ || (next_grid_ && now >= grid_pace_.next(part_of_share(now)));
}

}  // namespace core

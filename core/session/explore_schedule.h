#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/request/render_request.h"
#include "core/session/refresh_pace.h"
#include "core/session/shown_model.h"

namespace core {

/// The fixed z of a training run, to be drawn from one of its frozen copies.
struct GridOrder {
  std::uint64_t run = 0;
  std::int64_t step = 0;
  FrozenModelPtr copy;
  std::shared_ptr<const std::vector<Latent>> z;
};

/// What there is to draw: the newest of each. Another pointer is another order.
struct ExploreOrders {
  std::shared_ptr<const RenderRequest> request;
  VersionedModel model;
  std::shared_ptr<const GridOrder> grid;
};

/// One thing to do before something newer is looked for.
struct ExploreStep {
  enum class Work {
    kLive,       // all tiles of a live surface, and publish it
    kInspect,    // the next part of the inspection, and publish it
    kTakeSheet,  // a background surface takes its request over: what is known of it is put in place
    kTiles,      // some of its missing tiles
    kGrid,       // some pictures of the run's grid
    kRest        // nothing: wait
  };

  Work work = Work::kRest;
  std::uint64_t stamp = 0;                    // of the request that is being answered
  VersionedModel model;                       // kLive, kInspect, kTakeSheet: what it is drawn from
  const SurfaceRequest* surface = nullptr;    // of kLive, kTakeSheet, kTiles; lives as long as the orders
  const InspectRequest* inspected = nullptr;  // kInspect: it takes this over first; null = it goes on
  bool only_whole = false;                    // kInspect: it is published when it is finished, not before
  bool with_score = false;                    // kLive
  std::size_t count = 0;                      // kTiles, kGrid: at most so many
  std::shared_ptr<const GridOrder> grid;      // kGrid
  bool grid_anew = false;                     // kGrid: the first pictures of it
};

/// What came of a step.
struct ExploreOutcome {
  bool drawn = true;  // false: the model failed
  bool whole = true;  // kInspect, kTakeSheet, kTiles, kGrid: nothing of it is missing any more
  RefreshPace::Clock::duration took{};
};

/// What the explore thread does next, most urgent first: live surfaces whole, the inspected image step by
/// step, background tiles and the training grid in small chunks; how much of the time each may take; when to
/// look again. A value without thread, clock or pictures: it is told the time and what came of each step.
class ExploreSchedule {
 public:
  using Time = RefreshPace::Clock::time_point;

  /// What the worker sees between two steps.
  struct Seen {
    Time now;
    bool fresh = false;   // newer orders wait: finish the live surfaces, then rest
    bool canvas = false;  // the canvas has a picture that can be inspected
  };

  /// Newer orders, or the same again because rest_until() has come. What was begun before is left.
  void take(const ExploreOrders& orders, Time now);
  /// The next step, kRest when there is none now. Each other one is followed by done().
  ExploreStep next(const Seen& seen);
  void done(const ExploreStep& step, const ExploreOutcome& outcome, Time now);
  /// When to take() the same orders again although nothing new came; empty = only when something does.
  std::optional<Time> rest_until(Time now) const;

 private:
  enum class Part { kLive, kInspect, kModel, kSheets, kTiles, kGrid };
  /// What the next part of an inspection does.
  enum class Inspection { kBegin, kFinish, kTakeOver, kGoOn };

  ExploreStep step(ExploreStep::Work work) const;
  std::optional<ExploreStep> live(Time now);
  std::optional<ExploreStep> inspect(bool canvas);
  std::optional<ExploreStep> sheet();
  std::optional<ExploreStep> tiles(Time now);
  ExploreStep grid(Time now);
  void begin_sheets(Time now);
  void inspected_part(const ExploreOutcome& outcome);
  void tiles_drawn(const ExploreOutcome& outcome, Time now);
  bool interrupted(const Seen& seen) const;
  bool hand_moves(Time now) const;
  double part_of_share(Time now) const;
  bool score_due(Time now) const;
  bool grid_due(Time now) const;
  void enlarge_chunk(Time now);

  ExploreOrders orders_;
  Part part_ = Part::kGrid;
  std::size_t place_ = 0;  // which surface of the part is next

  Time request_came_{};
  bool dragging_ = false;  // the request came soon after the one before
  Time scored_{};
  std::shared_ptr<const RenderRequest> scores_of_;  // the request that these two are about
  bool scores_due_ = true;                          // its pictures come with D's score of the canvas
  bool scores_owed_ = false;                        // it was left out

  std::shared_ptr<const RenderRequest> inspected_;  // what is being inspected
  bool inspect_open_ = false;                       // parts of it are missing
  bool model_only_ = false;                         // only the model changed since it was begun
  Inspection inspection_ = Inspection::kBegin;

  VersionedModel sheet_model_;  // what background surfaces are drawn from
  bool sheets_done_ = true;
  std::vector<const SurfaceRequest*> open_;  // background surfaces with missing tiles
  RefreshPace sheet_pace_{0.2};              // what following a training may cost of one core,
  RefreshPace grid_pace_{0.1};               // beside the live surfaces
  std::size_t chunk_ = 1;                    // tiles a background chunk; one while the person is dragging
  int chunks_since_grid_ = 0;
  bool grid_turn_ = false;  // enough chunks in a row
  std::shared_ptr<const GridOrder> last_grid_, next_grid_, grid_;
};

}  // namespace core

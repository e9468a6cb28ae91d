#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "core/run/quiet_failures.h"
#include "core/session/engine.h"
#include "core/session/inspect_steps.h"
#include "core/session/mailbox.h"
#include "core/session/publisher.h"
#include "core/session/refresh_pace.h"
#include "core/session/shown_model.h"
#include "core/session/surface_tiles.h"
#include "core/session/tile_cache.h"

namespace core {

/// The fixed z of a training run, to be drawn from one of its frozen copies.
struct GridOrder {
  std::uint64_t run = 0;
  std::int64_t step = 0;
  FrozenModelPtr copy;
  std::shared_ptr<const std::vector<Latent>> z;
};

/// The explore thread: answers the newest RenderRequest from the newest shown model, most urgent first: live
/// surfaces whole, the inspected image step by step, background tiles and the training grid in small chunks.
/// Between chunks it looks for something newer; what is already drawn is kept.
class ExploreWorker {
 public:
  /// `grid_drawn` gets the finished pictures of a GridOrder, on the explore thread.
  ExploreWorker(std::shared_ptr<Engine> engine, int threads, Publisher& publisher,
                std::function<void(const GridOrder&, std::vector<Image>)> grid_drawn);

  // Any thread; each replaces what was not begun.
  void request(RenderRequest request);
  void show(const VersionedModel& model);
  void draw_grid(GridOrder order);

  /// The statistics that live surfaces are asked for with.
  BatchNormMode wanted_mode() const { return mode_; }

  void request_stop() { thread_.request_stop(); }

 private:
  struct Orders {
    std::shared_ptr<const RenderRequest> request;
    VersionedModel model;
    std::shared_ptr<const GridOrder> grid;
  };

  void run(std::stop_token stop);

  bool interrupted() const;

  void draw(const Orders& orders);
  void draw_live(const Orders& orders);
  void draw_inspected(const Orders& orders);
  bool finish_inspection(std::uint64_t stamp, bool only_whole);
  void draw_background(const Orders& orders);
  void take_model_for_sheets(const VersionedModel& newest);
  bool draw_chunk(const SurfaceRequest& wanted, std::uint64_t stamp);
  void draw_grid_chunk();
  void enlarge_chunk();
  bool hand_moves() const;
  bool score_due() const;
  double part_of_share() const;
  bool grid_due() const;
  std::optional<RefreshPace::Clock::time_point> next_refresh(const Orders& orders) const;
  bool attempt(int place, const char* title, const std::function<void()>& work);
  void publish(Surface surface, std::uint64_t stamp);

  SurfaceTiles& tiles(Surface surface) { return surfaces_[static_cast<std::size_t>(surface)]; }

  const std::shared_ptr<Engine> engine_;
  Publisher& publisher_;
  const std::function<void(const GridOrder&, std::vector<Image>)> grid_drawn_;
  Mailbox<Orders> orders_;
  std::atomic<BatchNormMode> mode_{};

  // The explore thread's own.
  std::stop_token stop_;
  std::array<SurfaceTiles, kSurfaceCount> surfaces_;
  InspectSteps inspect_;
  std::shared_ptr<const RenderRequest> inspected_;  // the request that inspect_ works on
  VersionedModel sheet_model_;                      // what background surfaces are drawn from
  bool sheets_done_ = true;
  RefreshPace sheet_pace_, grid_pace_;
  TileCache cache_;
  QuietFailures failures_;
  std::uint64_t version_ = 0;
  RefreshPace::Clock::time_point request_came_{};
  bool dragging_ = false;  // it came soon after the one before
  RefreshPace::Clock::time_point scored_{};
  std::shared_ptr<const RenderRequest> live_;  // the request last drawn
  bool scores_due_ = true;                     // with D's score of the canvas
  bool scores_owed_ = false;                   // it was left out
  std::size_t chunk_ = 1;                      // tiles a background chunk; one while the person is dragging
  int chunks_since_grid_ = 0;
  std::shared_ptr<const GridOrder> next_grid_, grid_;
  std::vector<Image> grid_tiles_;

  std::jthread thread_;  // last: joins before anything above goes
};

}  // namespace core

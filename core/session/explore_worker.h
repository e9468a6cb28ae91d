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
#include "core/session/explore_schedule.h"
#include "core/session/inspect_steps.h"
#include "core/session/mailbox.h"
#include "core/session/publisher.h"
#include "core/session/shown_model.h"
#include "core/session/surface_tiles.h"
#include "core/session/tile_cache.h"

namespace core {

/// The explore thread: answers the newest RenderRequest from the newest shown model, step by step as its
/// ExploreSchedule says. What is already drawn is kept.
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
  using Clock = RefreshPace::Clock;

  void run(std::stop_token stop);
  void work(const std::stop_token& stop);
  ExploreOutcome perform(const ExploreStep& step);
  ExploreOutcome draw_live(const ExploreStep& step);
  ExploreOutcome inspect(const ExploreStep& step);
  ExploreOutcome draw_tiles(const ExploreStep& step);
  ExploreOutcome draw_grid_tiles(const ExploreStep& step);
  bool attempt(int place, const char* title, const std::function<void()>& work);
  void publish(Surface surface, std::uint64_t stamp);

  SurfaceTiles& tiles(Surface surface) { return surfaces_[static_cast<std::size_t>(surface)]; }

  const std::shared_ptr<Engine> engine_;
  Publisher& publisher_;
  const std::function<void(const GridOrder&, std::vector<Image>)> grid_drawn_;
  Mailbox<ExploreOrders> orders_;
  std::atomic<BatchNormMode> mode_{};

  // The explore thread's own.
  ExploreSchedule schedule_;
  std::array<SurfaceTiles, kSurfaceCount> surfaces_;
  InspectSteps inspect_;
  TileCache cache_;
  QuietFailures failures_;
  std::uint64_t version_ = 0;
  std::vector<Image> grid_tiles_;

  std::jthread thread_;  // last: joins before anything above goes
};

}  // namespace core

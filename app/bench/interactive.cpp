#include "app/bench/interactive.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <vector>

#include "app/bench/bench_window.h"
#include "app/bench/mouse_player.h"
#include "core/base/error.h"

namespace app {
namespace {

constexpr double kQuietSeconds = 30;  // training alone, for its rate
constexpr double kPatience = 120;

/// What one drag showed.
struct DragRecord {
  std::vector<double> latencies;  // ms, one a move
  std::vector<double> gaps;       // ms between swaps
  int pictures = 0;
  double seconds = 0;
};

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

core::Json json_of(const DragRecord& drag) {
  return {{"moves", drag.latencies.size()},
          {"p50_ms", percentile(drag.latencies, 0.5)},
          {"p95_ms", percentile(drag.latencies, 0.95)},
          {"p99_ms", percentile(drag.latencies, 0.99)},
          {"max_ms", percentile(drag.latencies, 1)},
          {"pictures_per_second", drag.pictures / drag.seconds},
          {"longest_gap_ms", percentile(drag.gaps, 1)},
          {"gap_p99_ms", percentile(drag.gaps, 0.99)}};
}

class Bench {
 public:
  Bench(std::shared_ptr<core::Engine> engine, const InteractiveBenchOptions& options)
      : options_(options), app_(std::move(engine), bench_window(options.model, folder_)) {}

  core::Json run() {
    turn_until("the first picture",
               [&] { return app_.snapshot().surface(core::Surface::kCanvas) != nullptr; });
    turn_for(3);  // the sheets are drawn, clocks are up
    const DragRecord alone = drag(false);
    start_training();
    const double rate_alone = images_per_second_during([&] { turn_for(kQuietSeconds); });
    DragRecord beside;
    const double rate_beside = images_per_second_during([&] { beside = drag(true); });
    const std::int64_t publishes = publishes_;
    app_.session().send(core::StopTraining{});
    turn_until("the end of the training", [&] { return app_.snapshot().train->phase == core::Phase::kIdle; });
    return {{"window", {kBenchWidth, kBenchHeight}},
            {"moves_per_second", options_.moves_per_second},
            {"alone", json_of(alone)},
            {"beside_training", json_of(beside)},
            {"training",
             {{"ngf", options_.width},
              {"ndf", options_.width},
              {"batch", 64},
              {"images_per_second_alone", rate_alone},
              {"images_per_second_while_dragging", rate_beside},
              {"share", rate_beside / rate_alone},
              {"publishes_while_dragging", publishes},
              {"checkpoints_while_dragging", checkpoints_}}}};
  }

 private:
  void turn_for(double seconds) {
    for (const double end = Window::now() + seconds; Window::now() < end;) app_.turn(kBenchWait);
  }

  template <class Condition>
  void turn_until(const char* what, Condition condition) {
    for (const double end = Window::now() + kPatience; !condition();) {
      if (Window::now() > end) throw core::Error("the bench waited in vain", what, "is the machine busy?");
      app_.turn(kBenchWait);
    }
  }

  void start_training() {
    core::TrainOptions train = core::preset_options("classic");
    train.data = "rooms";
    train.data_count = 2000;
    train.ngf = train.ndf = options_.width;
    train.steps = 1000000;
    train.checkpoint_every = 1000000;  // the one checkpoint comes in the middle of the drag
    train.sample_every = 1000000;
    train.run = folder_.path() / "run";
    app_.session().send(core::StartTraining{train});
    turn_until("the first steps", [&] {
      if (app_.snapshot().train->phase == core::Phase::kFailed)
        throw core::Error("the training failed", app_.snapshot().train->message);
      return app_.snapshot().train->latest.step >= 5;
    });
  }

  template <class Work>
  double images_per_second_during(Work work) {
    const auto from = at_step();
    work();
    const auto to = at_step();
    return static_cast<double>((to.step - from.step) * 64) / (to.time - from.time);
  }

  struct StepTime {
    std::int64_t step;
    double time;
  };

  /// The moment a step ends, so that whole steps are counted.
  StepTime at_step() {
    const std::int64_t before = app_.snapshot().train->latest.step;
    turn_until("a training step", [&] { return app_.snapshot().train->latest.step > before; });
    return {app_.snapshot().train->latest.step, Window::now()};
  }

  DragRecord drag(bool with_checkpoint) {
    struct Waiting {
      double time;
      std::uint64_t stamp;
    };

    std::deque<Waiting> waiting;
    DragRecord record;
    app_.window().take_cursor_times();
    const std::uint64_t first_stamp = app_.ui().view().stamp;
    std::uint64_t model_version = app_.snapshot().model_version, picture = 0;
    const std::size_t checkpoints_before = app_.snapshot().train->checkpoints.size();
    publishes_ = 0;
    bool checkpoint_sent = !with_checkpoint;
    // On the picture in the default layout of Explore at this size.
    MousePlayer mouse({.window = app_.window().x11_window(),
                       .x = kBenchWidth * 38 / 100,
                       .y = kBenchHeight * 38 / 100,
                       .moves = options_.moves,
                       .moves_per_second = options_.moves_per_second});
    const double begin = Window::now();
    double last_swap = 0;
    int cursor_moves = 0;
    for (double idle_since = 0; !mouse.done() || !waiting.empty();) {
      if (mouse.done() && idle_since == 0) idle_since = Window::now();
      if (idle_since > 0 && Window::now() - idle_since > kPatience)
        throw core::Error("the last moves were never answered", "bench interactive");
      app_.turn(kBenchWait);
      const double swap = app_.window().last_swap_time();
      for (const double time : app_.window().take_cursor_times()) {
        waiting.push_back({time, app_.ui().view().stamp});
        // The button is pressed after the first move: nothing is drawn in between.
        if (++cursor_moves == 2) last_swap = time;
      }
      if (cursor_moves >= 2 && !mouse.done()) record.gaps.push_back((swap - last_swap) * 1e3);
      last_swap = swap;
      const core::SurfacePictures* canvas = app_.snapshot().surface(core::Surface::kCanvas);
      const std::uint64_t shown = canvas ? canvas->stamp : 0;
      while (!waiting.empty() && waiting.front().stamp <= shown) {
        record.latencies.push_back((swap - waiting.front().time) * 1e3);
        waiting.pop_front();
      }
      if (canvas && canvas->tile_versions.front() != picture && !mouse.done()) ++record.pictures;
      if (canvas) picture = canvas->tile_versions.front();
      publishes_ += app_.snapshot().model_version != model_version;
      model_version = app_.snapshot().model_version;
      if (!checkpoint_sent && static_cast<int>(record.latencies.size()) > options_.moves / 2) {
        app_.session().send(core::SaveCheckpoint{});
        checkpoint_sent = true;
      }
    }
    record.seconds = Window::now() - begin;
    checkpoints_ = app_.snapshot().train->checkpoints.size() - checkpoints_before;
    if (app_.ui().view().stamp < first_stamp + static_cast<std::uint64_t>(options_.moves) / 2)
      throw core::Error("the drag did not reach the picture", "bench interactive",
                        "is another window in front?");
    return record;
  }

  InteractiveBenchOptions options_;
  BenchFolder folder_;
  GuiApp app_;
  std::int64_t publishes_ = 0;
  std::size_t checkpoints_ = 0;
};

}  // namespace

core::Json run_interactive_bench(std::shared_ptr<core::Engine> engine,
                                 const InteractiveBenchOptions& options) {
  return Bench(std::move(engine), options).run();
}

}  // namespace app

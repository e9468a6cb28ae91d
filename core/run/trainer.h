#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/model/frozen_model.h"
#include "core/run/train_options.h"

namespace core {

/// Measured in one step. D(.) are means of sigmoid(logit) over the batch.
struct StepStats {
  std::int64_t step = 0;  // steps done, 1 after the first
  double loss_d = 0, loss_g = 0;
  double d_real = 0;         // D(x)
  double d_fake_before = 0;  // D(G(z)) before D's update
  double d_fake_after = 0;   // D(G(z)) in G's update
  double seconds = 0;
};

/// What a run trains on, for the data card.
struct DataSummary {
  std::string source;
  std::int64_t used = 0;
  std::int64_t skipped = 0;
  std::vector<std::string> notes;     // one line per skipped file, the first 100
  std::vector<std::string> warnings;  // a line each on all of the images, for a person to read at the start
  std::vector<Image> preview;         // up to 64
};

enum class Publish { kGenerator, kBoth };

/// One training run: nets, optimisers, data cursor, random state. Worker only: every method is called on the
/// training thread.
class Trainer {
 public:
  virtual ~Trainer() = default;

  virtual const TrainOptions& options() const = 0;
  virtual const DataSummary& data() const = 0;
  virtual std::int64_t step_count() const = 0;

  /// The run's steps or minutes are used up (minutes count time spent in steps, over all resumptions).
  virtual bool finished() const { return step_count() >= options().steps; }

  /// One minibatch; also keeps the curves and sample sheets of the run folder. A stop before the update of D
  /// drops the step with everything restored and returns false; after it the update of G is finished.
  virtual bool step(std::stop_token stop, StepStats& stats) = 0;
  /// A deep copy that training never writes to again; EMA where the run has one, with re-estimated
  /// statistics.
  virtual FrozenModelPtr publish(Publish what) = 0;
  /// The fixed z of the run's grid.
  virtual const std::vector<Latent>& fixed_latents() const = 0;

  /// Writes a checkpoint as docs/promises.md: Saving says and prunes old ones; returns its path.
  virtual std::filesystem::path save_checkpoint() = 0;
  /// Writes the model file (EMA G and D, or raw) with statistics over 16 x 512 z, which may take longer than
  /// many steps: `progress` hears of them. Then the sheet of this step, unless there is one. Returns the
  /// path.
  virtual std::filesystem::path save_model(const Progress& progress = {}) = 0;

  /// What went wrong since the last call without stopping the run: a skipped checkpoint, a sheet that could
  /// not be written.
  virtual std::vector<Error> take_warnings() { return {}; }
};

}  // namespace core

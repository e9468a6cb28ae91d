#pragma once

#include <memory>

#include "core/session/job_worker.h"
#include "core/session/shown_model.h"

namespace core {

/// Opens models as jobs. A second job reads the curves of the run that made the model; another compares or
/// gathers BatchNorm statistics where they are doubtful, so that pictures are there at once and become better
/// when it ends. Any thread.
class ModelOpening {
 public:
  ModelOpening(std::shared_ptr<Engine> engine, Publisher& publisher, JobList& jobs, ShownModel& shown);

  void open(const LoadModel& command);
  void change(const ModelSettings& settings);

  void request_stop();

 private:
  Event opened(const LoadModel& command, std::uint64_t wish, const Progress& progress);
  Event shown(const FrozenModelPtr& model, std::uint64_t wish, const Progress& progress);
  Event joined(const std::string& discriminator);
  void settle(const FrozenModelPtr& model);
  Event replaced(const FrozenModelPtr& before, FrozenModelPtr now, std::string words);
  /// The same for a file that was read again, also where the statistics of `before` come meanwhile.
  Event reopened(FrozenModelPtr before, const FrozenModelPtr& model, const std::string& words);

  const std::shared_ptr<Engine> engine_;
  Publisher& publisher_;
  ShownModel& shown_;             // keeps the opened model
  JobWorker opening_, settling_;  // a file can be opened while another's statistics are gathered
};

}  // namespace core

#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/frozen_model.h"
#include "core/run/trainer.h"

namespace core {

/// The curves that a run leaves in its folder and that stay beside its model: one line of columns, one a
/// step.
inline constexpr const char* kMetricsFile = "metrics.csv";
inline constexpr std::string_view kMetricsColumns =
    "step,kimg,loss_d,loss_g,d_real,d_fake_before,d_fake_after,img_per_s";

/// What is known of a run that is over.
struct RunRecord {
  std::shared_ptr<const std::vector<StepStats>> history;  // thinned as a live run's is; seconds stay 0
  std::string problem;  // why there is no history, or only its beginning; empty = nothing is wrong
};

/// The run that made an opened model, whose metrics.csv lies beside its file; empty where there is none, or
/// when asked to stop. The curves are believed only where they fit the model: it was trained by this program;
/// an options.json beside it is its recipe, apart from what a resumed run may change; rows count images by
/// the recipe's batch; and they lead to the model's step, with no more missing there than between two rows,
/// and no further. In the folder of its run, which may have gone on, those behind it are left out. The file
/// may be a stranger's: of a damaged one the rows before the damage are kept. Up to 64 MiB are read, which
/// takes seconds. Throws nothing but std::bad_alloc.
RunRecord read_run_record(const ModelInfo& model, const std::stop_token& stop = {});

}  // namespace core

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// The run whose metrics.csv lies in `folder`; empty where there is none. The file may be a stranger's: of a
/// damaged one the rows before the damage are kept. Throws nothing but std::bad_alloc.
RunRecord read_run_record(const std::filesystem::path& folder);

}  // namespace core

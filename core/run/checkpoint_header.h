#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/run/checkpoint_file.h"
#include "core/run/train_options.h"

namespace core {

/// What a checkpoint says besides arrays: the run, and where it stands.
struct CheckpointHeader {
  TrainOptions options;
  std::string data_sha256;  // of the images it trains on, 64 hex digits
  std::int64_t step = 0;    // 0 .. kMostSteps
  double seconds = 0;       // spent in steps, over all resumptions
};

/// The section "run", which read_checkpoint_header() reads.
CheckpointSection header_section(const CheckpointHeader& header);

/// Throws Error about `where` when something is missing or a number is out of its range.
CheckpointHeader read_checkpoint_header(const std::vector<CheckpointSection>& sections,
                                        const std::string& where);

/// Throws Error about `where` when no section has this name.
const CheckpointSection& find_section(const std::vector<CheckpointSection>& sections, const std::string& name,
                                      const std::string& where);

}  // namespace core

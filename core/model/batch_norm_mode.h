#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace core {

/// Which statistics BatchNorm normalises with when a frozen generator or discriminator runs.
enum class BatchNormMode {
  kRunning,     ///< the running averages training kept
  kPopulation,  ///< re-estimated over many z with the final weights
  kBatch,       ///< of the batch itself: z sits in a fixed seeded batch of 64 (the authors sample so)
};
std::string_view batch_norm_mode_name(BatchNormMode mode);  // "running", "population", "batch"
std::optional<BatchNormMode> parse_batch_norm_mode(std::string_view name);
/// What becomes of `mode` when a model with the modes `now` takes the place of one with the modes `before`
/// (empty = of none): a person's choice stays where the model has it, the default follows the model.
BatchNormMode mode_after_change(const std::vector<BatchNormMode>& before,
                                const std::vector<BatchNormMode>& now, BatchNormMode mode);

}  // namespace core

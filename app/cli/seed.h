#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace app {

/// Accepts 0 to 2^63 - 1: seed + i stays a number for every count, and -1 is not read as 2^64 - 1.
CLI::Validator seed_range();

/// Accepts 0 to 2^64 - 1, what the seed of a run may be: sums with it begin again at 0.
CLI::Validator run_seed_range();

/// Throws core::UsageError unless all of the seeds first .. first + count - 1 are such numbers.
void check_seeds(std::uint64_t first, std::int64_t count);

}  // namespace app

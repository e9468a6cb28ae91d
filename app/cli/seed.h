#pragma once

#include <CLI/CLI.hpp>

namespace app {

/// Accepts 0 to 2^63 - 1: seed + i stays a number for every count, and -1 is not read as 2^64 - 1.
CLI::Validator seed_range();

}  // namespace app

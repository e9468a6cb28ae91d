#pragma once

#include <vector>

namespace core {

/// The middle one, of an even count the upper of the two; 0 of none.
double median(std::vector<double> values);

}  // namespace core

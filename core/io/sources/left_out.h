#pragma once

#include <string>
#include <vector>

namespace io {

/// Of lines "name: reason" how many files each kind that is not read has, and how many are left: "6 TIFF, 4
/// unreadable"; empty for none.
std::string kinds_left_out(const std::vector<std::string>& skipped);

}  // namespace io

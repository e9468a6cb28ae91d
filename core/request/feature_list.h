#pragma once

#include <span>
#include <string>
#include <vector>

namespace core {

/// "0-5,17" -> 0 1 2 3 4 5 17, in that order. Throws UsageError on anything else, on numbers above 1,000,000
/// and on more than 4,096 features.
std::vector<int> parse_feature_list(const std::string& text);
/// The inverse: rising runs are joined, 0 1 2 17 -> "0-2,17".
std::string feature_list_text(std::span<const int> features);

}  // namespace core

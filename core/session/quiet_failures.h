#pragma once

#include <algorithm>
#include <map>
#include <string>

namespace core {

/// Lets one of many equal failures through: thirty renderings a second that fail alike are one toast. A
/// failure counts as new again once its place has worked in between. One thread.
class QuietFailures {
 public:
  /// True when no place is failing with this text already.
  bool is_new(int place, const std::string& text) {
    const bool known = std::any_of(failing_.begin(), failing_.end(),
                                   [&](const auto& entry) { return entry.second == text; });
    failing_[place] = text;
    return !known;
  }

  void works(int place) { failing_.erase(place); }

 private:
  std::map<int, std::string> failing_;
};

}  // namespace core

#pragma once

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <string>

#include "core/base/error.h"

namespace core {

/// Tells equal failures once: thirty renderings a second that fail alike are one toast. A failure is new
/// again once the same place has worked in between. One thread.
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

/// Tells warnings with one remedy once: on a full disk every file of a run fails alike. One thread.
class QuietWarnings {
 public:
  /// A warning without a remedy is told by its own text.
  bool is_new(const std::exception& warning) {
    const auto* error = dynamic_cast<const Error*>(&warning);
    return told_.insert(error && !error->hint().empty() ? error->hint() : warning.what()).second;
  }

  void works() { told_.clear(); }

 private:
  std::set<std::string> told_;
};

}  // namespace core

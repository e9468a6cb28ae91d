#pragma once

#include <algorithm>
#include <map>
#include <set>
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

/// Lets one of many warnings with the same remedy through: a full disk fails every file of a run. One thread.
class QuietWarnings {
 public:
  /// `line` as Error::what() has it, the remedy in brackets at its end.
  bool is_new(const std::string& line) {
    const std::size_t remedy = line.rfind(" (");
    return told_.insert(remedy == std::string::npos ? line : line.substr(remedy)).second;
  }

  void works() { told_.clear(); }

 private:
  std::set<std::string> told_;
};

}  // namespace core

#pragma once

#include <set>
#include <string>
#include <string_view>

namespace test {

/// Every string that was drawn since clear(), as it reached a draw list: labels of Dear ImGui and ImPlot,
/// text the panels draw themselves, tooltips, whole even where it is clipped. One at a time listens.
class DrawnText {
 public:
  DrawnText();
  ~DrawnText();
  DrawnText(const DrawnText&) = delete;
  DrawnText& operator=(const DrawnText&) = delete;

  void clear() { strings_.clear(); }

  void add(std::string text) { strings_.insert(std::move(text)); }

  const std::set<std::string>& strings() const { return strings_; }

  /// Some string holds `part`.
  bool holds(std::string_view part) const;

 private:
  std::set<std::string> strings_;
};

}  // namespace test

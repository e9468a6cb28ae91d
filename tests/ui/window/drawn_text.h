#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace test {

/// One string on its way to the screen: its text, its upper left corner, the height of its letters and the
/// ImGui id of the window that draws it.
struct DrawnString {
  std::string text;
  ImVec2 at;
  float size = 0;
  unsigned window = 0;

  /// Somewhere on its first letter.
  ImVec2 middle() const { return {at.x + size / 4, at.y + size / 2}; }
};

/// Every string that was drawn since clear(), in that order, as it reached a draw list: labels of Dear ImGui
/// and ImPlot, text the panels draw themselves, tooltips, whole even where it is clipped. One at a time
/// listens.
class DrawnText {
 public:
  DrawnText();
  ~DrawnText();
  DrawnText(const DrawnText&) = delete;
  DrawnText& operator=(const DrawnText&) = delete;

  void clear() { strings_.clear(); }

  void add(DrawnString drawn) { strings_.push_back(std::move(drawn)); }

  const std::vector<DrawnString>& strings() const { return strings_; }

  /// Some string holds `part`.
  bool holds(std::string_view part) const;

 private:
  std::vector<DrawnString> strings_;
};

}  // namespace test

#pragma once

#include <vector>

#include "ui/workspaces/explore/explore_state.h"
#include "ui/workspaces/explore/time_axis.h"

namespace ui::explore {

/// The path as a film: ruler with pins as flags, strip of pictures, jump curve, play head over everything.
/// Click or drag = the head goes there; a flag: click = go to the pin, drag = another place in the order,
/// Ctrl-drag = a copy; thumbnails dropped become pins. Ctrl + wheel zooms, Shift + wheel scrolls.
class TimeLine {
 public:
  void draw(Frame& frame, ExploreState& state);

  void go_to_peak(Frame& frame, ExploreState& state) const;  // the largest jump

 private:
  enum class Held { kNothing, kHead, kFlag };

  struct Flag {
    float x = 0;
    int pin = 0;
    bool again = false;     // the first pin at the end of a loop
    bool numbered = false;  // the others have no room for their head
  };

  /// Everything in screen pixels.
  struct Place {
    TimeAxis axis;
    core::Path path;
    double duration = 0;
    float ruler = 0, strip = 0, jump = 0, bottom = 0;  // upper edges
    float label = 0;                                   // left edge of the words
    std::vector<Flag> flags;
  };

  Place place(Frame& frame, int selected_pin);
  void wheel(const Place& place);
  void pointer(Frame& frame, ExploreState& state, const Place& place);
  void drop_flag(Frame& frame, ExploreState& state, const Place& place);
  void accept_thumbnails(Frame& frame, const Place& place);
  void flag_menu(Frame& frame, ExploreState& state);
  static void draw_labels(const Theme& theme, const Place& place);
  int flag_under(const Frame& frame, const Place& place, ImVec2 at) const;
  void draw_ruler(const Frame& frame, const Place& place) const;
  void draw_strip(Frame& frame, const Place& place) const;
  void draw_flags(Frame& frame, const ExploreState& state, const Place& place) const;
  void draw_head(const Frame& frame, const Place& place) const;

  TimeZoom zoom_;
  Held held_ = Held::kNothing;
  int flag_ = -1;  // held, or of the open menu
  bool flag_moved_ = false;
};

/// The curve under the strip with its mean, a ring on every jump over 8 x the mean; `peak_clicked` becomes
/// the jump whose ring was clicked.
void draw_jumps(const Frame& frame, const JumpCurve& jumps, const core::Path& path, const TimeAxis& axis,
                float top, float bottom, int& peak_clicked);

}  // namespace ui::explore

#pragma once

namespace ui::explore {

/// Which part of a path the time line shows, and where. Pixels are screen pixels.
struct TimeAxis {
  float left = 0, width = 1;
  double start = 0, span = 1;  // seconds shown

  float x(double seconds) const { return left + static_cast<float>((seconds - start) / span) * width; }

  double seconds(float x) const { return start + static_cast<double>(x - left) / width * span; }
};

/// How far a person has zoomed and scrolled; 1 = the whole path.
struct TimeZoom {
  double factor = 1;
  double start = 0;  // seconds
};

TimeAxis make_axis(float left, float width, double duration, TimeZoom& zoom);  // holds `zoom` inside the path
/// Zooms by one turn of the wheel so that the moment at `x` stays where it is.
void zoom_at(TimeZoom& zoom, const TimeAxis& axis, double duration, float x, float turns);
void scroll(TimeZoom& zoom, const TimeAxis& axis, float turns);
/// Distance of the ruler's marks in seconds: 1, 2 or 5 times a power of ten, at least `pixels` apart.
double ruler_step(const TimeAxis& axis, float pixels);
/// The pin that a flag lies nearest to when it is let go at `seconds`, 0 .. pins - 1.
int slot_at(double seconds, double seconds_per_segment, int pins);

}  // namespace ui::explore

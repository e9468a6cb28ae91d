#pragma once

#include <imgui.h>

namespace ui::arithmetic {

/// Where the pictures of the turn sheet lie: columns side by side, the centre one set apart.
struct TurnGrid {
  ImVec2 origin;  // screen pixels
  float tile = 64, gap = 2, apart = 6;
  float labels = 0;  // height of the line below
  int columns = 11, rows = 5;

  int centre() const { return columns / 2; }

  float x(int column) const {
    const float steps = static_cast<float>(column) * (tile + gap);
    return origin.x + steps + (column >= centre() ? apart : 0) + (column > centre() ? apart : 0);
  }

  float y(int row) const { return origin.y + static_cast<float>(row) * (tile + gap); }

  float width() const { return x(columns - 1) + tile - origin.x; }

  float pictures_height() const { return y(rows - 1) + tile - origin.y; }

  float height() const { return pictures_height() + labels; }

  /// Index of the picture at a point, row by row; -1 in gaps and outside.
  int at(ImVec2 point) const {
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column)
        if (point.x >= x(column) && point.x < x(column) + tile && point.y >= y(row) &&
            point.y < y(row) + tile)
          return row * columns + column;
    return -1;
  }

  /// Multiple of the axis that is added in a column, for the largest multiple `step`.
  double alpha(int column, double step) const {
    return columns < 2 ? 0.0 : -step + 2 * step * column / (columns - 1);
  }
};

}  // namespace ui::arithmetic

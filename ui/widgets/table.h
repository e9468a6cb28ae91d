#pragma once

#include <initializer_list>
#include <string_view>

#include "ui/look/theme.h"

namespace ui {

struct TableColumn {
  const char* label = "";  // through tr(); empty = none
  float width = 0;         // logical pixels; 0 = shares the rest
  bool right = false;      // numbers: right-aligned
};

/// The program's table: dim header on header colour, rows of 24 px in alternating grounds, numbers
/// right-aligned. Cells are written one after the other, row by row.
class Table {
 public:
  Table(const Theme& theme, const char* id, std::initializer_list<TableColumn> columns,
        float row_height = metric::kTableRow);
  ~Table();
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  explicit operator bool() const { return open_; }

  /// Begins a row; `selected` gives it the selected ground. With `id` the row can be clicked: true when it
  /// was.
  bool row(bool selected = false, const char* id = nullptr);
  /// The next cell's text, aligned as its column; color 0 = text colour. Too long text ends in an ellipsis.
  void cell(std::string_view text, ImU32 color = 0);
  /// The next cell, left to the caller; cursor stands at its text line.
  void custom_cell();

 private:
  const Theme& theme_;
  float row_height_;
  bool open_ = false;
  unsigned right_aligned_ = 0;  // bit a column
  int rows_ = 0;
  bool before_first_ = false;  // the row's first cell was entered for its click area
};

}  // namespace ui

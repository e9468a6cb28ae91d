#pragma once

#include <string>

#include "ui/frame/frame.h"

namespace ui {

/// "rooms", or the last part of a folder's or file's path.
std::string data_name(const std::string& data);
/// Whether the data are drawn by the program itself: "rooms" or "portraits".
bool is_procedural(const std::string& data);

/// Whether a data source can be read now: procedural sets always, a folder or packed file when it exists.
/// Looks at the disk when `data` changes and every two seconds. Kept by a panel between frames.
class DataAtHand {
 public:
  bool of(const std::string& data, double now);

 private:
  std::string data_;
  double next_look_ = -1;
  bool there_ = false;
};

/// Drop-down list of what can be trained on and compared with: rooms, portraits, the folder or packed file in
/// use, and two entries that ask for another (the shell puts the answer into Train and Evaluate). True when
/// `data` was changed here. `width` in logical pixels, 0 = the rest of the line.
bool data_source_combo(Frame& frame, const char* id, std::string& data, float width = 0);

}  // namespace ui

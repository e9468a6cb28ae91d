#pragma once

#include "ui/frame/workspace.h"

namespace ui::forget {

/// All maps of the fitted block by falling weight; a tick is a dropped map, taking it off keeps the map.
class MapsPanel : public Panel {
 public:
  const char* id() const override { return "forget.maps"; }

  const char* title() const override;
  std::string remark(const Frame& frame) const override;
  void draw(Frame& frame) override;

 private:
  void rows(Frame& frame) const;

  bool only_dropped_ = false;
};

}  // namespace ui::forget

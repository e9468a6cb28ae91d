#pragma once

#include "ui/frame/workspace.h"

namespace ui::forget {

inline constexpr int kSheetColumns = 12;

/// Before, after, control and difference for fresh samples: figure 6 with the control the paper lacks.
class ForgetSheetPanel : public Panel {
 public:
  const char* id() const override { return "forget.sheet"; }

  const char* title() const override;
  std::string remark(const Frame& frame) const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame) const;
  void rows(Frame& frame) const;
};

}  // namespace ui::forget

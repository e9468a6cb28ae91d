#pragma once

#include "ui/frame/workspace.h"

namespace ui::forget {

/// The logistic regression: its layer and strength, the Fit button, how well it separates.
class FitPanel : public Panel {
 public:
  const char* id() const override { return "forget.fit"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void settings(Frame& frame) const;
  void fit(Frame& frame) const;
  void numbers(Frame& frame) const;
};

}  // namespace ui::forget

#pragma once

#include "core/image/image.h"
#include "ui/frame/workspace.h"

namespace ui::arithmetic {

/// What the averaged result stands beside: the same sum of the pictures themselves, and of single exemplars.
class PixelComparisonPanel : public Panel {
 public:
  const char* id() const override { return "arithmetic.comparison"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void pixel_space(Frame& frame);
  void singles(Frame& frame) const;

  core::Image pixels_;             // kept until the pictures or the bins change
  std::uint64_t made_of_ = 0;      // version of kBinItems
  core::ArithmeticDocument bins_;  // likewise
  std::uint64_t version_ = 0;      // of pixels_, for the texture
};

}  // namespace ui::arithmetic

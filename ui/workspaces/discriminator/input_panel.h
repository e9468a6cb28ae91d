#pragma once

#include "ui/frame/workspace.h"
#include "ui/gl/image_canvas.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// Discriminator: the image that is looked at and what D says about it.
class InspectInputPanel : public Panel {
 public:
  explicit InspectInputPanel(DiscriminatorState& state) : state_(state) {}

  const char* id() const override { return "discriminator.input"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void choose(Frame& frame);
  void picture(Frame& frame);
  void data(Frame& frame);

  DiscriminatorState& state_;
  ImageCanvas canvas_;
  std::uint64_t data_seed_ = 1;
};

}  // namespace ui::discriminator

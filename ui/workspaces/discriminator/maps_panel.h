#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// Discriminator: all maps of a block for the image, on one range.
class FeatureMapsPanel : public Panel {
 public:
  explicit FeatureMapsPanel(DiscriminatorState& state) : state_(state) {}

  const char* id() const override { return "discriminator.maps"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);
  void sheet(Frame& frame, float height);
  void pick(Frame& frame, int map);

  DiscriminatorState& state_;
};

}  // namespace ui::discriminator

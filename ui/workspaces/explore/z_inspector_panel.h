#pragma once

#include <string>
#include <vector>

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// The z of the canvas: seed, where it came from, its norm under the prior, its coordinates.
class ZInspectorPanel : public Panel {
 public:
  explicit ZInspectorPanel(ExploreState& state) : state_(state) {}

  const char* id() const override { return "explore.z"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void draw_seed(Frame& frame);
  void draw_norm(Frame& frame, const core::ModelInfo& model);
  void draw_coordinates(Frame& frame, const core::ModelInfo& model);
  void draw_scale(Frame& frame, const core::ModelInfo& model);

  /// The curve of the norm's density, for one prior.
  struct Density {
    core::Prior prior = core::Prior::kGaussian;
    int nz = 0;
    double low = 0, high = 1;
    std::vector<double> values;
  };

  ExploreState& state_;
  Density density_;
  int coordinate_ = 0;  // the one named below the bars
};

}  // namespace ui::explore

#pragma once

#include "ui/frame/frame.h"

namespace ui::train {

/// Before Start: what a run of the document's options would take. Asks for a measurement whenever there is
/// none for them and draws what is known. Kept by a panel between frames.
class EstimateRows {
 public:
  /// Only while no run goes on. False, with nothing drawn, when nothing can be measured yet.
  bool draw(Frame& frame);

 private:
  void ask(Frame& frame, const core::TrainOptions& part);

  core::TrainOptions asked_;
  double ask_again_ =
      0;  // an answer that does not come, as when a run was started, is asked for once a second
};

}  // namespace ui::train

#pragma once

#include <optional>
#include <string>

#include "ui/frame/frame.h"
#include "ui/workspaces/forget/box_geometry.h"

namespace ui::forget {

enum class BoxMode { kDraw, kMove };

/// What the panels of Forget share besides the document.
struct ForgetState {
  BoxMode mode = BoxMode::kDraw;
  int selected = -1;            // box of the open sample
  bool editor_focused = false;  // arrows move the box
  bool show_boxes = true;
  bool go_on = false;  // N was pressed: bring the open sample into view
};

std::uint64_t seed_of_sample(const core::ForgetDocument& document, int sample);
/// Boxes of the open sample; null when it has none.
const std::vector<core::Box>* open_boxes(const core::ForgetDocument& document);

/// Opens another sample; its box is no longer selected.
void open_sample(Frame& frame, ForgetState& state, int sample);
/// The next sample without a box.
void open_next(Frame& frame, ForgetState& state);
void add_box(Frame& frame, ForgetState& state, const core::Box& box);
void remove_box(Frame& frame, ForgetState& state);
/// By whole pixels; the steps of a held key are one entry each.
void nudge_box(Frame& frame, ForgetState& state, float dx, float dy);

/// Why no fit can be made now, through tr(); null = it can.
const char* why_no_fit(const Frame& frame);
void send_fit(Frame& frame);

/// The fit belongs to the model on the screen: its block has as many maps. A net in training may have
/// changed.
bool fit_is_of(const core::ForgetDocument& document, const core::ModelInfo& model);
/// Maps with a weight above zero: what the paper drops.
int positive_maps(const core::ForgetFit& fit);
void set_top_k(Frame& frame, int k);
void toggle_mask(Frame& frame);

}  // namespace ui::forget

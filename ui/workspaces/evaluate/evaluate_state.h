#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/widgets/change_counter.h"
#include "ui/widgets/data_source.h"

namespace ui::evaluate {

enum class Question { kMemorising, kCollapsing };

/// What the panels of Evaluate share besides document and snapshot.
struct EvaluateState {
  Question selected = Question::kMemorising;
  core::Answer<core::NearestRequest> nearest;  // the newest search that was asked for here
  std::vector<std::size_t> order;              // its rows, closest to a real first
  std::uint64_t version = 0;                   // grows with every search
  std::size_t first_row = 0;                   // of the page shown, an index into order
  bool at_hand = false;                        // the chosen reals can be read

  /// Once a frame: takes new results in, forgets those of another model.
  void update(const Frame& frame);

 private:
  ChangeCounter<core::NearestResult> searches_;
  DataAtHand data_;
  std::string model_;
};

/// Rows by the distance of their nearest real.
std::vector<std::size_t> closest_first(const core::NearestResult& result);

/// Canvas picture and finished tiles of the contact sheet with their names ("seed 14 · D 0.66").
core::NearestRequest nearest_request(const Frame& frame);
bool search_goes_on(const Frame& frame);
/// Why the search cannot start now, through tr(); null = it can.
const char* cannot_search(const Frame& frame, const EvaluateState& state);
void search(Frame& frame);

core::DiversityRequest diversity_request(const Frame& frame, const EvaluateState& state);
const char* cannot_measure(const Frame& frame);
void measure(Frame& frame, const EvaluateState& state);

}  // namespace ui::evaluate

#pragma once

#include <string>

#include "core/request/verdict.h"
#include "ui/look/theme.h"

namespace ui {

/// A question about the model with its answer. Empty parts are left out.
struct VerdictCard {
  const char* question = "";  // through tr(), also its id
  core::Verdict answer = core::Verdict::kNotYet;
  std::string number, unit;       // "0.97", "nearest-real ratio"
  std::string control, interval;  // "reals 1.00", "CI 0.95 – 0.99"
};

/// The answer as a word through tr(): yes is the bad one in every question asked here.
const char* answer_word(core::Verdict answer);

/// Draws the card over so many screen pixels; its height stays between what three lines need and what they
/// fill. True when clicked.
bool verdict_card(const Theme& theme, const VerdictCard& card, ImVec2 room, bool selected);

}  // namespace ui

#pragma once

#include <string>

#include "core/document/document.h"

namespace ui {

/// What changed from one document to the next, with both values, where nothing but settings did: "Noise 0.25
/// to 0.5", "learning rate 0.0002 to 0.0001, batch size 128 to 64 and 3 more". Empty where anything else
/// changed as well, or nothing: then a gesture's own name says more. UI thread.
std::string change_words(const core::Document& before, const core::Document& now);

}  // namespace ui

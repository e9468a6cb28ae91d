#pragma once

#include "core/io/arrays/named_array.h"

namespace nets {

/// Key of metadata that says the prior was guessed when the file was converted from a stranger's.
inline constexpr const char* kPriorGuess = "prior_guess";

/// The same of the activation of the generator's layers before the last.
inline constexpr const char* kActivationGuess = "activation_guess";

/// Whether a file was written by us, damaged or not: "layout" alone may be a stranger's word.
bool is_model_file(const io::WeightsFile& file);

}  // namespace nets

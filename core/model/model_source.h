#pragma once

#include <optional>
#include <string>

#include "core/latent/prior.h"
#include "core/model/inner_activation.h"

namespace core {

/// A model to open.
struct ModelSource {
  std::string file;              // a model file, a folder of .npy files, or a bundled name
  std::string discriminator{};   // a second file, which holds D; empty = what `file` holds
  std::optional<Prior> prior{};  // instead of what the file says or lets guess
  int label = 0;                 // of a conditional model
  int torch7_long = 0;           // bytes of a long in a .t7 file, 4 or 8; 0 = whichever can be read
  std::optional<InnerActivation>
      activation{};  // of the generator, instead of what the file says or lets guess

  bool operator==(const ModelSource&) const = default;
};

}  // namespace core

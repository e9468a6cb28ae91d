#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/nets/recognise/recognise_chain.h"
#include "core/nets/recognise/recognise_names.h"

namespace nets {

/// A group of tensors read as a net, or why it could not be.
struct NetReading {
  FoundNet net;
  std::optional<FoundChain> chain;
  std::vector<SettledChain> settled;  // a generator's; a discriminator's follow from the image size
  std::string problem;                // empty where there is a chain

  bool is_generator() const { return chain && chain->is_generator; }
};

/// The nets that were chosen among a file's groups.
struct ChosenNets {
  std::optional<NetReading> generator, ema, discriminator;
  std::vector<NetReading> failed;  // those that names call a net, and all if nothing was found
  bool ambiguous = false;          // more than one net for a role; `failed` has them
};

/// Reads every group of the file as what its name says, else as what its shapes allow. Pointers go into
/// `file`.
ChosenNets chosen_nets(const io::WeightsFile& file);

}  // namespace nets

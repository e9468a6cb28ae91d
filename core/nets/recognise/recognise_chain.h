#pragma once

#include <string>
#include <vector>

#include "core/nets/recognise/recognise_links.h"

namespace nets {

/// Links whose weights lead from one to the next; strides and sizes are still open.
struct FoundChain {
  bool is_generator = false;
  int classes = 0;  // every weight also reads a one-hot label
  int inputs = 0;   // z, or the image's channels
  std::vector<FoundLink> links;
  std::vector<StageLayout> stages;  // kind, shape, bias, features, activation of each link; of a linear
                                    // stage in front of maps also `out`
};

/// Follows channels and units through the links. Throws core::Error naming the first weight that does not
/// continue the one before it.
FoundChain found_chain(const std::vector<FoundLink>& links, bool is_generator);

/// How strides were settled.
enum class StrideRule {
  kInFile,       // the file says them
  kDoubling,     // every layer doubles or halves
  kEqualWidths,  // 3x3 layers double where they keep the width, as in the authors' seven layers
  kCppMnist,     // pytorch/examples cpp/dcgan
  kUnpadded,     // no padding anywhere, 28 x 28
  kUpsampled     // nearest-neighbour enlargement in front of convolutions
};

/// A chain with everything settled.
struct SettledChain {
  std::vector<StageLayout> stages;  // without names
  StrideRule rule = StrideRule::kDoubling;
  int size = 0;  // of the image
};

/// Ways to settle a generator's strides that end in a square image of 16 to 512 pixels, likeliest first.
std::vector<SettledChain> settled_generators(const FoundChain& chain);
/// The same for a discriminator of images `size` square that ends in one logit; size 0 = any.
std::vector<SettledChain> settled_discriminators(const FoundChain& chain, int size);

}  // namespace nets

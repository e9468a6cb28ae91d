#pragma once

#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/nets/recognise/recognise_chain.h"

namespace nets {

struct AppendedChain {
  bool statistics = true;         // the file had them for every BatchNorm
  bool renamed = false;           // a tensor of the file has another name now
  std::vector<std::string> held;  // names, without prefix, of the tensors that the file has; in its order
                                  // where its kind keeps the owner's
};

/// Appends the arrays of a chain's layers under the names of `stages` with `prefix` in front. Spectral
/// normalisation is divided out; what a BatchNorm lacks is added: gain 1, bias 0, mean 0, variance 1, count
/// 0. Throws core::Error about a tensor that cannot be converted.
AppendedChain append_chain(io::WeightsFile& weights, const std::string& prefix,
                           const std::vector<StageLayout>& stages, const FoundChain& chain);

/// Metadata of what as_pytorch_arrays() made.
inline constexpr const char* kAuthorsKey = "authors' set";

/// Whether these are the numbered arrays of the DCGAN authors' release ("gen.01").
bool is_authors_set(const io::WeightsFile& file);
/// The same weights as PyTorch has them (docs/paper.md: Released weights): kernels flipped in both axes,
/// linear weights transposed, a gain and a bias together as one BatchNorm. Conditional nets, whose BatchNorm
/// has neither, get 1 and 0.
io::WeightsFile as_pytorch_arrays(const io::WeightsFile& authors);

}  // namespace nets

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "core/io/arrays/named_array.h"
#include "core/latent/prior.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {

/// The nets of a weights file from elsewhere, ready to run.
struct Recognised {
  LayoutSpec spec;          // one of layout_table() where the net is exactly one of ours, else "chain"
  io::WeightsFile weights;  // under the names of spec's stages, prefixed "G.", "G_ema." or "D."; every
                            // BatchNorm has its five tensors
  bool has_generator = false, has_ema = false, has_discriminator = false;
  SourceTensors source;           // of a chain's nets whose tensors are called as in the file
  std::set<std::string> renamed;  // nets with a tensor that is not called as in the file
  bool generator_statistics = true, discriminator_statistics = true;  // false: the file has none, 0 and 1
                                                                      // stand in for them
  core::Prior prior = core::Prior::kGaussian;
  bool prior_is_guess = true;
  bool activation_is_guess = false;  // of the generator's layers before the last
  std::int64_t step = 0;             // of training, where the file says it
  std::string words;                 // one line for people, with what had to be assumed
};

/// Finds generator, EMA generator and discriminator among the named arrays of `file`: names group them and
/// tell the order, shapes decide. What a file cannot say (strides, activations) follows from the kernel sizes
/// of the known families and is named in `words`. A discriminator that cannot be run beside its generator is
/// left out, and `words` say why. Without a discriminator ndf = ngf. Throws core::Error about `where` with
/// the tensors found and the nearest layout. `activation` is the generator's, whatever the file says. Any
/// thread.
Recognised recognise(const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation = {});

/// One model of a generator and a discriminator from two files; image size, channels and classes must fit.
/// Throws core::Error about `where`.
Recognised joined(Recognised generator, Recognised discriminator, const std::string& where);

}  // namespace nets

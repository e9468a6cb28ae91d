#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/io/arrays/named_array.h"
#include "core/model/model_facts.h"
#include "core/nets/layouts/source_tensors.h"

namespace nets {

/// The nets of a weights file, ready to run. Of a file from elsewhere `words` say in one line for people how
/// it was understood and what had to be assumed; its statistics are running ones, or none where it lacks
/// those of a BatchNorm: 0 and 1 stand in for them.
struct Recognised : core::ModelFacts {
  LayoutSpec spec;          // one of layout_table() where the net is exactly one of ours, else "chain"
  io::WeightsFile weights;  // under the names of spec's stages, prefixed "G.", "G_ema." or "D."; every
                            // BatchNorm has its five tensors; no metadata
  bool has_generator = false, has_ema = false, has_discriminator = false;
  SourceTensors source;           // of a chain's nets whose tensors are called as in the file
  std::set<std::string> renamed;  // nets with a tensor that is not called as in the file
};

/// Finds generator, EMA generator and discriminator among the named arrays of `file`. One of our own says
/// what it holds (docs/formats.md: Model files) and is read strictly: every tensor of its nets with its shape
/// and nothing else. In others names group the arrays and tell the order, shapes decide. What a file cannot
/// say (strides, activations) follows from the kernel sizes of the known families and is named in `words`. A
/// discriminator that cannot be run beside its generator is left out, and `words` say why. Without a
/// discriminator ndf = ngf. Throws core::Error about `where` with the tensors found and the nearest layout.
/// `activation` is the generator's, whatever the file says. Any thread.
Recognised recognise(const io::WeightsFile& file, const std::string& where,
                     std::optional<core::InnerActivation> activation = {});

/// One model of a generator and a discriminator from two files; image size, channels and classes must fit.
/// Throws core::Error about `where`.
Recognised joined(Recognised generator, Recognised discriminator, const std::string& where);

}  // namespace nets

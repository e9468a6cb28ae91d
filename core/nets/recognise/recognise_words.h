#pragma once

#include <string>

#include "core/nets/recognise/recognise.h"
#include "core/nets/recognise/recognise_nets.h"

namespace nets {

/// What decides a model's words besides its spec.
struct RecognisedAs {
  StrideRule rule = StrideRule::kDoubling;
  io::WeightsKind kind = io::WeightsKind::kSafetensors;
  bool authors_set = false, pytorch_gan = false;
  std::string left_out;  // why a discriminator is not there
};

/// "DCGAN as in pytorch/examples: 4x4 kernels, 64 x 64 colour, z 100, width 64; generator and discriminator",
/// with what had to be assumed.
std::string words_of(const Recognised& model, const RecognisedAs& as);

inline constexpr const char* kUnknownTensors = "these tensors are no DCGAN that can be opened";

/// Throws the refusal, a core::UnknownTensors: the file's tensors, and the layout that is nearest to `net`
/// with what differs.
[[noreturn]] void refuse_tensors(const io::WeightsFile& file, const std::string& where,
                                 const NetReading* net);

}  // namespace nets

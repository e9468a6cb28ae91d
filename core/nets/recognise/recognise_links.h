#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/nets/layouts/layout.h"
#include "core/nets/recognise/recognise_names.h"

namespace nets {

/// A weight with what follows it, before it is known what the chain makes of it. What is unset the file does
/// not say.
struct FoundLink {
  const FoundModule* weight = nullptr;  // null: an identity of `channels`, made to carry a BatchNorm that
                                        // stands behind an activation
  const FoundModule* norm = nullptr;
  std::int64_t channels = 0;
  std::optional<StageKind> kind;
  std::optional<ConvGeometry> conv;
  std::optional<Activation> activation;
  double slope = 0.2;
  std::optional<int> upsample;  // in front of the weight
  std::optional<double> norm_eps;

  const std::vector<std::int64_t>& shape() const { return weight->weight->shape; }

  bool is_linear() const { return weight && shape().size() == 2; }

  /// Side of the kernel; 1 for an identity.
  int kernel() const { return weight ? static_cast<int>(shape().back()) : 1; }
};

/// An identity 1x1 convolution whose BatchNorm is `norm`. Throws core::Error for more than 1,024 channels.
FoundLink identity_link(const FoundModule& norm);

/// Links of layers in the order they run, with what the gaps between numbered names of an nn.Sequential tell:
/// a BatchNorm behind an activation, an upsampling in front of a convolution. Throws core::Error about what
/// no list of stages can express.
std::vector<FoundLink> links_of(const std::vector<const FoundModule*>& order);

/// Whether the names are those of eriklindernoren's PyTorch-GAN dcgan.py.
bool is_pytorch_gan(const FoundNet& net);
/// What that program's own text says about its layers: LeakyReLU in the generator, BatchNorm's epsilon 0.8.
void apply_pytorch_gan(bool is_generator, std::vector<FoundLink>& links);

/// Links of a Torch7 net whose modules' classes are known: `modules` has a line a module, "[KEY.]INDEX CLASS
/// key=value ..."; those of `net` count. Empty where there are none.
std::vector<FoundLink> torch7_links(const FoundNet& net, const std::string& modules);

}  // namespace nets

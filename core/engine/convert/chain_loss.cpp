#include "core/engine/convert/chain_loss.h"

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/recognise/recognise.h"
#include "core/nets/recognise/recognise_layout.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;
using Stages = std::vector<nets::StageLayout>;

[[noreturn]] void refuse(const std::string& where, const std::string& opens) {
  throw core::UsageError(
      "this format does not say the net's strides and enlargements: it would open " + opens, where,
      "write safetensors");
}

struct Losses {
  bool strides = false, activations = false, slopes = false, epsilon = false;

  /// False where the nets differ in more than what can be said.
  bool compare(const Stages& own, const Stages& opened);
  std::string words() const;
};

bool Losses::compare(const Stages& own, const Stages& opened) {
  if (own.size() != opened.size()) return false;
  for (std::size_t index = 0; index < own.size(); ++index) {
    const nets::StageLayout &a = own[index], &b = opened[index];
    if (a.kind != b.kind || a.features != b.features || a.conditional != b.conditional) return false;
    strides |= a.out != b.out || a.upsample != b.upsample;
    strides |= a.kind != nets::StageKind::kLinear && a.conv != b.conv;
    activations |= a.activation != b.activation;
    slopes |=
        a.activation == nets::Activation::kLeakyRelu && a.activation == b.activation && a.slope != b.slope;
    epsilon |= a.features > 0 && a.norm_eps != b.norm_eps;
  }
  return true;
}

std::string Losses::words() const {
  std::string list;
  const auto add = [&](bool lost, const char* what) {
    if (lost) list += (list.empty() ? "" : ", ") + std::string(what);
  };
  add(strides, "strides");
  add(activations, "activations");
  add(slopes, "LeakyReLU's slope");
  add(epsilon, "BatchNorm's epsilon");
  return list.empty() ? "" : "; lost, and assumed otherwise when opened again: " + list;
}

}  // namespace

std::string chain_loss(const PortableWeights& model, Nets nets, const io::WeightsFile& file,
                       const std::string& where) {
  const nets::LayoutSpec& own = model.model().spec;
  if (own.layout != nets::kChainLayout) return "";
  const bool generates = nets != Nets::kDiscriminator && model.has_generator();
  const bool discriminates = nets != Nets::kGenerator && model.has_discriminator();
  nets::LayoutSpec opened;
  try {
    opened = nets::as_chain(nets::recognise({file.kind, file.arrays, {}}, where).spec);
  } catch (const core::Error&) {
    refuse(where, "as no net at all");
  }
  if (opened.size != own.size)
    refuse(where, "with pictures of " + std::to_string(opened.size) + " pixels instead of " +
                      std::to_string(own.size));
  Losses losses;
  if ((generates && !losses.compare(own.generator, opened.generator)) ||
      (discriminates && !losses.compare(own.discriminator, opened.discriminator)))
    refuse(where, "as another net");
  return losses.words();
}

}  // namespace engine

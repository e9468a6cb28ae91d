#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"

// Any other list of stages, as imported files have them. The spec holds the list itself; such nets are opened
// and shown, never trained.

namespace nets {
namespace {

std::vector<StageLayout> generator(const LayoutSpec& spec) {
  return spec.generator;
}

std::vector<StageLayout> discriminator(const LayoutSpec& spec) {
  return spec.discriminator;
}

}  // namespace

constexpr LayoutKind kChainLayoutKind{.name = kChainLayout,
                                      .follows_from_sizes = false,
                                      .check = check_chain,
                                      .generator = generator,
                                      .discriminator = discriminator,
                                      .read_metadata = read_chain};

}  // namespace nets

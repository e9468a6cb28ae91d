#include <algorithm>
#include <functional>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/recognise/recognise_chain.h"

namespace nets {
namespace {

constexpr int kLeastSide = 16, kMostSide = 512, kMnistSide = 28;

ConvGeometry same(int kernel) {
  return {kernel, 1, (kernel - 1) / 2, 0};
}

/// Twice the side for a transposed convolution, half of it for a convolution.
ConvGeometry strided(int kernel, StageKind kind) {
  const int padding = std::max(0, (kernel - 1) / 2);
  return {kernel, 2, padding, kind == StageKind::kTransposedConv && kernel % 2 == 1 ? 1 : 0};
}

std::vector<int> kernels_of(const FoundChain& chain) {
  std::vector<int> kernels;
  for (const StageLayout& stage : chain.stages) {
    if (stage.kind != StageKind::kLinear) kernels.push_back(stage.conv.kernel);
  }
  return kernels;
}

bool is_all(const FoundChain& chain, StageKind kind) {
  return std::all_of(chain.stages.begin(), chain.stages.end(),
                     [kind](const StageLayout& stage) { return stage.kind == kind; });
}

bool keeps_width(const FoundChain& chain, const StageLayout& stage) {
  return weight_inputs(stage) - (stage.conditional ? chain.classes : 0) == weight_outputs(stage);
}

/// 3x3 everywhere, and some layers keep their width while others do not.
bool is_of_equal_widths(const FoundChain& chain) {
  const std::vector<int> kernels = kernels_of(chain);
  if (!std::all_of(kernels.begin(), kernels.end(), [](int kernel) { return kernel == 3; })) return false;
  const auto& stages = chain.stages;
  return std::any_of(stages.begin() + 1, stages.end(), [&](const StageLayout& stage) {
    return stage.kind != StageKind::kLinear && keeps_width(chain, stage);
  });
}

/// Among even kernels, which double or halve, an odd one keeps the side. A stem and a head do neither.
bool keeps_side(const FoundChain& chain, int kernel) {
  std::vector<int> kernels = kernels_of(chain);
  const StageLayout& end = chain.is_generator ? chain.stages.front() : chain.stages.back();
  if (end.kind != StageKind::kLinear) kernels.erase(chain.is_generator ? kernels.begin() : kernels.end() - 1);
  const bool mixed = std::any_of(kernels.begin(), kernels.end(), [](int one) { return one % 2 == 0; });
  return kernel == 1 || (mixed && kernel % 2 == 1);
}

/// Sets a stage's geometry; `side` is of its input.
using SetGeometry = std::function<void(std::size_t index, int side, StageLayout& stage)>;

/// The chain with each geometry from the file or from `set`, and the sides that follow; false where a side
/// gets out of range.
bool settle(const FoundChain& chain, int side, const SetGeometry& set, std::vector<StageLayout>& stages) {
  stages = chain.stages;
  for (std::size_t index = 0; index < stages.size(); ++index) {
    StageLayout& stage = stages[index];
    const FoundLink& link = chain.links[index];
    if (stage.kind != StageKind::kLinear) {
      set(index, side, stage);
      if (link.conv) stage.conv = *link.conv;
      if (link.upsample && stage.kind == StageKind::kConv) stage.upsample = *link.upsample;
      if (stage.conv.stride < 1 || stage.conv.padding > stage.conv.kernel || stage.upsample * side > 4096)
        return false;
      stage.out.height = stage.out.width = side_after(stage, side);
    }
    side = stage.out.height;
    if (side < 1 || side > kMostSide) return false;
  }
  return true;
}

bool passes(const LayoutSpec& spec) {
  try {
    check_chain(spec);
  } catch (const core::UsageError&) {
    return false;
  }
  return true;
}

LayoutSpec spec_of(const FoundChain& chain, const std::vector<StageLayout>& stages, int size) {
  LayoutSpec spec;
  spec.layout = kChainLayout;
  spec.size = size;
  spec.classes = chain.classes;
  if (chain.is_generator) {
    spec.nz = chain.inputs;
    spec.channels = stages.back().out.channels;
    spec.generator = stages;
  } else {
    spec.channels = chain.inputs;
    spec.discriminator = stages;
  }
  return spec;
}

class GeneratorSettler {
 public:
  explicit GeneratorSettler(const FoundChain& chain) : chain_(chain), kernels_(kernels_of(chain)) {}

  std::vector<SettledChain> settle_all();

 private:
  bool makes_grey() const { return weight_outputs(chain_.stages.back()) == 1; }

  /// A plain convolution that cannot keep the side, which no known generator has.
  bool has_even_convolution() const;
  void attempt(StrideRule rule, const SetGeometry& set);
  void attempt_known(StrideRule rule, const std::vector<ConvGeometry>& geometry);
  void attempt_upsampled(bool at_image);
  void attempt_doubling();

  const FoundChain& chain_;
  std::vector<int> kernels_;
  std::vector<SettledChain> found_;
};

bool GeneratorSettler::has_even_convolution() const {
  return std::any_of(chain_.stages.begin(), chain_.stages.end(), [](const StageLayout& stage) {
    return stage.kind == StageKind::kConv && stage.conv.kernel % 2 == 0;
  });
}

void GeneratorSettler::attempt(StrideRule rule, const SetGeometry& set) {
  SettledChain settled;
  settled.rule = rule;
  if (!settle(chain_, 1, set, settled.stages)) return;
  settled.size = settled.stages.back().out.height;
  if (settled.size < kLeastSide || !passes(spec_of(chain_, settled.stages, settled.size))) return;
  const bool known = std::any_of(found_.begin(), found_.end(),
                                 [&](const SettledChain& other) { return other.stages == settled.stages; });
  if (!known) found_.push_back(std::move(settled));
}

void GeneratorSettler::attempt_known(StrideRule rule, const std::vector<ConvGeometry>& geometry) {
  attempt(rule, [&](std::size_t index, int, StageLayout& stage) { stage.conv = geometry[index]; });
}

void GeneratorSettler::attempt_upsampled(bool at_image) {
  const std::size_t last = chain_.stages.size() - 1;
  attempt(StrideRule::kUpsampled, [&](std::size_t index, int side, StageLayout& stage) {
    if (stage.kind == StageKind::kTransposedConv) {
      stage.conv =
          side == 1 ? ConvGeometry{stage.conv.kernel, 1, 0, 0} : strided(stage.conv.kernel, stage.kind);
      return;
    }
    stage.conv = same(stage.conv.kernel);
    stage.upsample = index < last || at_image ? 2 : 1;
  });
}

void GeneratorSettler::attempt_doubling() {
  attempt(StrideRule::kDoubling, [&](std::size_t, int side, StageLayout& stage) {
    const int kernel = stage.conv.kernel;
    if (side == 1) {
      stage.conv = {kernel, 1, 0, 0};
    } else if (stage.kind == StageKind::kConv || keeps_side(chain_, kernel)) {
      stage.conv = same(kernel);
    } else {
      stage.conv = strided(kernel, stage.kind);
    }
  });
}

std::vector<SettledChain> GeneratorSettler::settle_all() {
  const auto in_file = [](const FoundLink& link) { return link.is_linear() || link.conv; };
  if (std::all_of(chain_.links.begin(), chain_.links.end(), in_file)) {
    attempt(StrideRule::kInFile, [](std::size_t, int, StageLayout&) {});
    return std::move(found_);
  }
  if (has_even_convolution()) return {};
  const bool transposed = is_all(chain_, StageKind::kTransposedConv);
  if (transposed && makes_grey() && kernels_ == std::vector{4, 3, 4, 4})
    attempt_known(StrideRule::kCppMnist, {{4, 1, 0, 0}, {3, 2, 1, 0}, {4, 2, 1, 0}, {4, 2, 1, 0}});
  if (transposed && makes_grey() && kernels_ == std::vector{3, 4, 3, 4})
    attempt_known(StrideRule::kUnpadded, {{3, 2, 0, 0}, {4, 1, 0, 0}, {3, 2, 0, 0}, {4, 2, 0, 0}});
  const auto& stages = chain_.stages;
  const bool convolves = std::all_of(stages.begin() + 1, stages.end(), [](const StageLayout& stage) {
    return stage.kind != StageKind::kTransposedConv;
  });
  if (convolves) {
    attempt_upsampled(false);
    attempt_upsampled(true);
    return std::move(found_);
  }
  if (is_of_equal_widths(chain_))
    attempt(StrideRule::kEqualWidths, [&](std::size_t, int side, StageLayout& stage) {
      const int kernel = stage.conv.kernel;
      stage.conv = side == 1                    ? ConvGeometry{kernel, 1, 0, 0}
                   : keeps_width(chain_, stage) ? strided(kernel, stage.kind)
                                                : same(kernel);
    });
  attempt_doubling();
  return std::move(found_);
}

class DiscriminatorSettler {
 public:
  explicit DiscriminatorSettler(const FoundChain& chain) : chain_(chain), kernels_(kernels_of(chain)) {}

  std::vector<SettledChain> settle_all(int size);

 private:
  bool reads_grey() const { return chain_.inputs == 1; }

  bool is_head(std::size_t index) const { return index + 1 == chain_.stages.size(); }

  void settle_size(int size);
  void attempt(StrideRule rule, int size, const SetGeometry& set);
  void attempt_halving(int size);

  const FoundChain& chain_;
  std::vector<int> kernels_;
  std::vector<SettledChain> found_;
};

void DiscriminatorSettler::attempt(StrideRule rule, int size, const SetGeometry& set) {
  SettledChain settled;
  settled.rule = rule;
  settled.size = size;
  if (settle(chain_, size, set, settled.stages) && passes(spec_of(chain_, settled.stages, size)))
    found_.push_back(std::move(settled));
}

void DiscriminatorSettler::attempt_halving(int size) {
  attempt(StrideRule::kDoubling, size, [&](std::size_t index, int, StageLayout& stage) {
    const int kernel = stage.conv.kernel;
    stage.conv = is_head(index)               ? ConvGeometry{kernel, 1, 0, 0}
                 : keeps_side(chain_, kernel) ? same(kernel)
                                              : strided(kernel, stage.kind);
  });
}

void DiscriminatorSettler::settle_size(int size) {
  const auto in_file = [](const FoundLink& link) { return link.is_linear() || link.conv; };
  if (std::all_of(chain_.links.begin(), chain_.links.end(), in_file))
    return attempt(StrideRule::kInFile, size, [](std::size_t, int, StageLayout&) {});
  const bool all_norms = chain_.stages.front().features > 0;
  if (is_all(chain_, StageKind::kConv) && reads_grey() && size == kMnistSide) {
    if (kernels_ == std::vector{4, 4, 4, 3})
      attempt(StrideRule::kCppMnist, size, [&](std::size_t index, int, StageLayout& stage) {
        stage.conv = is_head(index) ? ConvGeometry{3, 1, 0, 0} : strided(4, stage.kind);
      });
    if (kernels_ == std::vector{4, 4, 4} && all_norms)
      attempt(StrideRule::kUnpadded, size, [](std::size_t, int, StageLayout& stage) {
        stage.conv = {4, 2, 0, 0};
      });
  }
  if (is_of_equal_widths(chain_))
    attempt(StrideRule::kEqualWidths, size, [&](std::size_t index, int, StageLayout& stage) {
      const int kernel = stage.conv.kernel;
      stage.conv = is_head(index)               ? ConvGeometry{kernel, 1, 0, 0}
                   : keeps_width(chain_, stage) ? strided(kernel, stage.kind)
                                                : same(kernel);
    });
  attempt_halving(size);
}

std::vector<SettledChain> DiscriminatorSettler::settle_all(int size) {
  if (size > 0) {
    settle_size(size);
    return std::move(found_);
  }
  if (reads_grey()) settle_size(kMnistSide);
  if (!found_.empty() && found_.front().rule != StrideRule::kDoubling) return std::move(found_);
  found_.clear();
  for (const int side : {64, 32, 128, 256, 512, 16, kMnistSide, 96, 48}) settle_size(side);
  for (int side = kLeastSide; side <= kMostSide && found_.empty(); ++side) {
    if (core::plan_size(side)) settle_size(side);
  }
  return std::move(found_);
}

}  // namespace

std::vector<SettledChain> settled_generators(const FoundChain& chain) {
  return GeneratorSettler(chain).settle_all();
}

std::vector<SettledChain> settled_discriminators(const FoundChain& chain, int size) {
  return DiscriminatorSettler(chain).settle_all(size);
}

}  // namespace nets

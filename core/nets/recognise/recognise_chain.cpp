#include "core/nets/recognise/recognise_chain.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

constexpr int kMaxWidth = 16384;
constexpr int kLabels = 10;  // MNIST's, tried before other counts

bool is_image(std::int64_t channels) {
  return channels == 1 || channels == 3;
}

/// b with b * b = area, or 0.
int square_side(std::int64_t area) {
  const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(area))));
  return side * side == area && side <= 512 ? static_cast<int>(side) : 0;
}

class ChainReader {
 public:
  ChainReader(const std::vector<FoundLink>& links, bool is_generator, int classes)
      : links_(links), classes_(classes), kinds_(kinds_seen()) {
    chain_.is_generator = is_generator;
    chain_.classes = classes;
    chain_.links = links;
  }

  FoundChain read();

 private:
  struct Kinds {
    bool conv = false, transposed = false, even = false;
  };

  Kinds kinds_seen() const;
  StageKind kind_of(std::size_t index) const;
  void add(std::size_t index);
  void add_linear(std::size_t index, StageLayout& stage);
  void add_maps(std::size_t index, StageLayout& stage);
  void add_norm(const FoundLink& link, StageLayout& stage);
  void activate(std::size_t index, StageLayout& stage);
  void check_norms() const;
  [[noreturn]] void refuse(std::size_t index, const std::string& why) const;

  const std::vector<FoundLink>& links_;
  int classes_;
  Kinds kinds_;
  FoundChain chain_;
  std::int64_t width_ = 0;      // channels or units so far
  bool behind_linear_ = false;  // width_ counts units
};

/// What the weights of unequal widths tell about the others: which kinds of convolution continue the link
/// before, and whether kernels are even.
ChainReader::Kinds ChainReader::kinds_seen() const {
  Kinds kinds;
  for (std::size_t index = 1; index < links_.size(); ++index) {
    if (!links_[index].weight || links_[index].is_linear()) continue;
    const std::vector<std::int64_t>& shape = links_[index].shape();
    kinds.even |= shape[3] % 2 == 0;
    if (shape[0] == shape[1] || links_[index - 1].is_linear() || !links_[index - 1].weight) continue;
    const std::vector<std::int64_t>& last = links_[index - 1].shape();
    for (const std::int64_t width : {last[0], last[1]}) {
      kinds.transposed |= shape[0] == width + classes_;
      kinds.conv |= shape[1] == width + classes_;
    }
  }
  return kinds;
}

void ChainReader::refuse(std::size_t index, const std::string& why) const {
  const FoundLink& link = links_[index];
  const io::NamedArray* array = link.weight ? link.weight->weight : link.norm->weight;
  throw core::Error((array ? described(*array) : "BatchNorm \"" + link.norm->path + "\"") + " " + why);
}

StageKind ChainReader::kind_of(std::size_t index) const {
  const FoundLink& link = links_[index];
  if (link.kind) return *link.kind;
  if (link.is_linear()) return StageKind::kLinear;
  if (!chain_.is_generator) return StageKind::kConv;
  if (index == 0) return StageKind::kTransposedConv;
  const std::vector<std::int64_t>& shape = link.shape();
  const bool after_units = behind_linear_;
  const auto continues = [&](std::int64_t inputs) {
    const std::int64_t width = inputs - classes_;
    return after_units ? width > 0 && width_ % width == 0 && square_side(width_ / width) > 0
                       : width == width_;
  };
  const bool transposed = continues(shape[0]), conv = continues(shape[1]);
  if (transposed != conv) return conv ? StageKind::kConv : StageKind::kTransposedConv;
  if (!transposed)
    refuse(index, "does not continue " + std::to_string(width_) + (after_units ? " units" : " channels"));
  if (kinds_.even && shape[3] % 2 == 1) return StageKind::kConv;  // an extra layer between doublings
  return kinds_.conv && !kinds_.transposed ? StageKind::kConv : StageKind::kTransposedConv;
}

void ChainReader::add_linear(std::size_t index, StageLayout& stage) {
  const std::int64_t units = stage.shape[0], inputs = stage.shape[1] - classes_;
  if (index == 0) {
    if (!chain_.is_generator) refuse(index, "is linear and stands at the image");
    chain_.inputs = static_cast<int>(std::min<std::int64_t>(inputs, kMaxWidth + 1));
  } else if (behind_linear_) {
    if (inputs != width_) refuse(index, "does not continue " + std::to_string(width_) + " units");
  } else if (chain_.is_generator) {
    refuse(index, "is linear behind convolutions");
  } else if (inputs < width_ || inputs % width_ != 0 || square_side(inputs / width_) == 0) {
    refuse(index, "does not continue square maps of " + std::to_string(width_) + " channels");
  }
  stage.out = {static_cast<int>(units), 1, 1};
  width_ = units;
  behind_linear_ = true;
}

void ChainReader::add_maps(std::size_t index, StageLayout& stage) {
  const std::int64_t inputs = weight_inputs(stage) - (stage.conditional ? classes_ : 0);
  if (index == 0) {
    chain_.inputs = static_cast<int>(inputs);
  } else if (behind_linear_) {
    if (!chain_.is_generator) refuse(index, "is a convolution behind a linear layer");
    const int side = inputs > 0 && width_ % inputs == 0 ? square_side(width_ / inputs) : 0;
    if (side == 0) refuse(index, "does not continue " + std::to_string(width_) + " units as square maps");
    chain_.stages.back().out = {static_cast<int>(inputs), side, side};
  } else if (inputs != width_) {
    refuse(index, "does not continue " + std::to_string(width_) + " channels");
  }
  stage.conv.kernel = links_[index].kernel();
  width_ = weight_outputs(stage);
  stage.out.channels = static_cast<int>(width_);
  behind_linear_ = false;
}

void ChainReader::add_norm(const FoundLink& link, StageLayout& stage) {
  if (link.norm == nullptr) return;
  stage.norm = link.norm->path.empty() ? "bn" : link.norm->path;
  stage.features = link.norm->features();
  stage.norm_eps = link.norm_eps.value_or(1e-5);
}

void ChainReader::activate(std::size_t index, StageLayout& stage) {
  const FoundLink& link = links_[index];
  const bool last = index + 1 == links_.size();
  stage.slope = link.slope;
  if (last && !chain_.is_generator) {
    const Activation found = link.activation.value_or(Activation::kNone);
    if (found != Activation::kNone && found != Activation::kSigmoid)
      refuse(index, "has an activation a logit cannot have");
    stage.activation = Activation::kNone;
  } else if (link.activation) {
    stage.activation = *link.activation;
  } else if (last) {
    stage.activation = Activation::kTanh;
  } else {
    stage.activation = chain_.is_generator ? Activation::kRelu : Activation::kLeakyRelu;
  }
  if (last && chain_.is_generator && stage.activation != Activation::kTanh &&
      stage.activation != Activation::kSigmoid)
    refuse(index, "makes an image without tanh or sigmoid");
}

void ChainReader::add(std::size_t index) {
  const FoundLink& link = links_[index];
  StageLayout stage;
  stage.kind = kind_of(index);
  stage.shape = link.weight ? link.shape() : std::vector<std::int64_t>{link.channels, link.channels, 1, 1};
  if (!link.weight && link.channels != width_)
    refuse(index, "does not fit " + std::to_string(width_) + " channels");
  stage.conditional = classes_ > 0 && link.weight;
  if (stage.kind == StageKind::kLinear) {
    add_linear(index, stage);
  } else {
    add_maps(index, stage);
  }
  if (width_ > kMaxWidth && (index + 1 == links_.size() || stage.kind != StageKind::kLinear))
    refuse(index, "is absurdly wide");
  stage.bias = link.weight && link.weight->bias;
  if (stage.bias && link.weight->bias->shape != std::vector<std::int64_t>{weight_outputs(stage)})
    refuse(index, "has a bias of another length");
  add_norm(link, stage);
  activate(index, stage);
  chain_.stages.push_back(std::move(stage));
}

void ChainReader::check_norms() const {
  for (std::size_t index = 0; index < links_.size(); ++index) {
    const StageLayout& stage = chain_.stages[index];
    if (stage.norm.empty()) continue;
    if (index + 1 == links_.size()) refuse(index, "has BatchNorm behind it at the end of the net");
    const bool per_unit = stage.kind == StageKind::kLinear && stage.features == stage.shape[0];
    if (!per_unit && stage.features != stage.out.channels)
      refuse(index, "does not fit its BatchNorm of " + std::to_string(stage.features));
  }
}

FoundChain ChainReader::read() {
  for (std::size_t index = 0; index < links_.size(); ++index) add(index);
  check_norms();
  const std::size_t last = links_.size() - 1;
  if (chain_.inputs < 1 || chain_.inputs > kMaxWidth) refuse(0, "reads no z");
  if (chain_.is_generator) {
    if (behind_linear_ || !is_image(width_)) refuse(last, "does not make an image of 1 or 3 channels");
  } else {
    if (!is_image(chain_.inputs)) refuse(0, "does not read an image of 1 or 3 channels");
    if (width_ != 1) refuse(last, "does not make one logit");
  }
  return std::move(chain_);
}

/// Label counts that the second weight's inputs allow, likeliest first; 0 = unconditional.
std::vector<int> class_counts(const std::vector<FoundLink>& links) {
  std::vector<int> counts{0, kLabels};
  if (!links[0].weight || !links[1].weight) return counts;
  for (const std::int64_t inputs : {links[1].shape()[0], links[1].shape()[1]}) {
    for (const std::int64_t outputs : {links[0].shape()[0], links[0].shape()[1]}) {
      const std::int64_t labels = inputs - outputs;
      if (labels > 1 && labels <= 1000 && labels != kLabels) counts.push_back(static_cast<int>(labels));
    }
  }
  return counts;
}

}  // namespace

FoundChain found_chain(const std::vector<FoundLink>& links, bool is_generator) {
  if (links.size() < 2 || links.size() > kMaxStages)
    throw core::Error("it has " + std::to_string(links.size()) + " layers with weights, 2 to " +
                      std::to_string(kMaxStages) + " can be read");
  std::string problem;
  for (const int classes : class_counts(links)) {
    try {
      return ChainReader(links, is_generator, classes).read();
    } catch (const core::Error& error) {
      if (problem.empty()) problem = error.failed();
    }
  }
  throw core::Error(problem);
}

}  // namespace nets

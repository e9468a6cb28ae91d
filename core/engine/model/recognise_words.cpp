#include "core/engine/model/recognise_words.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/engine/model/file_tensors.h"
#include "core/engine/model/layout_chain.h"

namespace engine {
namespace {

std::string title(const LayoutSpec& spec, const RecognisedAs& as) {
  const bool torch7 = as.kind == io::WeightsKind::kTorch7;
  if (spec.layout == "classic") return torch7 ? "DCGAN as in dcgan.torch" : "DCGAN as in pytorch/examples";
  if (spec.layout == "paper") {
    if (!as.authors_set) return "DCGAN as in the paper";
    return std::string("DCGAN of the paper's authors") + (spec.size == 32 ? ", as released for SVHN" : "");
  }
  if (spec.classes > 0)
    return has_unit_range(spec) ? "conditional DCGAN as in the paper's section 8.1" : "conditional DCGAN";
  if (as.pytorch_gan) return "DCGAN as in PyTorch-GAN";
  switch (as.rule) {
    case StrideRule::kEqualWidths:
      return as.authors_set ? "DCGAN of the paper's authors, as released for ImageNet"
                            : "DCGAN of 3x3 layers, strided where they keep their width";
    case StrideRule::kCppMnist:
      return "DCGAN as in pytorch/examples cpp/dcgan";
    case StrideRule::kUnpadded:
      return "DCGAN without padding";
    case StrideRule::kUpsampled:
      return "DCGAN that enlarges by nearest neighbour";
    case StrideRule::kInFile:
      return torch7 ? "DCGAN of dcgan.torch's kind" : "DCGAN of its own layout";
    case StrideRule::kDoubling:
      break;
  }
  return "DCGAN of its own widths or biases";
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (index > 0) text += index + 1 == parts.size() ? " and " : ", ";
    text += parts[index];
  }
  return text;
}

std::string kernels(const LayoutSpec& spec) {
  std::set<int> sides;
  for (const auto& stages : {generator_stages(spec), discriminator_stages(spec)}) {
    for (const StageLayout& stage : stages) {
      if (stage.kind != StageKind::kLinear && stage.conv.kernel > 1) sides.insert(stage.conv.kernel);
    }
    if (spec.layout != kChainLayout) break;  // heads and stems of 5 to 7 aren't worth a word
  }
  if (spec.layout == "classic") sides = {4};
  std::vector<std::string> texts;
  for (const int side : sides) texts.push_back(std::to_string(side) + "x" + std::to_string(side));
  return listed(texts) + " kernels";
}

bool has_bias(const LayoutSpec& spec) {
  const auto any = [](const std::vector<StageLayout>& stages) {
    return std::any_of(stages.begin(), stages.end(), [](const StageLayout& stage) { return stage.bias; });
  };
  return any(spec.generator) || any(spec.discriminator);
}

std::string details(const Recognised& model) {
  const LayoutSpec& spec = model.spec;
  const bool generates = model.has_generator || model.has_ema;
  const std::string side = std::to_string(spec.size);
  std::string text = kernels(spec) + ", " + side + " x " + side + (spec.channels == 3 ? " colour" : " grey");
  if (generates) text += ", z " + std::to_string(spec.nz);
  if (spec.classes > 0) text += ", " + std::to_string(spec.classes) + " classes";
  text += ", width " + std::to_string(generates ? spec.ngf : spec.ndf);
  if (generates && spec.ndf != spec.ngf) text += " and " + std::to_string(spec.ndf);
  return text + (has_bias(spec) ? ", with biases" : "");
}

std::string nets(const Recognised& model) {
  std::vector<std::string> names;
  if (model.has_generator) names.push_back("generator");
  if (model.has_ema) names.push_back("EMA generator");
  if (model.has_discriminator) names.push_back("discriminator");
  return listed(names) + (names.size() == 1 ? " alone" : "");
}

std::string activation_name(const StageLayout& stage) {
  switch (stage.activation) {
    case Activation::kNone:
      return "none";
    case Activation::kRelu:
      return "ReLU";
    case Activation::kLeakyRelu:
      return "LeakyReLU 0.2";
    case Activation::kTanh:
      return "tanh";
    case Activation::kSigmoid:
      return "sigmoid";
  }
  return "";
}

std::string assumed(const LayoutSpec& spec, const RecognisedAs& as) {
  if (spec.layout != kChainLayout || as.rule == StrideRule::kInFile) return "";
  std::string text = "; assumed: strides";
  if (!spec.generator.empty()) {
    const auto& g = spec.generator;
    text += ", " + activation_name(g.size() > 2 ? g[1] : g[0]) + " and " + activation_name(g.back()) +
            " in the generator";
  }
  if (!spec.discriminator.empty()) text += ", LeakyReLU 0.2 in the discriminator";
  return text;
}

bool has_identity(const LayoutSpec& spec) {
  return std::any_of(spec.discriminator.begin(), spec.discriminator.end(), [](const StageLayout& stage) {
    return stage.kind == StageKind::kConv && stage.conv.kernel == 1 && !stage.norm.empty() &&
           stage.activation == Activation::kNone;
  });
}

int kernel_of_most(const FoundNet& net) {
  std::map<int, int> counts;
  for (const FoundModule& module : net.modules) {
    if (module.is_weight() && module.weight->shape.size() == 4)
      ++counts[static_cast<int>(std::min<std::int64_t>(module.weight->shape[3], 64))];
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

std::string nearest(const NetReading& reading) {
  switch (kernel_of_most(reading.net)) {
    case 0:
    case 4:
      return "classic, 4x4 kernels";
    case 5:
      return "paper, 5x5 kernels";
    default:
      return "3x3 kernels, seven layers or with enlarging";
  }
}

}  // namespace

std::string words_of(const Recognised& model, const RecognisedAs& as) {
  std::string words = title(model.spec, as) + ": " + details(model) + "; " + nets(model);
  words += assumed(model.spec, as);
  if (has_identity(model.spec)) words += "; BatchNorm behind an activation runs as a 1x1 stage of its own";
  if (!as.left_out.empty()) words += "; its discriminator cannot be run: " + as.left_out;
  return words;
}

void refuse_tensors(const io::WeightsFile& file, const std::string& where, const NetReading* net) {
  constexpr std::size_t kShown = 12;
  std::string hint;
  for (std::size_t index = 0; index < std::min(kShown, file.arrays.size()); ++index)
    hint += (index > 0 ? ", " : "") + described(file.arrays[index]);
  if (file.arrays.empty()) hint = "it holds no tensors";
  if (file.arrays.size() > kShown)
    hint += " and " + std::to_string(file.arrays.size() - kShown) + " more, which ganscope model info lists";
  if (net != nullptr) hint += "; nearest layout: " + nearest(*net) + " (differs in: " + net->problem + ")";
  throw core::UnknownTensors(kUnknownTensors, where, hint, tensors_of(file));
}

}  // namespace engine

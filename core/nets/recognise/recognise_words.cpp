#include "core/nets/recognise/recognise_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"
#include "core/nets/recognise/file_tensors.h"
#include "core/nets/recognise/recognise_arrays.h"

namespace nets {
namespace {

constexpr std::size_t kMostModules = 96;  // of a net whose layers are compared

std::string title(const LayoutSpec& spec, const RecognisedAs& as) {
  const bool torch7 = as.kind == io::WeightsKind::kTorch7;
  const LayoutKind& layout = layout_of(spec);
  if (layout.authors && as.authors_set)
    return std::string("DCGAN of the paper's authors") + (spec.size == 32 ? ", as released for SVHN" : "");
  if (layout.follows_from_sizes) return torch7 ? layout.torch7_title : layout.title;
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
  for (const auto* stages : {&spec.generator, &spec.discriminator}) {
    for (const StageLayout& stage : *stages) {
      if (stage.kind != StageKind::kLinear && stage.conv.kernel > 1) sides.insert(stage.conv.kernel);
    }
  }
  // Heads and stems of other sides are not worth a word.
  if (const int kernel = layout_of(spec).kernel) sides = {kernel};
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

int kernel_of_most(const io::WeightsFile& file) {
  std::map<int, int> counts;
  for (const io::NamedArray& array : file.arrays) {
    if (array.shape.size() == 4) ++counts[static_cast<int>(std::min<std::int64_t>(array.shape[3], 64))];
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

std::string nearest(const io::WeightsFile& file) {
  const int most = kernel_of_most(file);
  for (const LayoutKind* layout : layout_table()) {
    if (!layout->follows_from_sizes || (most != 0 && most != layout->kernel)) continue;
    const std::string side = std::to_string(layout->kernel);
    return std::string(layout->name) + ", " + side + "x" + side + " kernels";
  }
  return "3x3 kernels, seven layers or with enlarging";
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether every tensor is called by its place alone, as those of a list are, or those that numpy.savez was
/// given without names.
bool is_list(const io::WeightsFile& file) {
  return !file.arrays.empty() && std::all_of(file.arrays.begin(), file.arrays.end(), [](const auto& array) {
    std::string_view leaf = array.name;
    leaf.remove_prefix(leaf.rfind('.') + 1);
    if (leaf.starts_with("arr_")) leaf.remove_prefix(4);
    return is_number(leaf);
  });
}

/// The number in the last part of a path that has one: 7 of "main.7" and of "block7.bn".
int number_of(const FoundModule& module) {
  const std::string& path = module.path;
  const std::size_t end = path.find_last_of("0123456789");
  if (end == std::string::npos) return 0;
  const std::size_t before = path.find_last_not_of("0123456789", end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return end - begin < 6 ? std::stoi(path.substr(begin, end + 1 - begin)) : 0;
}

/// Whether channels of one can be channels of the other, whichever way round their weights are.
bool meet(const FoundModule& a, const FoundModule& b) {
  const auto& left = a.weight->shape;
  const auto& right = b.weight->shape;
  return left[0] == right[0] || left[0] == right[1] || left[1] == right[0] || left[1] == right[1];
}

bool fits(const FoundModule& norm, const FoundModule& weight) {
  const auto& shape = weight.weight->shape;
  return norm.features() == shape[0] || norm.features() == shape[1];
}

const io::NamedArray& shown(const FoundModule& module) {
  return module.weight ? *module.weight : module.mean ? *module.mean : *module.variance;
}

/// Whether the channels that `weight` makes do not go into `here`. `before` is the module in front of `here`:
/// the weight itself, or its BatchNorm.
bool are_apart(const FoundModule& weight, const FoundModule& before, const FoundModule& here) {
  if (here.is_norm()) return !fits(here, weight);
  return (&before == &weight || fits(before, weight)) && !meet(weight, here);
}

/// Whether the numbers in the names jump at `at` as they do nowhere else.
bool jumps_most(const std::vector<const FoundModule*>& modules, std::size_t at) {
  const auto jump = [&](std::size_t i) { return number_of(*modules[i]) - number_of(*modules[i - 1]); };
  for (std::size_t i = 1; i < modules.size(); ++i)
    if (i != at && jump(i) >= jump(at)) return false;
  return modules.size() > 3;
}

/// The two neighbours between which a layer seems to be missing: channels do not meet there, and either two
/// BatchNorms follow each other or the numbers in the names jump. Empty where nothing is missing, or more.
std::string missing_layer(const FoundNet& net, bool sorted) {
  if (net.modules.size() > kMostModules) return "";
  const std::vector<const FoundModule*> modules = module_orders(net, sorted).front();
  std::string found;
  const FoundModule* weight = nullptr;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const FoundModule& here = *modules[i];
    const bool maps = here.is_weight() && here.weight->shape.size() == 4;
    if (!maps && !here.is_norm()) return "";
    const FoundModule* before = i > 0 ? modules[i - 1] : nullptr;
    if (weight && are_apart(*weight, *before, here) &&
        ((here.is_norm() && before->is_norm()) || jumps_most(modules, i))) {
      if (!found.empty()) return "";
      found = "between " + described(shown(*before)) + " and " + described(shown(here));
    }
    if (maps) weight = &here;
  }
  return found;
}

/// What is wrong with the whole file, where that can be told; else empty.
std::string cause_of(const io::WeightsFile& file, const NetReading* reading) {
  if (is_list(file) && !is_authors_set(file))
    return "it is a list of tensors without names, where the state_dict has them";
  if (reading == nullptr || reading->chain || reading->problem.empty()) return "";
  const bool sorted = file.kind == io::WeightsKind::kSafetensors || file.kind == io::WeightsKind::kNpySet;
  const std::string place = missing_layer(reading->net, sorted);
  return place.empty() ? "" : "a layer seems to be missing " + place;
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
  const std::string cause = cause_of(file, net);
  std::string hint = cause.empty() ? "" : cause + "; found: ";
  for (std::size_t index = 0; index < std::min(kShown, file.arrays.size()); ++index)
    hint += (index > 0 ? ", " : "") + described(file.arrays[index]);
  if (file.arrays.empty()) hint = "it holds no tensors";
  if (file.arrays.size() > kShown)
    hint += " and " + std::to_string(file.arrays.size() - kShown) + " more, which ganscope model info lists";
  if (net != nullptr) hint += "; nearest layout: " + nearest(file);
  if (net != nullptr && cause.empty()) hint += " (differs in: " + net->problem + ")";
  throw core::UnknownTensors(kUnknownTensors, where, hint, tensors_of(file));
}

}  // namespace nets

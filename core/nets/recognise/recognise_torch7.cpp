#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "core/base/error.h"
#include "core/base/printable.h"
#include "core/nets/recognise/recognise_links.h"

namespace nets {
namespace {

/// A line of metadata "modules".
struct Torch7Module {
  std::string place, kind;
  std::map<std::string, std::string> values;

  double number(const std::string& key, double otherwise) const {
    const auto found = values.find(key);
    if (found == values.end()) return otherwise;
    const std::string& text = found->second;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      throw core::Error(place + " " + kind + " has " + key + "=" + core::printable(text.substr(0, 20)));
    return value;
  }

  int whole(const std::string& key, int otherwise) const {
    const double value = number(key, otherwise);
    if (!(value >= 0 && value <= 64) || value != static_cast<int>(value))
      throw core::Error(place + " " + kind + " has " + key + " out of range");
    return static_cast<int>(value);
  }
};

Torch7Module module_of(const std::string& line) {
  Torch7Module module;
  std::istringstream words(line);
  words >> module.place >> module.kind;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) module.values[word.substr(0, equals)] = word.substr(equals + 1);
  }
  module.place = core::printable(module.place.substr(0, 60));
  module.kind = core::printable(module.kind.substr(0, 60));
  return module;
}

class Torch7LinkReader {
 public:
  explicit Torch7LinkReader(const FoundNet& net) : net_(net) {}

  void add(const Torch7Module& module, const std::string& path);
  std::vector<FoundLink> finish();

 private:
  const FoundModule& tensors(const Torch7Module& module, const std::string& path);
  FoundLink& last(const Torch7Module& module);
  void add_weight(const Torch7Module& module, const std::string& path);
  void add_norm(const Torch7Module& module, const std::string& path);
  void activate(const Torch7Module& module, Activation activation);

  const FoundNet& net_;
  std::vector<FoundLink> links_;
  std::size_t used_ = 0;
  int upsample_ = 1;
};

const FoundModule& Torch7LinkReader::tensors(const Torch7Module& module, const std::string& path) {
  const auto found = std::find_if(net_.modules.begin(), net_.modules.end(),
                                  [&](const FoundModule& one) { return one.path == path; });
  if (found == net_.modules.end()) throw core::Error(module.place + " " + module.kind + " has no tensors");
  ++used_;
  return *found;
}

FoundLink& Torch7LinkReader::last(const Torch7Module& module) {
  if (links_.empty()) throw core::Error(module.place + " " + module.kind + " stands before the first weight");
  return links_.back();
}

void Torch7LinkReader::add_weight(const Torch7Module& module, const std::string& path) {
  FoundLink link;
  link.weight = &tensors(module, path);
  if (!link.weight->is_weight()) throw core::Error(module.place + " " + module.kind + " has no weight");
  const bool linear = module.kind == "nn.Linear";
  if (linear != link.is_linear()) throw core::Error(module.place + " " + module.kind + " has no such weight");
  link.upsample = upsample_;
  upsample_ = 1;
  if (linear) {
    link.kind = StageKind::kLinear;
  } else {
    link.kind = module.kind == "nn.SpatialConvolution" ? StageKind::kConv : StageKind::kTransposedConv;
    link.conv = {module.whole("k", link.kernel()), module.whole("s", 1), module.whole("p", 0),
                 module.whole("a", 0)};
  }
  link.activation = Activation::kNone;
  links_.push_back(link);
}

void Torch7LinkReader::add_norm(const Torch7Module& module, const std::string& path) {
  FoundLink* link = &last(module);
  const FoundModule& norm = tensors(module, path);
  if (link->norm != nullptr || link->activation != Activation::kNone) {
    if (link->is_linear()) throw core::Error(module.place + ": BatchNorm behind a linear layer's activation");
    link = &links_.emplace_back(identity_link(norm));
    link->upsample = upsample_;
    upsample_ = 1;
  }
  link->norm = &norm;
  link->norm_eps = std::max(module.number("eps", 1e-5), 1e-12);  // 0 would mean the layout's
}

void Torch7LinkReader::activate(const Torch7Module& module, Activation activation) {
  FoundLink& link = last(module);
  if (link.activation != Activation::kNone)
    throw core::Error(module.place + " " + module.kind + ": two activations in a row");
  link.activation = activation;
  if (activation == Activation::kLeakyRelu) link.slope = module.number("slope", 0.01);
}

void Torch7LinkReader::add(const Torch7Module& module, const std::string& path) {
  const std::string& kind = module.kind;
  if (kind == "nn.Identity" || kind == "nn.Dropout" || kind == "nn.SpatialDropout") return;
  if (kind == "nn.SpatialUpSamplingNearest") {
    upsample_ *= std::clamp(module.whole("scale_factor", 2), 1, 8);
    if (upsample_ > 8) throw core::Error(module.place + " " + kind + " enlarges too much");
    return;
  }
  if (kind == "nn.ReLU") return activate(module, Activation::kRelu);
  if (kind == "nn.LeakyReLU") return activate(module, Activation::kLeakyRelu);
  if (kind == "nn.Tanh") return activate(module, Activation::kTanh);
  if (kind == "nn.Sigmoid") return activate(module, Activation::kSigmoid);
  if (kind == "nn.SpatialBatchNormalization" || kind == "nn.BatchNormalization")
    return add_norm(module, path);
  if (kind == "nn.Linear" || kind == "nn.SpatialConvolution" || kind == "nn.SpatialFullConvolution")
    return add_weight(module, path);
  throw core::Error(module.place + " " + kind + " has no place in a DCGAN");
}

std::vector<FoundLink> Torch7LinkReader::finish() {
  if (!links_.empty() && used_ != net_.modules.size())
    throw core::Error("some tensors belong to no module of the file's list");
  if (upsample_ > 1) throw core::Error("an enlargement stands at the end");
  return std::move(links_);
}

}  // namespace

std::vector<FoundLink> torch7_links(const FoundNet& net, const std::string& modules) {
  const std::string prefix = net.key.empty() ? "" : net.key + ".";
  Torch7LinkReader reader(net);
  std::istringstream lines(modules);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(prefix)) continue;
    const std::string path = line.substr(prefix.size(), line.find(' ') - prefix.size());
    const bool is_own = path.find('.') == std::string::npos;
    if (is_own) reader.add(module_of(line), path);
  }
  return reader.finish();
}

}  // namespace nets

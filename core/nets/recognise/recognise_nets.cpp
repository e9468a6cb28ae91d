#include "core/nets/recognise/recognise_nets.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "core/base/error.h"
#include "core/nets/recognise/recognise_arrays.h"
#include "core/nets/recognise/recognise_links.h"

namespace nets {
namespace {

/// Section 8.1's generator makes pixels of 0 to 1.
void apply_mnist_sigmoid(FoundChain& chain) {
  const bool hidden = chain.stages.size() > 2 && chain.stages[1].kind == StageKind::kLinear;
  if (chain.is_generator && chain.classes > 0 && hidden && !chain.links.back().activation)
    chain.stages.back().activation = Activation::kSigmoid;
}

class NetReader {
 public:
  explicit NetReader(const io::WeightsFile& file) {
    const auto modules = file.metadata.find("modules");
    if (file.kind == io::WeightsKind::kTorch7 && modules != file.metadata.end()) modules_ = modules->second;
    const bool authors = file.metadata.contains(kAuthorsKey);
    if (authors) eps_ = 1e-8;
    // safetensors' own writer sorts by name as text, main.12 before main.3; in a folder of named .npy files
    // stages.2.bn comes before stages.2.weight.
    sorted_ =
        file.kind == io::WeightsKind::kSafetensors || (file.kind == io::WeightsKind::kNpySet && !authors);
    if (const auto eps = file.metadata.find("bn_eps"); eps != file.metadata.end()) read_eps(eps->second);
  }

  NetReading read(const FoundNet& net) const;

 private:
  void read_eps(const std::string& text);
  /// Fills in the reading and returns true; throws core::Error when the links do not make such a net.
  bool settle(std::vector<FoundLink> links, bool is_generator, NetReading& reading) const;
  void read_as(bool is_generator, NetReading& reading) const;

  std::optional<double> eps_;
  std::string modules_;
  bool sorted_ = false;
};

void NetReader::read_eps(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() && *end == '\0' && value > 1e-12 && value <= 1) eps_ = value;
}

bool NetReader::settle(std::vector<FoundLink> links, bool is_generator, NetReading& reading) const {
  if (is_pytorch_gan(reading.net)) apply_pytorch_gan(is_generator, links);
  for (FoundLink& link : links) {
    // Where a discriminator's names leave room for two modules, the second is dropout.
    if (!is_generator && modules_.empty() && link.weight) link.upsample.reset();
    if (eps_ && !link.norm_eps) link.norm_eps = eps_;
  }
  FoundChain chain = found_chain(links, is_generator);
  apply_mnist_sigmoid(chain);
  reading.settled = is_generator ? settled_generators(chain) : settled_discriminators(chain, 0);
  if (reading.settled.empty())
    throw core::Error(is_generator ? "no known strides lead to a square image of 16 to 512 pixels"
                                   : "no known strides lead from a square image to one logit");
  reading.chain = std::move(chain);
  reading.problem.clear();
  return true;
}

void NetReader::read_as(bool is_generator, NetReading& reading) const {
  std::string problem;
  const auto attempt = [&](auto&& make_links) {
    try {
      return settle(make_links(), is_generator, reading);
    } catch (const core::Error& error) {
      if (problem.empty()) problem = error.failed();
    }
    return false;
  };
  try {
    check_modules(reading.net);
    const std::vector<FoundLink> in_file = torch7_links(reading.net, modules_);
    if (!in_file.empty()) {
      if (attempt([&] { return in_file; })) return;
    } else {
      for (const auto& order : module_orders(reading.net, sorted_)) {
        if (attempt([&] { return links_of(order); })) return;
      }
    }
  } catch (const core::Error& error) {
    problem = error.failed();
  }
  if (reading.problem.empty()) reading.problem = problem;
}

/// Whether the first layer with maps reads an image, for the words of a refusal.
bool looks_like_discriminator(const FoundNet& net) {
  for (const FoundModule& module : net.modules) {
    if (!module.is_weight()) continue;
    const auto& shape = module.weight->shape;
    return shape.size() == 4 && (shape[1] == 1 || shape[1] == 3) && shape[0] > 3;
  }
  return false;
}

NetReading NetReader::read(const FoundNet& net) const {
  NetReading reading;
  reading.net = net;
  const bool known = net.role != NetRole::kUnknown;
  const bool first = known ? net.role != NetRole::kDiscriminator : !looks_like_discriminator(net);
  read_as(first, reading);
  if (!known && !reading.chain) read_as(!first, reading);
  return reading;
}

bool has_weights(const FoundNet& net) {
  return std::any_of(net.modules.begin(), net.modules.end(),
                     [](const FoundModule& module) { return module.is_weight(); });
}

std::vector<NetReading> readings_of(const io::WeightsFile& file) {
  const NetReader reader(file);
  std::vector<NetReading> readings;
  for (const FoundNet& net : found_nets(file)) {
    NetReading whole = reader.read(net);
    std::vector<NetReading> parts;
    if (!whole.chain && net.role == NetRole::kUnknown) {
      for (const FoundNet& part : split_net(net)) parts.push_back(reader.read(part));
    }
    const bool all_read =
        !parts.empty() && std::all_of(parts.begin(), parts.end(),
                                      [](const NetReading& part) { return part.chain.has_value(); });
    if (all_read) {
      std::move(parts.begin(), parts.end(), std::back_inserter(readings));
    } else {
      readings.push_back(std::move(whole));
    }
  }
  return readings;
}

NetRole role_of(const NetReading& reading) {
  if (reading.net.role != NetRole::kUnknown) return reading.net.role;
  if (!reading.chain) return NetRole::kUnknown;
  return reading.is_generator() ? NetRole::kGenerator : NetRole::kDiscriminator;
}

}  // namespace

ChosenNets chosen_nets(const io::WeightsFile& file) {
  ChosenNets chosen;
  std::vector<NetReading> readings = readings_of(file);
  const bool names_generator = std::any_of(readings.begin(), readings.end(), [](const NetReading& reading) {
    return reading.net.role == NetRole::kGenerator && has_weights(reading.net);
  });
  for (NetReading& reading : readings) {
    const bool named = reading.net.role != NetRole::kUnknown;
    if (!named && names_generator) continue;  // whatever else a checkpoint keeps
    if (!reading.chain) {
      chosen.failed.push_back(std::move(reading));
      continue;
    }
    const NetRole role = role_of(reading);
    std::optional<NetReading>& slot = role == NetRole::kEma         ? chosen.ema
                                      : role == NetRole::kGenerator ? chosen.generator
                                                                    : chosen.discriminator;
    if (slot) {
      chosen.ambiguous = true;
      chosen.failed.push_back(*slot);
      chosen.failed.push_back(std::move(reading));
      return chosen;
    }
    slot = std::move(reading);
  }
  return chosen;
}

}  // namespace nets

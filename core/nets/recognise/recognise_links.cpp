#include "core/nets/recognise/recognise_links.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"

namespace nets {
namespace {

constexpr std::int64_t kMaxIdentity = 1024;  // channels

/// "conv_blocks.6" as parent "conv_blocks" and index 6; no index where the name does not end in one.
struct Numbered {
  std::string parent;
  std::optional<int> index;
};

Numbered numbered(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  const std::string last = dot == std::string::npos ? path : path.substr(dot + 1);
  int index = 0;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), index);
  if (last.empty() || error != std::errc() || end != last.data() + last.size()) return {path, {}};
  return {dot == std::string::npos ? "" : path.substr(0, dot), index};
}

/// Modules without tensors between two of one nn.Sequential.
std::optional<int> gap(const FoundModule* before, const FoundModule* after) {
  if (before == nullptr || after == nullptr) return std::nullopt;
  const Numbered a = numbered(before->path), b = numbered(after->path);
  if (!a.index || !b.index || a.parent != b.parent || *b.index <= *a.index) return std::nullopt;
  return *b.index - *a.index - 1;
}

/// Modules without tensors at the head of this one's nn.Sequential, where `before` is not in the same, nor
/// inside a member of it: "stages.2.bn" is in front of "stages.3", so that 3 counts more than a head.
int lead(const FoundModule* before, const FoundModule* module) {
  const Numbered here = numbered(module->path);
  if (!here.index || here.parent.empty() || (before && before->path.starts_with(here.parent + "."))) return 0;
  return *here.index;
}

bool is_reshaped_before_norm(const FoundLink& link, const FoundModule& norm) {
  return link.is_linear() && norm.features() != link.shape()[0];
}

class LinkReader {
 public:
  explicit LinkReader(const std::vector<const FoundModule*>& order) : order_(order) {}

  std::vector<FoundLink> read() {
    for (std::size_t index = 0; index < order_.size(); ++index) {
      if (order_[index]->is_norm()) {
        add_norm(index);
      } else {
        add_weight(index);
      }
    }
    settle_stem();
    return std::move(links_);
  }

 private:
  const FoundModule* at(std::size_t index) const { return index < order_.size() ? order_[index] : nullptr; }

  void add_weight(std::size_t index);
  void add_norm(std::size_t index);
  void settle_stem();

  const std::vector<const FoundModule*>& order_;
  std::vector<FoundLink> links_;
};

void LinkReader::add_weight(std::size_t index) {
  FoundLink link;
  link.weight = order_[index];
  if (!link.is_linear() && !links_.empty()) {
    const FoundLink& before = links_.back();
    const FoundModule* last = before.norm ? before.norm : before.weight;
    if (const auto between = gap(last, link.weight); between && *between > 0) {
      // After a stem's activation comes its reshape, unless BatchNorm already had maps.
      const bool reshapes =
          before.is_linear() && !(before.norm && is_reshaped_before_norm(before, *before.norm));
      link.upsample = *between > (reshapes ? 2 : 1) ? 2 : 1;
    } else if (lead(last, link.weight) > 0) {
      link.upsample = 2;
    }
  }
  links_.push_back(link);
}

void LinkReader::add_norm(std::size_t index) {
  const FoundModule* norm = order_[index];
  if (links_.empty()) throw core::Error("BatchNorm \"" + norm->path + "\" stands before the first weight");
  FoundLink& link = links_.back();
  if (link.norm != nullptr) throw core::Error("two BatchNorms in a row at \"" + norm->path + "\"");
  const int before = gap(link.weight, norm).value_or(0);
  const int after = gap(norm, at(index + 1)).value_or(0);
  if (before == 0 || (before == 1 && is_reshaped_before_norm(link, *norm))) {
    link.norm = norm;
    return;
  }
  if (after > 0 || link.is_linear())
    throw core::Error("what stands between \"" + link.weight->path + "\" and BatchNorm \"" + norm->path +
                      "\" is not in the file");
  links_.push_back(identity_link(*norm));
}

/// A BatchNorm at the head of another nn.Sequential than its linear stem, followed by one module and a
/// convolution in a net that enlarges in front of each: that module enlarges, and nothing activates.
void LinkReader::settle_stem() {
  if (links_.size() < 3 || !links_[0].is_linear() || links_[0].norm == nullptr) return;
  const Numbered weight = numbered(links_[0].weight->path), norm = numbered(links_[0].norm->path);
  const bool heads_another = norm.index == 0 && norm.parent != weight.parent;
  if (!heads_another || gap(links_[0].norm, links_[1].weight) != 1) return;
  const bool enlarges = std::any_of(links_.begin() + 2, links_.end(),
                                    [](const FoundLink& link) { return link.upsample.value_or(1) > 1; });
  if (!enlarges) return;
  links_[0].activation = Activation::kNone;
  links_[1].upsample = 2;
}

}  // namespace

FoundLink identity_link(const FoundModule& norm) {
  if (norm.features() > kMaxIdentity)
    throw core::Error("BatchNorm \"" + norm.path + "\" stands behind an activation and is too wide");
  FoundLink link;
  link.norm = &norm;
  link.channels = norm.features();
  link.kind = StageKind::kConv;
  link.conv = ConvGeometry{1, 1, 0, 0};
  link.activation = Activation::kNone;
  link.upsample = 1;
  return link;
}

std::vector<FoundLink> links_of(const std::vector<const FoundModule*>& order) {
  return LinkReader(order).read();
}

bool is_pytorch_gan(const FoundNet& net) {
  const auto has = [&](const char* start) {
    return std::any_of(net.modules.begin(), net.modules.end(),
                       [start](const FoundModule& module) { return module.path.starts_with(start); });
  };
  return (has("l1.") && has("conv_blocks.")) || (has("model.") && has("adv_layer."));
}

void apply_pytorch_gan(bool is_generator, std::vector<FoundLink>& links) {
  for (std::size_t index = 0; index < links.size(); ++index) {
    FoundLink& link = links[index];
    const bool last = index + 1 == links.size();
    if (is_generator && !last && !link.activation) link.activation = Activation::kLeakyRelu;
    if (index > 0 || !is_generator) link.norm_eps = 0.8;
  }
}

}  // namespace nets

#include "core/engine/convert/convert_notes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/printable.h"
#include "core/engine/convert/npy_sets.h"
#include "core/io/utf8.h"
#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

constexpr std::size_t kShownKeys = 6;

std::string short_number(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

bool has_type(const PortableWeights& model, std::initializer_list<io::DType> types) {
  return std::any_of(model.model().types.begin(), model.model().types.end(), [&](const auto& one) {
    return std::find(types.begin(), types.end(), one.second) != types.end();
  });
}

/// The keys of a stranger's metadata that are not written: neither the model's own nor those our readers add.
std::vector<std::string> dropped_keys(const PortableWeights& model) {
  constexpr std::array kReaders{"set", "note", "modules", "long_bytes"};
  std::vector<std::string> dropped;
  for (const auto& [key, value] : model.model().info.metadata) {
    const bool readers = std::find(kReaders.begin(), kReaders.end(), key) != kReaders.end();
    const bool is_step = value == std::to_string(model.model().info.step);
    const bool kept = model.metadata().contains(key) || key == "license";
    if (!readers && !is_step && !kept) dropped.push_back(io::quote_name(key, 40));
  }
  return dropped;
}

std::string listed(const std::vector<std::string>& keys) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kShownKeys, keys.size()); ++i) text += (i > 0 ? ", " : "") + keys[i];
  return text +
         (keys.size() > kShownKeys ? " and " + std::to_string(keys.size() - kShownKeys) + " more" : "");
}

class Notes {
 public:
  Notes(const PortableWeights& model, const core::ConvertRequest& request, const std::string& ending)
      : model_(model), request_(request), ending_(ending) {}

  std::vector<std::string> all() {
    tensors();
    precision();
    nets();
    metadata();
    statistics();
    return std::move(notes_);
  }

 private:
  bool is_onnx() const { return ending_ == ".onnx"; }

  bool is_pth() const { return ending_ == ".pth" || ending_ == ".pt"; }

  bool is_npy() const { return ending_ == ".npy"; }

  bool is_numbered() const { return is_npy() && has_authors_order(model_); }

  std::vector<std::pair<std::string, std::vector<nets::StageLayout>>> written_nets() const;
  void tensors();
  void precision();
  void nets();
  void metadata();
  void statistics();
  std::string licence() const;
  std::string normalisation() const;

  const PortableWeights& model_;
  const core::ConvertRequest& request_;
  const std::string& ending_;
  std::vector<std::string> notes_;
};

void Notes::precision() {
  using io::DType;
  if (is_onnx()) {
    if (request_.half) notes_.push_back("ONNX is written in fp32, half precision is not");
    if (has_type(model_, {DType::kF64, DType::kF16, DType::kBF16}))
      notes_.push_back("weights that are not fp32 in the file are written as fp32");
    return;
  }
  if (request_.half) notes_.push_back("weights of convolutions and linear layers are rounded to fp16");
  if (has_type(model_, {DType::kF64})) notes_.push_back("fp64 tensors are written as fp32");
}

void Notes::tensors() {
  const core::ModelInfo& info = model_.model().info;
  if (const std::string spoiled = core::non_finite_words(info.tensors); !spoiled.empty())
    notes_.push_back("in the file " + spoiled);
  if (is_onnx() || is_numbered()) return;
  for (const auto& [net, stages] : written_nets()) {
    if (!model_.model().renamed.contains(net)) continue;
    const std::string& layout = model_.model().spec.layout;
    notes_.push_back(stages.front().module == nets::kFirstStage
                         ? "the tensors are renamed, to \"stages.N...\": the file's are no PyTorch module's"
                     : layout == nets::kChainLayout
                         ? normalisation() + " is divided out: the tensors have the names of a net without it"
                         : "the tensors have the names of the layout, " + layout + ", not those of the file");
    return;
  }
}

/// The normalisation under which the file's weights had other names.
std::string Notes::normalisation() const {
  const auto& tensors = model_.model().info.tensors;
  const bool lengths = std::any_of(tensors.begin(), tensors.end(), [](const core::TensorFacts& one) {
    return one.name.ends_with("weight_g") || one.name.ends_with("weight.original0");
  });
  return lengths ? "weight normalisation" : "spectral normalisation";
}

/// Keys and stages of the nets that are written.
std::vector<std::pair<std::string, std::vector<nets::StageLayout>>> Notes::written_nets() const {
  const nets::LayoutSpec& spec = model_.model().spec;
  const bool one = is_pth() || is_onnx();
  const bool generator = request_.nets != Nets::kDiscriminator && model_.has_generator();
  const bool all = !one && request_.nets.value_or(Nets::kAll) == Nets::kAll;
  std::vector<std::pair<std::string, std::vector<nets::StageLayout>>> nets;
  const std::string used = model_.generator_prefix();
  if (generator) nets.emplace_back(used.substr(0, used.size() - 1), nets::generator_stages(spec));
  if (generator && all && !model_.nets().ema.is_empty()) nets.emplace_back("G", nets::generator_stages(spec));
  if (model_.has_discriminator() && (all || !generator))
    nets.emplace_back("D", nets::discriminator_stages(spec));
  return nets;
}

void Notes::nets() {
  const bool one = is_pth() || is_onnx();
  if (one && !request_.nets && model_.has_generator() && model_.has_discriminator())
    notes_.push_back("the discriminator is left out");
  const bool both = !model_.nets().generator.is_empty() && !model_.nets().ema.is_empty();
  const bool only_used = one || is_numbered() || request_.nets == Nets::kGenerator;
  if (both && only_used && request_.nets != Nets::kDiscriminator)
    notes_.push_back("of the generator the averaged weights (EMA) are written, the raw ones left out");
}

std::string Notes::licence() const {
  const auto found = model_.metadata().find("licence");
  return found == model_.metadata().end()
             ? ""
             : ", licence (" + core::printable(found->second).substr(0, 60) + ")";
}

void Notes::metadata() {
  if (is_numbered()) {
    notes_.push_back("a numbered set holds weights alone: no prior, step" + licence() +
                     " or BatchNorm epsilon, which readers take to be 1e-08 (here " +
                     short_number(model_.model().spec.bn_eps) + ")");
    return;
  }
  if (is_pth() || is_npy()) {
    notes_.push_back(std::string(is_pth() ? "a .pth file holds" : ".npy files hold") +
                     " tensors alone: no prior, step" + licence() + " or other metadata");
    return;
  }
  const std::vector<std::string> dropped = dropped_keys(model_);
  if (!dropped.empty()) notes_.push_back("metadata of the file left out: " + listed(dropped));
}

void Notes::statistics() {
  const auto written = written_nets();
  const bool is_new = std::any_of(written.begin(), written.end(),
                                  [&](const auto& net) { return model_.has_new_statistics(net.first); });
  if (is_new && (is_pth() || (is_npy() && !is_numbered())))
    notes_.push_back(
        "the file's BatchNorm statistics are written: the net they were gathered for keeps none, so its "
        "class reads them with strict=False only");
  const bool none_written = request_.nets == Nets::kDiscriminator || is_numbered();
  if (!none_written && (is_pth() || is_npy()) && model_.adds_statistics()) {
    notes_.push_back(
        "the file has no BatchNorm statistics and gets none, so that its own net reads it (bn: population "
        "writes "
        "gathered ones)");
    return;
  }
  if (!none_written && !model_.statistics_note().empty()) notes_.push_back(model_.statistics_note());
}

}  // namespace

std::vector<std::string> conversion_notes(const PortableWeights& model, const core::ConvertRequest& request,
                                          const std::string& ending) {
  return Notes(model, request, ending).all();
}

}  // namespace engine

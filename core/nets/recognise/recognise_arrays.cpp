#include "core/nets/recognise/recognise_arrays.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/io/arrays/float_values.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

std::int64_t count_of(const std::vector<std::int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

io::NamedArray float_array(std::string name, std::vector<std::int64_t> shape,
                           const std::vector<float>& values) {
  io::NamedArray array{std::move(name), io::DType::kF32, std::move(shape), {}};
  array.bytes.resize(values.size() * sizeof(float));
  std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return array;
}

/// u^T W v, where W's rows are the weight's outputs; a transposed convolution has them in dimension 1.
double spectral_norm(const std::vector<float>& weight, const StageLayout& stage, const std::vector<float>& u,
                     const std::vector<float>& v) {
  const std::vector<std::int64_t>& shape = stage.shape;
  const std::int64_t area = shape.size() == 4 ? shape[2] * shape[3] : 1;
  const bool transposed = stage.kind == StageKind::kTransposedConv;
  double sigma = 0;
  std::size_t at = 0;
  for (std::int64_t first = 0; first < shape[0]; ++first) {
    for (std::int64_t second = 0; second < shape[1]; ++second) {
      const std::int64_t row = transposed ? second : first, column = transposed ? first : second;
      for (std::int64_t pixel = 0; pixel < area; ++pixel, ++at)
        sigma += double{u[static_cast<std::size_t>(row)]} * weight[at] *
                 v[static_cast<std::size_t>(column * area + pixel)];
    }
  }
  return sigma;
}

io::NamedArray without_spectral_norm(const FoundModule& module, const StageLayout& stage) {
  const io::NamedArray& array = *module.weight;
  const std::int64_t outputs = weight_outputs(stage);
  if (!module.u || !module.v || module.u->shape != std::vector{outputs} ||
      module.v->shape != std::vector{count_of(stage.shape) / outputs})
    throw core::Error(described(array) + " is under spectral normalisation without its two vectors");
  std::vector<float> weight = io::float_values(array);
  const double sigma = spectral_norm(weight, stage, io::float_values(*module.u), io::float_values(*module.v));
  if (!(std::abs(sigma) > 1e-12) || !std::isfinite(sigma))
    throw core::Error(described(array) + " is under spectral normalisation by no number");
  for (float& value : weight) value = static_cast<float>(value / sigma);
  return float_array("", stage.shape, weight);
}

/// g v / |v| as torch.nn.utils.weight_norm has it: |v| over all but the dimension in which g has several.
io::NamedArray without_weight_norm(const FoundModule& module) {
  const io::NamedArray& array = *module.weight;
  const std::vector<std::int64_t>& shape = array.shape;
  const std::vector<float> lengths = io::float_values(*module.lengths);
  const auto& sides = module.lengths->shape;
  const auto wide = std::find_if(sides.begin(), sides.end(), [](std::int64_t side) { return side > 1; });
  const auto inside = shape.begin() + std::min(wide - sides.begin() + 1, std::ssize(shape));
  const auto step = static_cast<std::size_t>(count_of({inside, shape.end()}));
  const auto place = [&](std::size_t index) { return index / step % lengths.size(); };
  std::vector<float> weight = io::float_values(array);
  std::vector<double> squares(lengths.size());
  for (std::size_t i = 0; i < weight.size(); ++i) squares[place(i)] += double{weight[i]} * weight[i];
  if (std::find(squares.begin(), squares.end(), 0.0) != squares.end())
    throw core::Error(described(array) +
                      " is under weight normalisation and zero where it needs a direction");
  for (std::size_t i = 0; i < weight.size(); ++i)
    weight[i] = static_cast<float>(lengths[place(i)] * (weight[i] / std::sqrt(squares[place(i)])));
  return float_array("", shape, weight);
}

io::NamedArray identity(std::int64_t channels) {
  std::vector<float> values(static_cast<std::size_t>(channels * channels));
  for (std::int64_t channel = 0; channel < channels; ++channel)
    values[static_cast<std::size_t>(channel * (channels + 1))] = 1;
  return float_array("", {channels, channels, 1, 1}, values);
}

class Appender {
 public:
  Appender(io::WeightsFile& weights, const std::string& prefix) : weights_(weights), prefix_(prefix) {}

  /// `held`: the file's tensor that it comes from.
  void add(const std::string& name, io::NamedArray array, const io::NamedArray* held) {
    array.name = prefix_ + name;
    array.nesting = 0;
    weights_.arrays.push_back(std::move(array));
    if (held != nullptr) held_.emplace_back(held, name);
  }

  void add_or_fill(const std::string& name, const io::NamedArray* array, std::int64_t features, float fill) {
    if (array != nullptr) return add(name, *array, array);
    add(name, float_array("", {features}, std::vector<float>(static_cast<std::size_t>(features), fill)),
        nullptr);
  }

  void add_norm(const StageLayout& stage, const FoundModule& norm) {
    add_or_fill(stage.norm + ".weight", norm.weight, stage.features, 1);
    add_or_fill(stage.norm + ".bias", norm.bias, stage.features, 0);
    add_or_fill(stage.norm + ".running_mean", norm.mean, stage.features, 0);
    add_or_fill(stage.norm + ".running_var", norm.variance, stage.features, 1);
    io::NamedArray tracked{"", io::DType::kI64, {}, std::vector<std::byte>(sizeof(std::int64_t))};
    if (norm.tracked && norm.tracked->type == io::DType::kI64) tracked.bytes = norm.tracked->bytes;
    add(stage.norm + ".num_batches_tracked", std::move(tracked), norm.tracked);
  }

  void finish(AppendedChain& appended) {
    // Only torch.save keeps a state_dict's order; there it is that of the tensors in memory.
    if (weights_.kind == io::WeightsKind::kPth || weights_.kind == io::WeightsKind::kPthLegacy)
      std::sort(held_.begin(), held_.end(),
                [](const auto& a, const auto& b) { return std::less<>()(a.first, b.first); });
    for (auto& [array, name] : held_) {
      appended.renamed |= array->name != name && !array->name.ends_with("." + name);
      appended.held.push_back(std::move(name));
    }
  }

 private:
  io::WeightsFile& weights_;
  const std::string& prefix_;
  std::vector<std::pair<const io::NamedArray*, std::string>> held_;
};

}  // namespace

AppendedChain append_chain(io::WeightsFile& weights, const std::string& prefix,
                           const std::vector<StageLayout>& stages, const FoundChain& chain) {
  Appender out(weights, prefix);
  AppendedChain appended;
  for (std::size_t index = 0; index < stages.size(); ++index) {
    const StageLayout& stage = stages[index];
    const FoundLink& link = chain.links[index];
    const FoundModule* module = link.weight;
    out.add(stage.module + ".weight",
            !module               ? identity(link.channels)
            : module->is_spectral ? without_spectral_norm(*module, stage)
            : module->lengths     ? without_weight_norm(*module)
                                  : *module->weight,
            module ? module->weight : nullptr);
    if (stage.bias) out.add(stage.module + ".bias", *module->bias, module->bias);
    if (stage.norm.empty()) continue;
    out.add_norm(stage, *link.norm);
    appended.statistics &= link.norm->mean != nullptr;
  }
  out.finish(appended);
  return appended;
}

}  // namespace nets

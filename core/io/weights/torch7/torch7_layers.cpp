#include "core/io/weights/torch7/torch7_layers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::array kWithoutPlace = {"nn.View", "nn.Reshape", "nn.Copy"};
/// Kept for their place; whether a model may contain them is the layout's affair.
constexpr std::array kByNameOnly = {"nn.ReLU",
                                    "nn.ReLU6",
                                    "nn.ELU",
                                    "nn.Tanh",
                                    "nn.HardTanh",
                                    "nn.Sigmoid",
                                    "nn.SoftPlus",
                                    "nn.SoftMax",
                                    "nn.LogSoftMax",
                                    "nn.LogSigmoid",
                                    "nn.Identity",
                                    "nn.Dropout",
                                    "nn.SpatialDropout",
                                    "nn.SpatialMaxPooling",
                                    "nn.SpatialAveragePooling"};
constexpr double kTorchEps = 1e-5;    // nn.BatchNormalization's default
constexpr double kTorchSlope = 0.01;  // nn.LeakyReLU's default

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The shortest text that reads back as the same number, whatever the locale.
std::string shortest(double number) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

/// " k=4", or " k=3x5" (rows x columns) where the two differ.
std::string sides(const char* key, std::int64_t high, std::int64_t wide) {
  std::string text = std::string(" ") + key + "=" + std::to_string(high);
  if (wide != high) text += "x" + std::to_string(wide);
  return text;
}

void add_bias(const Torch7Fields& fields, std::int64_t count, Torch7Layer& layer) {
  std::optional<NamedArray> bias = fields.array("bias");
  if (!bias) return;  // noBias
  if (bias->shape != std::vector<std::int64_t>{count})
    fields.refuse("a bias of " + std::to_string(count) + " numbers");
  layer.arrays.push_back(*std::move(bias));
}

/// Some versions keep a convolution's weight flat, as rows of out * kH * kW or in * kH * kW numbers.
NamedArray kernels(const Torch7Fields& fields, const std::vector<std::int64_t>& shape) {
  NamedArray weight = fields.required_array("weight");
  const std::vector<std::int64_t> flat = {shape[0], shape[1] * shape[2] * shape[3]};
  if (weight.shape != shape && weight.shape != flat) {
    std::string sizes = std::to_string(shape[0]);
    for (std::size_t d = 1; d < shape.size(); ++d) sizes += "x" + std::to_string(shape[d]);
    fields.refuse("a weight of " + sizes + " numbers, as the module's own fields say");
  }
  weight.shape = shape;
  return weight;
}

Torch7Layer convolution(const Torch7Fields& fields, bool transposed) {
  const std::int64_t in = fields.whole("nInputPlane", 1), out = fields.whole("nOutputPlane", 1);
  const std::int64_t high = fields.whole("kH", 1), wide = fields.whole("kW", 1);
  const std::int64_t padding = fields.whole("padding", 0, 0);  // both sides' name before padW and padH
  if (fields.whole("groups", 1, 1) != 1) fields.refuse("a convolution without groups");
  Torch7Layer layer;
  layer.text = fields.class_name() + sides("k", high, wide) +
               sides("s", fields.whole("dH", 1, 1), fields.whole("dW", 1, 1)) +
               sides("p", fields.whole("padH", 0, padding), fields.whole("padW", 0, padding));
  if (transposed) layer.text += sides("a", fields.whole("adjH", 0, 0), fields.whole("adjW", 0, 0));
  layer.arrays.push_back(kernels(fields, {transposed ? in : out, transposed ? out : in, high, wide}));
  add_bias(fields, out, layer);
  return layer;
}

Torch7Layer linear(const Torch7Fields& fields) {
  Torch7Layer layer{fields.class_name(), {}};
  layer.arrays.push_back(fields.required_array("weight"));
  if (layer.arrays[0].shape.size() != 2) fields.refuse("a weight of two dimensions");
  add_bias(fields, layer.arrays[0].shape[0], layer);
  return layer;
}

template <class Number>
void standard_deviation_to_variance(std::vector<std::byte>& bytes, double eps) {
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(Number)) {
    Number value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    const double inverse = static_cast<double>(value);
    value = static_cast<Number>(std::max(1 / (inverse * inverse) - eps, 0.0));
    std::memcpy(bytes.data() + at, &value, sizeof value);
  }
}

/// Before class version 2 the field running_std held 1 / sqrt(variance + eps).
NamedArray running_variance(const Torch7Fields& fields, double eps) {
  std::optional<NamedArray> variance = fields.array("running_var");
  if (variance && fields.version() >= 2) return *std::move(variance);
  std::optional<NamedArray> inverse = fields.array("running_std");
  if (!inverse) {
    if (variance) return *std::move(variance);
    fields.refuse("a tensor as field running_var or running_std");
  }
  inverse->name = "running_var";
  if (inverse->type == DType::kF32) {
    standard_deviation_to_variance<float>(inverse->bytes, eps);
  } else if (inverse->type == DType::kF64) {
    standard_deviation_to_variance<double>(inverse->bytes, eps);
  } else {
    fields.refuse("float or double numbers as field running_std");
  }
  return *std::move(inverse);
}

Torch7Layer batch_norm(const Torch7Fields& fields) {
  const double eps = fields.number("eps").value_or(kTorchEps);
  if (eps < 0) fields.refuse("a number of at least 0 as field eps");
  Torch7Layer layer{fields.class_name() + " eps=" + shortest(eps), {}};
  for (const char* field : {"weight", "bias"}) {  // absent without affine
    if (std::optional<NamedArray> array = fields.array(field)) layer.arrays.push_back(*std::move(array));
  }
  NamedArray mean = fields.required_array("running_mean");
  const std::vector<std::int64_t> shape = mean.shape;
  layer.arrays.push_back(std::move(mean));
  layer.arrays.push_back(running_variance(fields, eps));
  for (const NamedArray& array : layer.arrays) {
    if (array.shape != shape || shape.size() != 1)
      fields.refuse("as many numbers in every tensor, in one row");
  }
  return layer;
}

}  // namespace

std::optional<Torch7Layer> read_torch7_layer(const Torch7Fields& fields) {
  const std::string& name = fields.class_name();
  if (is_one_of(kWithoutPlace, name)) return std::nullopt;
  if (name == "nn.SpatialFullConvolution") return convolution(fields, true);
  if (name == "nn.SpatialConvolution") return convolution(fields, false);
  if (name == "nn.Linear") return linear(fields);
  if (name == "nn.SpatialBatchNormalization" || name == "nn.BatchNormalization") return batch_norm(fields);
  if (name == "nn.LeakyReLU")
    return Torch7Layer{name + " slope=" + shortest(fields.number("negval").value_or(kTorchSlope)), {}};
  if (name == "nn.SpatialUpSamplingNearest")
    return Torch7Layer{name + " scale_factor=" + std::to_string(fields.whole("scale_factor", 1)), {}};
  if (is_one_of(kByNameOnly, name)) return Torch7Layer{name, {}};
  fields.refuse("a module of a DCGAN, found " + quote_name(name),
                "only plain nn.Sequential networks of convolutions, Linear, BatchNormalization, upsampling "
                "and activations can be opened: take the generator or discriminator out and save it alone");
}

}  // namespace io

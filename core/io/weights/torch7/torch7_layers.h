#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/torch7/torch7_fields.h"

namespace io {

/// What one module becomes: "nn.SpatialConvolution k=4 s=2 p=1" and its arrays, named as PyTorch's module
/// names them (weight, bias, running_mean, running_var).
struct Torch7Layer {
  std::string text;
  std::vector<NamedArray> arrays;
};

/// Nothing for a module that has no place in PyTorch's nn.Sequential (View, Reshape, Copy). Weights come in
/// PyTorch's shapes: in x out x kH x kW for SpatialFullConvolution, out x in x kH x kW for
/// SpatialConvolution. Refuses a class it does not know, by name.
std::optional<Torch7Layer> read_torch7_layer(const Torch7Fields& fields);

}  // namespace io

#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// One layer of a generator with its BatchNorm folded into weight and bias.
struct OnnxStage {
  enum class Kind { kLinear, kConvTranspose, kConv };
  enum class Activation { kNone, kRelu, kLeakyRelu, kTanh, kSigmoid };

  Kind kind = Kind::kConvTranspose;
  NamedArray weight;        // F32; kLinear [in, units], kConvTranspose [in, out, k, k], kConv [out, in, k, k]
  std::vector<float> bias;  // one a unit or output channel; empty = none
  int stride = 1, padding = 0, output_padding = 0;
  int upsample = 1;  // kConv: nearest-neighbour factor before the convolution
  // kLinear: the units as a picture, channel first (unit = (c * height + y) * width + x). 0: they stay a
  // vector.
  int channels = 0, height = 0, width = 0;
  Activation activation = Activation::kRelu;
  float slope = 0.2f;  // kLeakyRelu, for negative values
};

struct OnnxGenerator {
  std::string name = "generator";
  int nz = 100;
  std::vector<OnnxStage> stages;
  std::map<std::string, std::string> metadata;  // becomes metadata_props
};

/// The generator as ONNX (IR version 8, operator set 13, standard operators only): input "z" [N, nz], output
/// "image" [N, channels, height, width] in the last activation's range, both float32, N free. A convolution
/// that meets a vector takes it as [N, units, 1, 1]. Throws core::Error naming the stage whose shapes do not
/// fit, and above 2 GB.
std::vector<std::byte> serialize_onnx(const OnnxGenerator& generator);
void write_onnx(const OnnxGenerator& generator, const std::filesystem::path& file);  // atomically

}  // namespace io

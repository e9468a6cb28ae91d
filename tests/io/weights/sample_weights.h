#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/hugging_face/hugging_face.h"
#include "core/io/weights/onnx/onnx_writer.h"

namespace tests {

/// Float32 values in -scale..scale that depend on the name alone.
io::NamedArray drawn(const std::string& name, std::vector<std::int64_t> shape, float scale = 0.5f);
std::vector<float> floats_of(const io::NamedArray& array);

/// The generator of pytorch/examples' dcgan (64 px, nz 8, ngf 4) with the names and the order of its
/// state_dict.
io::WeightsFile example_generator();
/// Every type; a scalar, an empty tensor, 8 dimensions, names that need quoting; NaN and infinity.
io::WeightsFile every_type();
/// example_generator with its BatchNorm folded.
io::OnnxGenerator example_onnx();
/// Each kind of stage and activation: vectors, a reshape, 5x5 kernels, upsampling before a convolution.
io::OnnxGenerator every_stage_onnx();
/// A transposed stem on z, a linear stage behind a picture, upsampling by 3.
io::OnnxGenerator flattened_onnx();

/// example_generator under the prefix "G." beside a tensor of a discriminator.
io::HuggingFaceModel example_hugging_face();
/// Each kind of stage load.py knows.
io::HuggingFaceModel every_stage_hugging_face();

}  // namespace tests

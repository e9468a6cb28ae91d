#pragma once

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/io/arrays/named_array.h"
#include "core/io/weights/hugging_face/model_card.h"

namespace io {

/// The content of a Hugging Face model folder.
///
/// `config` is written as it is and must have "nz" (a positive integer), "prior" ("gaussian" or "uniform")
/// and "generator", the list of stages load.py builds:
///   kind            "linear" ([units, in]), "conv_transpose" ([in, out, k, k]), "conv" ([out, in, k, k]),
///                   "upsample_conv" (the same after nearest-neighbour upsampling by "upsample", 2 if absent)
///   weight, bias    names in `weights`; bias may be null
///   norm            null or the prefix of .weight, .bias, .running_mean, .running_var
///   norm_eps        1e-5 if absent; norm_units: true when a linear stage's BatchNorm runs over its units
///                   before they become a picture
///   stride, padding, output_padding
///   out             [channels, height, width] of the result
///   activation      "relu", "leaky_relu" (with "slope"), "tanh", "sigmoid", "none"
/// "other_tensors", a list of prefixes such as "D.", names what in `weights` is not the generator's.
struct HuggingFaceModel {
  WeightsFile weights;
  core::Json config;
  ModelCard card;
  std::string load_py;  // the text of assets/hugging_face/load.py
};

/// Writes model.safetensors (bit for bit), config.json, README.md and load.py; the folder appears completely
/// or not at all. Throws core::Error when it exists and is not empty, or when load.py could not load what
/// `config` says: a stage names a tensor that is not there, or a tensor belongs to no stage.
void write_hugging_face_folder(const std::filesystem::path& folder, const HuggingFaceModel& model);

}  // namespace io

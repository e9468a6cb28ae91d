#pragma once

#include <map>
#include <set>
#include <string>

#include "core/engine/nets/model_file.h"
#include "core/nets/recognise/recognise.h"

namespace engine {

/// A model as it was opened, its nets made.
struct LoadedModel {
  nets::LayoutSpec spec;
  ModelNets nets;              // on the CPU or `device`
  nets::SourceTensors source;  // of a chain
  std::set<std::string>
      renamed;  // of "G", "G_ema" and "D" those of a stranger's whose names are not the file's
  std::map<std::string, io::DType> types;  // of the file's arrays, by their names with "G.", "G_ema." or "D."
  core::ModelInfo info;                    // the facts, name, sha256, source, weights, label, tensors
};

/// The nets on the CPU. Throws core::Error about `where`.
LoadedModel loaded_model(nets::Recognised found, const std::string& where);

}  // namespace engine

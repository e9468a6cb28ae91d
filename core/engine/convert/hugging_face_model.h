#pragma once

#include "core/engine/convert/portable_weights.h"
#include "core/io/weights/hugging_face/hugging_face.h"

namespace engine {

/// The folder's content: weights, config.json with the stages, the model card, load.py out of the program's
/// assets. Throws core::UsageError for a conditional model: load.py's one input is z.
io::HuggingFaceModel hugging_face_model(const PortableWeights& model, core::ConvertNets nets);

}  // namespace engine

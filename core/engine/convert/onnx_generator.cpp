#include "core/engine/convert/onnx_generator.h"

#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/nets/arrays.h"
#include "core/engine/nets/folded_stage.h"
#include "core/engine/nets/tensors.h"

namespace engine {
namespace {

using OnnxActivation = io::OnnxStage::Activation;
using OnnxKind = io::OnnxStage::Kind;

OnnxActivation onnx_activation(nets::Activation activation) {
  switch (activation) {
    case nets::Activation::kRelu:
      return OnnxActivation::kRelu;
    case nets::Activation::kLeakyRelu:
      return OnnxActivation::kLeakyRelu;
    case nets::Activation::kTanh:
      return OnnxActivation::kTanh;
    case nets::Activation::kSigmoid:
      return OnnxActivation::kSigmoid;
    case nets::Activation::kNone:
      break;
  }
  return OnnxActivation::kNone;
}

OnnxKind onnx_kind(nets::StageKind kind) {
  switch (kind) {
    case nets::StageKind::kConv:
      return OnnxKind::kConv;
    case nets::StageKind::kTransposedConv:
      return OnnxKind::kConvTranspose;
    case nets::StageKind::kLinear:
      break;
  }
  return OnnxKind::kLinear;
}

io::OnnxStage onnx_stage(const FoldedStage& folded) {
  const nets::StageLayout& layout = folded.layout();
  io::OnnxStage stage;
  stage.kind = onnx_kind(layout.kind);
  const bool linear = layout.kind == nets::StageKind::kLinear;
  stage.weight =
      to_array(layout.module + ".weight", linear ? folded.weight().t().contiguous() : folded.weight());
  if (folded.bias().defined()) stage.bias = to_vector(folded.bias());
  stage.stride = layout.conv.stride;
  stage.padding = layout.conv.padding;
  stage.output_padding = layout.kind == nets::StageKind::kTransposedConv ? layout.conv.output_padding : 0;
  stage.upsample = layout.upsample;
  if (linear && layout.out.height > 1) {
    stage.channels = layout.out.channels;
    stage.height = layout.out.height;
    stage.width = layout.out.width;
  }
  stage.activation = onnx_activation(layout.activation);
  stage.slope = static_cast<float>(layout.slope);
  return stage;
}

}  // namespace

io::OnnxGenerator onnx_generator(const Generator& g, const std::string& name,
                                 std::map<std::string, std::string> metadata) {
  if (g->spec().classes > 0)
    throw core::UsageError("a conditional generator cannot be written as ONNX", name,
                           "its label is a second input; write .pth or safetensors");
  const torch::NoGradGuard no_grad;
  io::OnnxGenerator onnx;
  onnx.name = name;
  onnx.nz = g->spec().nz;
  onnx.metadata = std::move(metadata);
  int side = 1;
  for (const Stage& stage : g->stages()) {
    onnx.stages.push_back(onnx_stage(FoldedStage(stage, side)));
    side = stage.layout.out.height;
  }
  return onnx;
}

}  // namespace engine

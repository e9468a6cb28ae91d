#include "core/io/weights/onnx/onnx_writer.h"

#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/arrays/writable.h"
#include "core/io/utf8.h"
#include "core/io/weights/onnx/onnx_graph.h"

namespace io {
namespace {

constexpr std::int64_t kIrVersion = 8, kOperatorSet = 13;
constexpr std::size_t kMaxBytes = 0x7FFFFFFF;  // of a Protocol Buffers message
constexpr std::int64_t kMaxSide = 1 << 16;

/// What flows between two stages: a vector of `channels` units (height 0), or a picture.
struct Flow {
  std::int64_t channels = 0, height = 0, width = 0;

  bool is_picture() const { return height > 0; }

  std::int64_t units() const { return is_picture() ? channels * height * width : channels; }
};

class GeneratorGraph {
 public:
  explicit GeneratorGraph(const OnnxGenerator& generator) : flow_{generator.nz}, graph_("z") {
    for (const OnnxStage& stage : generator.stages) add(stage);
    if (!flow_.is_picture()) fail("the generator's last stage gives no picture");
  }

  ProtobufWriter finish(const OnnxGenerator& generator) const {
    return graph_.finish(generator.name, "image", {0, generator.nz},
                         {0, flow_.channels, flow_.height, flow_.width});
  }

 private:
  void add(const OnnxStage& stage) {
    prefix_ = "stage" + std::to_string(index_++);
    check(stage);
    if (stage.kind == OnnxStage::Kind::kLinear) {
      linear(stage);
    } else {
      convolution(stage);
    }
    activate(stage);
  }

  [[noreturn]] void fail(const std::string& problem) const {
    throw core::Error("cannot write ONNX: " + problem, prefix_);
  }

  void check(const OnnxStage& stage) const {
    if (!shape_fits(stage.weight)) fail("the weight's shape does not fit its bytes");
    const auto& shape = stage.weight.shape;
    const bool is_linear = stage.kind == OnnxStage::Kind::kLinear;
    if (stage.weight.type != DType::kF32) fail("the weight is not float32");
    if (shape.size() != (is_linear ? 2 : 4) || stage.weight.bytes.empty()) {
      fail(is_linear ? "the weight is not [in, units]" : "the weight is not [a, b, k, k]");
    }
    const std::int64_t in = stage.kind == OnnxStage::Kind::kConv ? shape[1] : shape[0];
    const std::int64_t expected = is_linear || !flow_.is_picture() ? flow_.units() : flow_.channels;
    if (in != expected) {
      fail("the weight takes " + std::to_string(in) + " inputs, " + std::to_string(expected) + " arrive");
    }
    const std::int64_t out = stage.kind == OnnxStage::Kind::kConv ? shape[0] : shape[1];
    if (!stage.bias.empty() && static_cast<std::int64_t>(stage.bias.size()) != out) {
      fail("the bias does not have " + std::to_string(out) + " values");
    }
    if (stage.stride < 1 || stage.stride > kMaxSide || stage.padding < 0 || stage.padding > kMaxSide ||
        stage.output_padding < 0 || stage.output_padding > kMaxSide || stage.upsample < 1 ||
        stage.upsample > kMaxSide || (stage.upsample > 1 && stage.kind != OnnxStage::Kind::kConv)) {
      fail("stride, padding or upsampling is out of range");
    }
  }

  void reshape(const std::string& name, const Flow& to) {
    // 0 keeps the batch dimension, whatever it is.
    std::vector<std::int64_t> shape{0, to.channels};
    if (to.is_picture()) shape.insert(shape.end(), {to.height, to.width});
    graph_.node("Reshape", prefix_ + "." + name, {graph_.constant(prefix_ + "." + name + "_shape", shape)});
    flow_ = to;
  }

  std::vector<std::string> weight_and_bias(const OnnxStage& stage) {
    std::vector<std::string> names{graph_.constant(prefix_ + ".weight", stage.weight)};
    if (!stage.bias.empty()) names.push_back(graph_.constant(prefix_ + ".bias", stage.bias));
    return names;
  }

  void linear(const OnnxStage& stage) {
    if (flow_.is_picture()) reshape("flatten", {flow_.units()});
    graph_.node("Gemm", prefix_ + ".gemm", weight_and_bias(stage));
    flow_ = {stage.weight.shape[1]};
    if (stage.channels == 0) return;
    const Flow picture{stage.channels, stage.height, stage.width};
    if (stage.channels < 1 || stage.channels > flow_.units() || stage.height < 1 || stage.width < 1 ||
        stage.height > kMaxSide || stage.width > kMaxSide || picture.units() != flow_.units()) {
      fail("the units do not make a picture of the size asked for");
    }
    reshape("picture", picture);
  }

  void convolution(const OnnxStage& stage) {
    if (!flow_.is_picture()) reshape("picture", {flow_.channels, 1, 1});
    if (stage.upsample > 1) upsample(stage.upsample);
    const auto& shape = stage.weight.shape;
    const bool transposed = stage.kind == OnnxStage::Kind::kConvTranspose;
    OnnxGraph::Attributes attributes;
    attributes.lists["kernel_shape"] = {shape[2], shape[3]};
    attributes.lists["strides"] = {stage.stride, stage.stride};
    attributes.lists["pads"] = {stage.padding, stage.padding, stage.padding, stage.padding};
    if (transposed) attributes.lists["output_padding"] = {stage.output_padding, stage.output_padding};
    graph_.node(transposed ? "ConvTranspose" : "Conv", prefix_ + ".conv", weight_and_bias(stage),
                std::move(attributes));
    const auto side = [&](std::int64_t in, std::int64_t kernel) {
      if (transposed) return (in - 1) * stage.stride - 2 * stage.padding + kernel + stage.output_padding;
      const std::int64_t room = in + 2 * stage.padding - kernel;
      return room < 0 ? 0 : room / stage.stride + 1;
    };
    flow_ = {transposed ? shape[1] : shape[0], side(flow_.height, shape[2]), side(flow_.width, shape[3])};
    if (flow_.height < 1 || flow_.width < 1 || flow_.height > kMaxSide || flow_.width > kMaxSide) {
      fail("the stage's picture would be " + std::to_string(flow_.width) + "x" +
           std::to_string(flow_.height));
    }
  }

  void upsample(int factor) {
    const auto scale = static_cast<float>(factor);
    OnnxGraph::Attributes attributes;
    attributes.texts["mode"] = "nearest";
    attributes.texts["coordinate_transformation_mode"] = "asymmetric";
    attributes.texts["nearest_mode"] = "floor";
    const std::string scales =
        graph_.constant(prefix_ + ".scales", std::vector<float>{1.0f, 1.0f, scale, scale});
    graph_.node("Resize", prefix_ + ".upsample", {"", scales}, std::move(attributes));
    flow_.height *= factor;
    flow_.width *= factor;
  }

  void activate(const OnnxStage& stage) {
    switch (stage.activation) {
      case OnnxStage::Activation::kNone:
        return;
      case OnnxStage::Activation::kRelu:
        return graph_.node("Relu", prefix_ + ".relu", {});
      case OnnxStage::Activation::kLeakyRelu: {
        OnnxGraph::Attributes attributes;
        attributes.reals["alpha"] = stage.slope;
        return graph_.node("LeakyRelu", prefix_ + ".leaky_relu", {}, std::move(attributes));
      }
      case OnnxStage::Activation::kTanh:
        return graph_.node("Tanh", prefix_ + ".tanh", {});
      case OnnxStage::Activation::kSigmoid:
        return graph_.node("Sigmoid", prefix_ + ".sigmoid", {});
    }
  }

  Flow flow_;
  OnnxGraph graph_;
  std::string prefix_ = "generator";
  int index_ = 0;
};

void check(const OnnxGenerator& generator) {
  if (generator.nz < 1) throw core::Error("cannot write ONNX: nz is " + std::to_string(generator.nz));
  bool is_text = is_utf8(generator.name);
  for (const auto& [key, value] : generator.metadata) is_text = is_text && is_utf8(key) && is_utf8(value);
  if (!is_text) throw core::Error("cannot write ONNX: its name or metadata is not UTF-8 text");
  std::size_t bytes = 0;
  for (const OnnxStage& stage : generator.stages) bytes += stage.weight.bytes.size();
  if (bytes > kMaxBytes - (1u << 20)) {
    throw core::Error("cannot write ONNX: the weights are larger than 2 GB", {}, "write safetensors instead");
  }
}

}  // namespace

std::vector<std::byte> serialize_onnx(const OnnxGenerator& generator) {
  check(generator);
  ProtobufWriter operators;
  operators.text(1, "");  // ai.onnx
  operators.integer(2, kOperatorSet);

  ProtobufWriter model;
  model.integer(1, kIrVersion);
  model.text(2, "ganscope");
  model.message(7, GeneratorGraph(generator).finish(generator));
  model.message(8, operators);
  for (const auto& [key, value] : generator.metadata) {
    ProtobufWriter entry;
    entry.text(1, key);
    entry.text(2, value);
    model.message(14, entry);
  }
  if (model.size() > kMaxBytes) throw core::Error("cannot write ONNX: the model is larger than 2 GB");
  return model.take();
}

void write_onnx(const OnnxGenerator& generator, const std::filesystem::path& file) {
  core::write_file_atomically(file, serialize_onnx(generator));
}

}  // namespace io

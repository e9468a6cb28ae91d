#include "core/io/weights/onnx/onnx_graph.h"

#include <span>
#include <utility>

namespace io {
namespace {

// Field and type numbers of onnx.proto.
constexpr int kElementFloat = 1, kElementInt64 = 7;
constexpr int kAttributeFloat = 1, kAttributeInt = 2, kAttributeString = 3, kAttributeInts = 7;

ProtobufWriter tensor(const std::string& name, int type, const std::vector<std::int64_t>& shape,
                      std::span<const std::byte> bytes) {
  ProtobufWriter tensor;
  for (const std::int64_t size : shape) tensor.integer(1, size);
  tensor.integer(2, type);
  tensor.text(8, name);
  tensor.bytes(9, bytes);
  return tensor;
}

ProtobufWriter attribute(const std::string& name, int type) {
  ProtobufWriter attribute;
  attribute.text(1, name);
  attribute.integer(20, type);
  return attribute;
}

void add_attributes(ProtobufWriter& node, const OnnxGraph::Attributes& attributes) {
  for (const auto& [name, value] : attributes.integers) {
    ProtobufWriter one = attribute(name, kAttributeInt);
    one.integer(3, value);
    node.message(5, one);
  }
  for (const auto& [name, values] : attributes.lists) {
    ProtobufWriter one = attribute(name, kAttributeInts);
    for (const std::int64_t value : values) one.integer(8, value);
    node.message(5, one);
  }
  for (const auto& [name, value] : attributes.reals) {
    ProtobufWriter one = attribute(name, kAttributeFloat);
    one.real(2, value);
    node.message(5, one);
  }
  for (const auto& [name, value] : attributes.texts) {
    ProtobufWriter one = attribute(name, kAttributeString);
    one.text(4, value);
    node.message(5, one);
  }
}

/// float32 [N, ...]; the first of `shape` is not read.
ProtobufWriter value_info(const std::string& name, const std::vector<std::int64_t>& shape) {
  ProtobufWriter dimensions;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    ProtobufWriter dimension;
    if (i == 0) {
      dimension.text(2, "N");
    } else {
      dimension.integer(1, shape[i]);
    }
    dimensions.message(1, dimension);
  }
  ProtobufWriter tensor_type;
  tensor_type.integer(1, kElementFloat);
  tensor_type.message(2, dimensions);
  ProtobufWriter type;
  type.message(1, tensor_type);
  ProtobufWriter info;
  info.text(1, name);
  info.message(2, type);
  return info;
}

}  // namespace

std::string OnnxGraph::constant(const std::string& name, const NamedArray& array) {
  const int type = array.type == DType::kI64 ? kElementInt64 : kElementFloat;
  constants_.push_back(tensor(name, type, array.shape, array.bytes));
  return name;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<float>& values) {
  const std::vector<std::int64_t> shape{static_cast<std::int64_t>(values.size())};
  constants_.push_back(tensor(name, kElementFloat, shape, std::as_bytes(std::span(values))));
  return name;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::int64_t>& values) {
  const std::vector<std::int64_t> shape{static_cast<std::int64_t>(values.size())};
  constants_.push_back(tensor(name, kElementInt64, shape, std::as_bytes(std::span(values))));
  return name;
}

void OnnxGraph::node(const std::string& type, const std::string& name, std::vector<std::string> constants,
                     Attributes attributes) {
  nodes_.push_back({type, name, std::move(constants), std::move(attributes)});
}

ProtobufWriter OnnxGraph::finish(const std::string& name, const std::string& output,
                                 const std::vector<std::int64_t>& input_shape,
                                 const std::vector<std::int64_t>& output_shape) const {
  ProtobufWriter graph;
  std::string value = input_;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    ProtobufWriter message;
    message.text(1, value);
    for (const std::string& constant : node.constants) message.text(1, constant);
    value = i + 1 == nodes_.size() ? output : node.name;
    message.text(2, value);
    message.text(3, node.name);
    message.text(4, node.type);
    add_attributes(message, node.attributes);
    graph.message(1, message);
  }
  graph.text(2, name);
  for (const ProtobufWriter& constant : constants_) graph.message(5, constant);
  graph.message(11, value_info(input_, input_shape));
  graph.message(12, value_info(output, output_shape));
  return graph;
}

}  // namespace io

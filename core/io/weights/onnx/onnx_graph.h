#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/onnx/protobuf_writer.h"

namespace io {

/// A chain of ONNX operators, each fed by the one before it, and their constants.
class OnnxGraph {
 public:
  struct Attributes {
    std::map<std::string, std::int64_t> integers;
    std::map<std::string, std::vector<std::int64_t>> lists;
    std::map<std::string, float> reals;
    std::map<std::string, std::string> texts;
  };

  explicit OnnxGraph(std::string input) : input_(std::move(input)) {}

  /// An initialiser; gives its name back for `constants` of a node. F32 and I64 arrays only.
  std::string constant(const std::string& name, const NamedArray& array);
  std::string constant(const std::string& name, const std::vector<float>& values);
  std::string constant(const std::string& name, const std::vector<std::int64_t>& values);

  /// Appends operator `type`, called `name`: its inputs are the chain so far, then `constants` ("" = left
  /// out).
  void node(const std::string& type, const std::string& name, std::vector<std::string> constants,
            Attributes attributes = {});

  /// The GraphProto. The chain's last value is called `output`; the shapes' first dimension is free.
  ProtobufWriter finish(const std::string& name, const std::string& output,
                        const std::vector<std::int64_t>& input_shape,
                        const std::vector<std::int64_t>& output_shape) const;

 private:
  struct Node {
    std::string type, name;
    std::vector<std::string> constants;
    Attributes attributes;
  };

  std::string input_;
  std::vector<Node> nodes_;
  std::vector<ProtobufWriter> constants_;
};

}  // namespace io

#include "core/io/weights/onnx/onnx_writer.h"

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "core/base/error.h"
#include "tests/io/weights/sample_weights.h"

using Activation = io::OnnxStage::Activation;

namespace {

/// A field of a Protocol Buffers message: an integer, or bytes.
struct Field {
  int number = 0;
  std::uint64_t integer = 0;
  std::span<const std::byte> bytes;

  std::string text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

std::uint64_t varint(std::span<const std::byte>& rest) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    REQUIRE(!rest.empty());
    const auto byte = std::to_integer<std::uint64_t>(rest[0]);
    rest = rest.subspan(1);
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

std::vector<Field> fields(std::span<const std::byte> rest) {
  std::vector<Field> found;
  while (!rest.empty()) {
    const std::uint64_t key = varint(rest);
    Field field;
    field.number = static_cast<int>(key >> 3);
    if ((key & 7) == 0) {
      field.integer = varint(rest);
    } else {
      const std::uint64_t size = (key & 7) == 5 ? 4 : varint(rest);
      REQUIRE(size <= rest.size());
      field.bytes = rest.first(static_cast<std::size_t>(size));
      rest = rest.subspan(static_cast<std::size_t>(size));
    }
    found.push_back(field);
  }
  return found;
}

std::vector<Field> all(std::span<const std::byte> message, int number) {
  std::vector<Field> found;
  for (const Field& field : fields(message)) {
    if (field.number == number) found.push_back(field);
  }
  return found;
}

std::string operators(const std::vector<std::byte>& model) {
  std::string types;
  const auto graphs = all(model, 7);
  REQUIRE(graphs.size() == 1);
  for (const Field& node : all(graphs[0].bytes, 1)) {
    types += (types.empty() ? "" : " ") + all(node.bytes, 4).at(0).text();
  }
  return types;
}

}  // namespace

TEST_CASE("an ONNX model says who made it, for which operators, and carries the metadata") {
  const auto model = io::serialize_onnx(tests::example_onnx());
  CHECK(all(model, 1).at(0).integer == 8);
  CHECK(all(model, 2).at(0).text() == "ganscope");
  CHECK(all(all(model, 8).at(0).bytes, 2).at(0).integer == 13);
  const auto entries = all(model, 14);
  CHECK(entries.size() == 2);
  CHECK(all(entries.at(0).bytes, 1).at(0).text() == "layout");
  CHECK(all(entries.at(0).bytes, 2).at(0).text() == "classic");
}

TEST_CASE("each stage becomes its operators in order") {
  CHECK(operators(io::serialize_onnx(tests::example_onnx())) ==
        "Reshape ConvTranspose Relu ConvTranspose Relu ConvTranspose Relu ConvTranspose Relu ConvTranspose "
        "Tanh");
  CHECK(operators(io::serialize_onnx(tests::every_stage_onnx())) ==
        "Gemm Relu Gemm Reshape LeakyRelu ConvTranspose Resize Conv Tanh Conv Sigmoid");
  CHECK(operators(io::serialize_onnx(tests::flattened_onnx())) ==
        "Reshape ConvTranspose Relu Reshape Gemm Reshape Resize Conv Tanh");
}

TEST_CASE("each operator takes what the one before it gives, from z to image") {
  const auto model = io::serialize_onnx(tests::every_stage_onnx());
  const auto graph = all(model, 7).at(0).bytes;
  std::string value = "z";
  for (const Field& node : all(graph, 1)) {
    CHECK(all(node.bytes, 1).at(0).text() == value);
    value = all(node.bytes, 2).at(0).text();
  }
  CHECK(value == "image");
  CHECK(all(all(graph, 11).at(0).bytes, 1).at(0).text() == "z");
  CHECK(all(all(graph, 12).at(0).bytes, 1).at(0).text() == "image");
}

TEST_CASE("weights lie in the file as they are") {
  const io::OnnxGenerator generator = tests::example_onnx();
  const auto model = io::serialize_onnx(generator);
  for (const Field& constant : all(all(model, 7).at(0).bytes, 5)) {
    if (all(constant.bytes, 8).at(0).text() != "stage2.weight") continue;
    const auto raw = all(constant.bytes, 9).at(0).bytes;
    CHECK(std::vector<std::byte>(raw.begin(), raw.end()) == generator.stages[2].weight.bytes);
    CHECK(all(constant.bytes, 1).size() == 4);
    return;
  }
  FAIL("no stage2.weight");
}

TEST_CASE("a generator whose shapes do not fit is refused and the stage named") {
  const auto refused = [](auto change, const char* words) {
    io::OnnxGenerator generator = tests::every_stage_onnx();
    change(generator);
    CHECK_THROWS_WITH_AS(io::serialize_onnx(generator), doctest::Contains(words), core::Error);
  };
  refused([](auto& g) { g.nz = 6; }, "stage0");
  refused([](auto& g) { g.nz = 0; }, "nz");
  refused([](auto& g) { g.stages.clear(); }, "no picture");
  refused([](auto& g) { g.stages.resize(1); }, "no picture");
  refused([](auto& g) { g.stages[0].weight.type = io::DType::kI32; }, "stage0");
  refused([](auto& g) { g.stages[0].weight.bytes.pop_back(); }, "stage0");
  refused([](auto& g) { g.stages[0].weight.shape = {35}; }, "stage0");
  refused([](auto& g) { g.stages[1].bias.pop_back(); }, "stage1");
  refused([](auto& g) { g.stages[1].height = 3; }, "stage1");
  refused([](auto& g) { g.stages[1].channels = 2147483647; }, "stage1");
  refused([](auto& g) { g.stages[2].upsample = 2; }, "stage2");
  refused([](auto& g) { g.stages[2].padding = 50; }, "stage2");
  refused([](auto& g) { g.stages[3].padding = -1; }, "stage3");
  refused([](auto& g) { g.stages[3].stride = 0; }, "stage3");
  refused([](auto& g) { g.stages[3].upsample = 60000; }, "stage3");
  refused([](auto& g) { g.metadata["key"] = "\xFF"; }, "UTF-8");
  refused([](auto& g) { g.metadata["\xFF"] = "value"; }, "UTF-8");
  refused([](auto& g) { g.metadata.clear(), g.name = "\xFF"; }, "UTF-8");
  refused([](auto& g) { g.metadata = {{"a", "\xFF"}, {"b", "plain"}}; }, "UTF-8");
}

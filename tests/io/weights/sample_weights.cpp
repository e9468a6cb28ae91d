#include "tests/io/weights/sample_weights.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

namespace tests {
namespace {

using Activation = io::OnnxStage::Activation;
using Kind = io::OnnxStage::Kind;

io::NamedArray array_of(const std::string& name, std::vector<std::int64_t> shape,
                        const std::vector<float>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  return {name, io::DType::kF32, std::move(shape), {bytes.begin(), bytes.end()}};
}

/// BatchNorm's five arrays; the variance is positive.
void add_norm(io::WeightsFile& file, const std::string& prefix, std::int64_t features) {
  std::vector<float> variance = floats_of(drawn(prefix + ".running_var", {features}));
  for (float& value : variance) value = 1.0f + value;
  std::vector<float> gain = floats_of(drawn(prefix + ".weight", {features}));
  for (float& value : gain) value = 1.0f + value;
  file.arrays.push_back(array_of(prefix + ".weight", {features}, gain));
  file.arrays.push_back(drawn(prefix + ".bias", {features}));
  file.arrays.push_back(drawn(prefix + ".running_mean", {features}));
  file.arrays.push_back(array_of(prefix + ".running_var", {features}, variance));
  file.arrays.push_back({prefix + ".num_batches_tracked", io::DType::kI64, {}, std::vector<std::byte>(8)});
  file.arrays.back().bytes[0] = std::byte{16};
}

io::OnnxStage stage(Kind kind, std::vector<std::int64_t> shape, Activation activation) {
  io::OnnxStage made;
  made.kind = kind;
  std::string name = "weight";
  for (const std::int64_t size : shape) name += "-" + std::to_string(size);
  made.weight = drawn(name, std::move(shape));
  made.activation = activation;
  return made;
}

/// w * gain / sqrt(variance + eps) for each output channel of a transposed 4x4 kernel, and the rest as bias.
void fold(const io::WeightsFile& file, const std::string& norm, io::OnnxStage& stage) {
  const auto values = [&](const char* part) { return floats_of(*file.find(norm + part)); };
  const auto gain = values(".weight"), shift = values(".bias"), mean = values(".running_mean"),
             variance = values(".running_var");
  std::vector<float> weight = floats_of(stage.weight);
  const std::size_t outputs = gain.size();
  for (std::size_t out = 0; out < outputs; ++out) {
    const double scale = gain[out] / std::sqrt(variance[out] + 1e-5);
    stage.bias.push_back(static_cast<float>(shift[out] - mean[out] * scale));
    for (std::size_t in = 0; in < weight.size() / outputs / 16; ++in) {
      for (std::size_t k = 0; k < 16; ++k) {
        float& value = weight[(in * outputs + out) * 16 + k];
        value = static_cast<float>(value * scale);
      }
    }
  }
  stage.weight = array_of(stage.weight.name, stage.weight.shape, weight);
}

core::Json json_stage(const char* kind, const char* weight, const char* bias, const char* activation) {
  return {{"kind", kind},
          {"weight", weight},
          {"bias", bias ? core::Json(bias) : core::Json()},
          {"norm", nullptr},
          {"activation", activation}};
}

io::ModelCard sample_card() {
  io::ModelCard card;
  card.title = "A sample | for *tests*";
  card.licence = "mit";
  card.facts = {{"layout", "classic"}, {"a | b", "<b>&\n2"}};
  card.provenance = "Made by a test.";
  return card;
}

std::string text_of_load_py() {
  const auto bytes = core::read_file(std::string(GANSCOPE_SOURCE_DIR) + "/assets/hugging_face/load.py");
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

io::NamedArray drawn(const std::string& name, std::vector<std::int64_t> shape, float scale) {
  std::uint32_t state = core::crc32(std::as_bytes(std::span(name)));
  std::size_t count = 1;
  for (const std::int64_t size : shape) count *= static_cast<std::size_t>(size);
  std::vector<float> values(count);
  for (float& value : values) {
    state = state * 1664525u + 1013904223u;
    value = scale * (static_cast<float>(state >> 8) / 8388608.0f - 1.0f);
  }
  return array_of(name, std::move(shape), values);
}

std::vector<float> floats_of(const io::NamedArray& array) {
  std::vector<float> values(array.bytes.size() / 4);
  if (!values.empty()) std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

io::WeightsFile example_generator() {
  io::WeightsFile file;
  const std::vector<std::int64_t> widths{8, 32, 16, 8, 4, 3};
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const std::string index = std::to_string(3 * i);
    file.arrays.push_back(drawn("main." + index + ".weight", {widths[i], widths[i + 1], 4, 4}, 0.2f));
    if (i + 2 < widths.size()) add_norm(file, "main." + std::to_string(3 * i + 1), widths[i + 1]);
  }
  return file;
}

io::WeightsFile every_type() {
  io::WeightsFile file;
  const auto raw = [](std::size_t count) {
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::byte>(37 * i + 11);
    return bytes;
  };
  for (const io::DType type : {io::DType::kU8, io::DType::kI8, io::DType::kI16, io::DType::kI32,
                               io::DType::kI64, io::DType::kF16, io::DType::kBF16, io::DType::kF64}) {
    file.arrays.push_back({io::dtype_name(type), type, {3, 2}, raw(6 * io::item_size(type))});
  }
  file.arrays.push_back({"BOOL", io::DType::kBool, {3}, {std::byte{1}, std::byte{0}, std::byte{1}}});
  const float inf = std::numeric_limits<float>::infinity();
  file.arrays.push_back(array_of("F32", {4}, {1.5f, -inf, std::numeric_limits<float>::quiet_NaN(), -0.0f}));
  file.arrays.push_back(array_of("scalar", {}, {2.0f}));
  file.arrays.push_back({"none", io::DType::kF32, {0, 3}, {}});
  file.arrays.push_back(drawn("deep", {1, 2, 1, 3, 1, 1, 2, 1}));
  file.arrays.push_back(drawn("it's \"quoted\" \\ \xC3\xBC \xF0\x9F\x98\x80", {2}));
  return file;
}

io::OnnxGenerator example_onnx() {
  const io::WeightsFile file = example_generator();
  io::OnnxGenerator generator;
  generator.nz = 8;
  generator.metadata = {{"layout", "classic"}, {"prior", "gaussian"}};
  for (int i = 0; i < 5; ++i) {
    io::OnnxStage made;
    made.weight = *file.find("main." + std::to_string(3 * i) + ".weight");
    made.stride = i == 0 ? 1 : 2;
    made.padding = i == 0 ? 0 : 1;
    made.activation = i == 4 ? Activation::kTanh : Activation::kRelu;
    if (i < 4) fold(file, "main." + std::to_string(3 * i + 1), made);
    generator.stages.push_back(std::move(made));
  }
  return generator;
}

io::OnnxGenerator every_stage_onnx() {
  io::OnnxGenerator generator;
  generator.nz = 5;
  generator.stages.push_back(stage(Kind::kLinear, {5, 7}, Activation::kRelu));
  generator.stages.push_back(stage(Kind::kLinear, {7, 24}, Activation::kLeakyRelu));
  generator.stages.push_back(stage(Kind::kConvTranspose, {6, 4, 5, 5}, Activation::kNone));
  generator.stages.push_back(stage(Kind::kConv, {3, 4, 3, 3}, Activation::kTanh));
  generator.stages.push_back(stage(Kind::kConv, {1, 3, 3, 3}, Activation::kSigmoid));
  auto& stages = generator.stages;
  stages[0].bias = floats_of(drawn("bias 0", {7}));
  stages[1].bias = floats_of(drawn("bias 1", {24}));
  stages[1].channels = 6;
  stages[1].height = stages[1].width = 2;
  stages[1].slope = 0.1f;
  stages[2].stride = 2;
  stages[2].padding = 2;
  stages[2].output_padding = 1;
  stages[3].upsample = 2;
  stages[3].padding = 1;
  stages[3].bias = floats_of(drawn("bias 3", {3}));
  stages[4].padding = 1;
  stages[4].bias = {0.25f};
  return generator;
}

io::OnnxGenerator flattened_onnx() {
  io::OnnxGenerator generator;
  generator.nz = 3;
  generator.stages.push_back(stage(Kind::kConvTranspose, {3, 4, 2, 2}, Activation::kRelu));
  generator.stages.push_back(stage(Kind::kLinear, {16, 12}, Activation::kNone));
  generator.stages.push_back(stage(Kind::kConv, {2, 2, 2, 2}, Activation::kTanh));
  generator.stages[0].bias = floats_of(drawn("bias", {4}));
  generator.stages[1].channels = 2;
  generator.stages[1].height = 2;
  generator.stages[1].width = 3;
  generator.stages[2].upsample = 3;
  generator.stages[2].stride = 2;
  return generator;
}

io::HuggingFaceModel example_hugging_face() {
  io::HuggingFaceModel model;
  for (io::NamedArray& array : example_generator().arrays) {
    array.name = "G." + array.name;
    model.weights.arrays.push_back(std::move(array));
  }
  model.weights.arrays.push_back(drawn("D.main.0.weight", {2, 3, 4, 4}));
  model.weights.metadata = {{"format", "pt"}, {"layout", "classic"}};
  model.config = {{"layout", "classic"}, {"size", 64}, {"nz", 8}, {"prior", "gaussian"}};
  model.config["other_tensors"] = core::Json::array({"D."});
  for (int i = 0; i < 5; ++i) {
    const std::string weight = "G.main." + std::to_string(3 * i) + ".weight";
    core::Json made = json_stage("conv_transpose", weight.c_str(), nullptr, i == 4 ? "tanh" : "relu");
    if (i < 4) made["norm"] = "G.main." + std::to_string(3 * i + 1);
    made["norm_eps"] = 1e-5;
    made["stride"] = i == 0 ? 1 : 2;
    made["padding"] = i == 0 ? 0 : 1;
    made["output_padding"] = 0;
    made["out"] = {i == 4 ? 3 : 32 >> i, 4 << i, 4 << i};
    model.config["generator"].push_back(made);
  }
  model.card = sample_card();
  model.load_py = text_of_load_py();
  return model;
}

io::HuggingFaceModel every_stage_hugging_face() {
  io::HuggingFaceModel model;
  io::WeightsFile& file = model.weights;
  file.arrays = {
      drawn("hidden.weight", {7, 5}),      drawn("hidden.bias", {7}), drawn("stem.weight", {24, 7}),
      drawn("up.weight", {6, 4, 5, 5}),    drawn("up.bias", {4}),     drawn("near.weight", {3, 4, 3, 3}),
      drawn("image.weight", {1, 3, 3, 3}), drawn("image.bias", {1})};
  add_norm(file, "stem.bn", 24);
  add_norm(file, "near.bn", 3);
  file.arrays.pop_back();  // num_batches_tracked may be absent

  core::Json hidden = json_stage("linear", "hidden.weight", "hidden.bias", "relu");
  hidden["out"] = nullptr;
  core::Json stem = json_stage("linear", "stem.weight", nullptr, "relu");
  stem["norm"] = "stem.bn";
  stem["norm_units"] = true;
  stem["norm_eps"] = 1e-8;
  stem["out"] = {6, 2, 2};
  core::Json up = json_stage("conv_transpose", "up.weight", "up.bias", "leaky_relu");
  up.update({{"stride", 2}, {"padding", 2}, {"output_padding", 1}, {"slope", 0.1}, {"out", {4, 4, 4}}});
  core::Json near = json_stage("upsample_conv", "near.weight", nullptr, "none");
  near.update({{"norm", "near.bn"}, {"padding", 1}, {"out", {3, 8, 8}}});
  core::Json image = json_stage("conv", "image.weight", "image.bias", "sigmoid");
  image.update({{"padding", 1}, {"out", {1, 8, 8}}});
  model.config = {{"nz", 5}, {"prior", "uniform"}, {"generator", {hidden, stem, up, near, image}}};
  model.card = sample_card();
  model.load_py = text_of_load_py();
  return model;
}

}  // namespace tests

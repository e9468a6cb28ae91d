#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/io/weights/npy/npy_writer.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/sample_weights.h"

namespace {

namespace fs = std::filesystem;

const char* kind_name(io::OnnxStage::Kind kind) {
  switch (kind) {
    case io::OnnxStage::Kind::kLinear:
      return "linear";
    case io::OnnxStage::Kind::kConvTranspose:
      return "conv_transpose";
    case io::OnnxStage::Kind::kConv:
      return "conv";
  }
  return "";
}

const char* activation_name(io::OnnxStage::Activation activation) {
  switch (activation) {
    case io::OnnxStage::Activation::kNone:
      return "none";
    case io::OnnxStage::Activation::kRelu:
      return "relu";
    case io::OnnxStage::Activation::kLeakyRelu:
      return "leaky_relu";
    case io::OnnxStage::Activation::kTanh:
      return "tanh";
    case io::OnnxStage::Activation::kSigmoid:
      return "sigmoid";
  }
  return "";
}

/// NAME.onnx, and beside it what it was made from: NAME.json and NAME.safetensors.
void write_onnx_sample(const fs::path& folder, const std::string& name, const io::OnnxGenerator& generator) {
  io::write_onnx(generator, folder / (name + ".onnx"));
  io::WeightsFile weights;
  core::Json json{{"nz", generator.nz}, {"metadata", generator.metadata}};
  for (std::size_t i = 0; i < generator.stages.size(); ++i) {
    const io::OnnxStage& stage = generator.stages[i];
    const std::string prefix = "stage" + std::to_string(i);
    weights.arrays.push_back(stage.weight);
    weights.arrays.back().name = prefix + ".weight";
    if (!stage.bias.empty()) {
      const auto bytes = std::as_bytes(std::span(stage.bias));
      weights.arrays.push_back({prefix + ".bias",
                                io::DType::kF32,
                                {static_cast<std::int64_t>(stage.bias.size())},
                                {bytes.begin(), bytes.end()}});
    }
    json["stages"].push_back({{"kind", kind_name(stage.kind)},
                              {"stride", stage.stride},
                              {"padding", stage.padding},
                              {"output_padding", stage.output_padding},
                              {"upsample", stage.upsample},
                              {"picture", {stage.channels, stage.height, stage.width}},
                              {"activation", activation_name(stage.activation)},
                              {"slope", stage.slope}});
  }
  io::write_safetensors(weights, folder / (name + ".safetensors"));
  core::write_file_atomically(folder / (name + ".json"), core::json_text(json));
}

void write_pth_samples(const fs::path& folder) {
  core::make_folder(folder);
  for (const auto& [name, weights] :
       {std::pair("example", tests::example_generator()), std::pair("every_type", tests::every_type())}) {
    io::write_safetensors(weights, folder / (std::string(name) + ".safetensors"));
    io::write_pth(weights, folder / (std::string(name) + ".pth"));
  }
}

void write_onnx_samples(const fs::path& folder) {
  core::make_folder(folder);
  write_onnx_sample(folder, "example", tests::example_onnx());
  write_onnx_sample(folder, "every_stage", tests::every_stage_onnx());
  write_onnx_sample(folder, "flattened", tests::flattened_onnx());
}

void write_npy_samples(const fs::path& folder) {
  core::make_folder(folder);
  io::write_npy_folder(tests::every_type(), folder / "named");
  const std::vector<std::string> order{"main.0.weight", "main.1.weight", "main.1.bias", "main.12.weight"};
  io::write_npy_folder(tests::example_generator(), folder / "numbered", {{"7_gen_params.jl", order}});
  core::write_file_atomically(folder / "numbered.json", core::json_text({{"7_gen_params.jl", order}}));
}

void write_hugging_face_samples(const fs::path& folder) {
  core::make_folder(folder);
  for (const auto& [name, model] : {std::pair("example", tests::example_hugging_face()),
                                    std::pair("every_stage", tests::every_stage_hugging_face())}) {
    io::write_safetensors(model.weights, folder / (std::string(name) + ".safetensors"));
    io::write_hugging_face_folder(folder / name, model);
  }
}

std::size_t count_files(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

}  // namespace

// tests/python/formats_test.py runs this case by its name and then has the real packages read the files.
TEST_CASE("write samples of every format") {
  const tests::TemporaryFolder temporary("samples");
  const char* asked = std::getenv("GANSCOPE_WRITE_SAMPLES");
  const fs::path folder = asked ? fs::path(asked) : temporary.path();
  write_pth_samples(folder / "pth");
  write_onnx_samples(folder / "onnx");
  write_npy_samples(folder / "npy");
  write_hugging_face_samples(folder / "hugging_face");
  CHECK(count_files(folder / "pth") == 4);
  CHECK(count_files(folder / "onnx") == 9);
  CHECK(count_files(folder / "npy") == tests::every_type().arrays.size() + 5);
  CHECK(count_files(folder / "hugging_face") == 10);
}

#include "core/engine/convert/convert_model.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include <limits>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/engine/convert/verify_model.h"
#include "core/engine/nets/arrays.h"
#include "core/engine/nets/open_model.h"
#include "core/io/weights/pth/pth.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/read_weights.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/nets/nets.h"
#include "tests/nets/foreign_nets.h"

namespace {

namespace fs = std::filesystem;

fs::path saved(const TemporaryFolder& folder, const std::string& layout, bool half, bool with_d = true) {
  const nets::LayoutSpec spec = test::small_spec(layout, 32);
  engine::ModelNets nets{engine::Generator(nullptr), test::seeded_generator(spec, 3),
                         engine::Discriminator(nullptr)};
  if (with_d) nets.discriminator = test::seeded_discriminator(spec, 2);
  core::ModelFacts record;
  record.prior = core::Prior::kUniform;
  record.step = 77;
  record.metadata = {{"licence", "MIT"}};
  engine::save_model(folder / "model.safetensors", nets, record, half);
  return folder / "model.safetensors";
}

core::ConvertResult convert(const fs::path& from, const fs::path& to,
                            std::optional<core::ConvertNets> nets = std::nullopt) {
  return engine::convert_model({{from.string()}, to, nets, false}, at::kCPU, {});
}

std::string refusal(const fs::path& from, const fs::path& to,
                    std::optional<core::ConvertNets> nets = std::nullopt) {
  try {
    convert(from, to, nets);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

/// The array of `file` whose name ends like that of `array`, bit for bit.
void check_same_arrays(const io::WeightsFile& a, const io::WeightsFile& b, const std::string& prefix) {
  REQUIRE(!a.arrays.empty());
  for (const io::NamedArray& array : a.arrays) {
    if (!array.name.starts_with(prefix)) continue;
    const io::NamedArray* other = b.find(array.name);
    CAPTURE(array.name);
    REQUIRE(other != nullptr);
    CHECK(other->type == array.type);
    CHECK(other->shape == array.shape);
    CHECK((other->bytes == array.bytes));
  }
}

/// A stranger's file of these tensors.
fs::path written(const TemporaryFolder& folder, const tests::Tensors& tensors) {
  io::write_pth(tests::file_of(tensors), folder / "in.pth");
  return folder / "in.pth";
}

/// Kernels, strides, enlargements and sizes of a net, activations left out.
std::vector<std::string> shapes_of(const std::vector<nets::StageLayout>& stages) {
  std::vector<std::string> lines = tests::lines_of(stages);
  for (std::string& line : lines) line.resize(line.rfind(' '));
  return lines;
}

tests::Tensors unpadded_generator() {
  return tests::biased("0.0", {10, 8, 3, 3}, 8) + tests::norm("0.1", 8) +
         tests::biased("1.0", {8, 4, 4, 4}, 4) + tests::norm("1.1", 4) +
         tests::biased("2.0", {4, 2, 3, 3}, 2) + tests::norm("2.1", 2) +
         tests::biased("3.0", {2, 1, 4, 4}, 1);
}

tests::Tensors conditional_generator() {
  return tests::weight("fc1", {16, 110}) + tests::norm("bn1", 16) + tests::weight("fc2", {4 * 49, 26}) +
         tests::norm("bn2", 4 * 49) + tests::weight("deconv3", {14, 2, 5, 5}) + tests::norm("bn3", 2) +
         tests::weight("deconv4", {12, 1, 5, 5});
}

/// Of 3x3 convolutions whose names do not say which of them enlarge.
tests::Tensors enlarging_generator() {
  return tests::weight("stem", {8 * 16, 10}) + tests::norm("stem_bn", 8 * 16) +
         tests::weight("conv1", {4, 8, 3, 3}) + tests::norm("bn1", 4) + tests::weight("conv2", {4, 4, 3, 3}) +
         tests::norm("bn2", 4) + tests::weight("conv3", {3, 4, 3, 3});
}

std::vector<core::Image> pictures(const fs::path& file) {
  const auto model = engine::load_frozen(file, at::kCPU);
  return model->generate(test::seeded_latents(3, model->info().nz), {model->info().modes.front(), {}});
}

}  // namespace

TEST_CASE("a model goes through .pth and back bit for bit, half precision kept") {
  for (const bool half : {false, true}) {
    for (const char* layout : {"classic", "paper"}) {
      CAPTURE(half);
      CAPTURE(layout);
      const TemporaryFolder folder;
      const fs::path file = saved(folder, layout, half);
      CHECK(convert(file, folder / "g.pth").words == "the generator");
      CHECK(convert(file, folder / "d.pth", core::ConvertNets::kDiscriminator).words == "the discriminator");
      const engine::LoadedModel back =
          engine::open_model({(folder / "g.pth").string(), (folder / "d.pth").string()}, at::kCPU);
      CHECK(back.spec.layout == layout);
      engine::convert_model({{(folder / "g.pth").string(), (folder / "d.pth").string()},
                             folder / "back.safetensors",
                             {},
                             false},
                            at::kCPU, {});
      const io::WeightsFile before = io::read_safetensors(file),
                            after = io::read_safetensors(folder / "back.safetensors");
      for (const io::NamedArray& array : before.arrays) {
        const bool generator = array.name.starts_with("G_ema.");
        const std::string name = generator ? "G." + array.name.substr(6) : array.name;
        CAPTURE(name);
        const io::NamedArray* other = after.find(name);
        REQUIRE(other != nullptr);
        CHECK(other->type == array.type);
        CHECK((other->bytes == array.bytes));
      }
      CHECK((pictures(file) == pictures(folder / "back.safetensors")));
    }
  }
}

TEST_CASE("a model goes through safetensors and a Hugging Face folder bit for bit") {
  const TemporaryFolder folder;
  const fs::path file = saved(folder, "classic", true);
  convert(file, folder / "copy.safetensors");
  check_same_arrays(io::read_safetensors(file), io::read_safetensors(folder / "copy.safetensors"), "");
  CHECK(convert(file, folder / "hub").format == "Hugging Face folder");
  check_same_arrays(io::read_safetensors(file), io::read_safetensors(folder / "hub/model.safetensors"), "");
  const auto config_bytes = core::read_file(folder / "hub/config.json");
  const core::Json config =
      core::parse_json({reinterpret_cast<const char*>(config_bytes.data()), config_bytes.size()}, "config");
  CHECK(config["nz"] == 8);
  CHECK(config["prior"] == "uniform");
  CHECK(config["generator"].size() == 4);
  CHECK(config["generator"][0]["weight"] == "G_ema.main.0.weight");
  CHECK(fs::exists(folder / "hub/README.md"));
  CHECK(fs::exists(folder / "hub/load.py"));
  CHECK((pictures(file) == pictures(folder / "hub/model.safetensors")));
}

TEST_CASE("a paper model goes through the authors' .npy order and back, statistics apart") {
  const TemporaryFolder folder;
  const fs::path file = saved(folder, "paper", false);
  CHECK(convert(file, folder / "set.npy").format == "numbered .npy set");
  CHECK(fs::exists(folder / "set.npy/77_gen_params.jl_01.npy"));
  CHECK(fs::exists(folder / "set.npy/77_discrim_params.jl_01.npy"));
  const engine::LoadedModel back = engine::load_model(folder / "set.npy", at::kCPU);
  CHECK(back.spec.layout == "paper");
  CHECK(back.info.statistics == core::StatisticsKind::kNone);
  const engine::LoadedModel own = engine::load_model(file, at::kCPU);
  for (std::size_t i = 0; i < own.nets.ema->stages().size(); ++i) {
    const engine::Stage &a = own.nets.ema->stages()[i], &b = back.nets.best()->stages()[i];
    CHECK(a.weight.equal(b.weight));
    if (!a.norm.is_empty()) CHECK(a.norm->weight.equal(b.norm->weight));
  }
  for (std::size_t i = 0; i < own.nets.discriminator->stages().size(); ++i)
    CHECK(own.nets.discriminator->stages()[i].weight.equal(back.nets.discriminator->stages()[i].weight));
}

TEST_CASE("other layouts become one .npy a tensor and open again") {
  const TemporaryFolder folder;
  const fs::path file = saved(folder, "classic", false, false);
  CHECK(convert(file, folder / "named.npy").words.find("one file a tensor") != std::string::npos);
  CHECK(fs::exists(folder / "named.npy/main.0.weight.npy"));
  CHECK((pictures(file) == pictures(folder / "named.npy")));
}

TEST_CASE("a chain opens again from .pth and .npy under its own names, and nothing is lost") {
  const tests::Tensors pytorch_gan = tests::pytorch_gan_generator(32);
  const std::vector<tests::Tensors> families{
      pytorch_gan,
      tests::pytorch_gan_discriminator(32),
      tests::prefixed("generator.", pytorch_gan) +
          tests::prefixed("discriminator.", tests::pytorch_gan_discriminator(32)),
      tests::cpp_generator(),
      tests::cpp_discriminator(),
      unpadded_generator(),
      enlarging_generator(),
      conditional_generator()};
  for (const tests::Tensors& tensors : families) {
    const TemporaryFolder folder;
    const fs::path file = written(folder, tensors);
    const engine::LoadedModel own = engine::load_model(file, at::kCPU);
    CAPTURE(own.info.words);
    REQUIRE(own.spec.layout == "chain");
    for (const char* name : {"out.pth", "out.npy"}) {
      CAPTURE(name);
      const std::string words = convert(file, folder / name).words;
      const engine::LoadedModel back = engine::load_model(folder / name, at::kCPU);
      CAPTURE(back.info.words);
      CHECK(words.find("lost") == std::string::npos);
      CHECK(back.spec.size == own.spec.size);
      CHECK(shapes_of(back.spec.generator) == shapes_of(own.spec.generator));
      if (!back.spec.discriminator.empty())
        CHECK(shapes_of(back.spec.discriminator) == shapes_of(own.spec.discriminator));
      if (!own.nets.best().is_empty()) CHECK((pictures(file) == pictures(folder / name)));
    }
  }
}

TEST_CASE("what .pth cannot say of a chain is named") {
  const TemporaryFolder folder;
  const nets::LayoutSpec found =
      engine::load_model(written(folder, tests::cpp_discriminator()), at::kCPU).spec;
  const auto words = [&](void (*change)(nets::StageLayout&)) {
    nets::LayoutSpec spec = found;
    change(spec.discriminator[1]);
    engine::ModelNets nets;
    nets.discriminator = test::seeded_discriminator(spec, 2);
    engine::save_model(folder / "d.safetensors", nets, {}, false);
    return convert(folder / "d.safetensors", folder / "d.pth").words;
  };
  const std::string lost = "the discriminator; lost, and assumed otherwise when opened again: ";
  CHECK(words([](nets::StageLayout& stage) { stage.slope = 0.1; }) == lost + "LeakyReLU's slope");
  CHECK(words([](nets::StageLayout& stage) {
          stage.activation = nets::Activation::kRelu;
          stage.norm_eps = 0.8;
        }) == lost + "activations, BatchNorm's epsilon");
}

TEST_CASE("a chain that would open with pictures of another size is refused") {
  const TemporaryFolder folder;
  const fs::path file = written(folder, tests::prefixed("G.", enlarging_generator()) +
                                            tests::prefixed("D.", tests::classic_discriminator(32, 3, 2)));
  CHECK(refusal(file, folder / "g.pth").find("pictures of 16 pixels instead of 32") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "g.pth"));
  CHECK(convert(file, folder / "both.npy").words == "all nets, one file a tensor");
  CHECK(engine::load_model(folder / "both.npy", at::kCPU).spec.size == 32);
}

TEST_CASE("a conditional model is no Hugging Face folder, whose load.py takes no label") {
  const TemporaryFolder folder;
  const fs::path file = written(folder, conditional_generator());
  for (const char* name : {"hub", "g.onnx"}) {
    CHECK(refusal(file, folder / name).find("its label is a second input") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / name));
  }
}

TEST_CASE("what a format cannot hold is refused and nothing is written") {
  const TemporaryFolder folder;
  const fs::path file = saved(folder, "classic", false, false);
  CHECK(refusal(file, folder / "a.pth", core::ConvertNets::kDiscriminator).find("no discriminator") !=
        std::string::npos);
  CHECK(refusal(file, folder / "a.pth", core::ConvertNets::kAll).find("one net at a time") !=
        std::string::npos);
  CHECK(refusal(file, folder / "a.zip").find("no format ends in this") != std::string::npos);
  CHECK(refusal(folder / "absent.pth", folder / "a.onnx").find("absent.pth") != std::string::npos);
  core::make_folder(folder / "full");
  core::write_file_atomically(folder / "full/kept.txt", "kept");
  CHECK(refusal(file, folder / "full").find("full") != std::string::npos);
  CHECK(fs::exists(folder / "full/kept.txt"));
  for (const char* name : {"a.pth", "a.zip", "a.onnx"}) CHECK_FALSE(fs::exists(folder / name));
}

TEST_CASE("verifying a sound model reports its tensors and samples") {
  const TemporaryFolder folder;
  const fs::path file = saved(folder, "classic", true);
  const core::ModelReport report = engine::verify_model({file.string()}, folder / "sheet.png", at::kCPU, {});
  CHECK(report.problems.empty());
  CHECK(report.tensors.size() == io::read_safetensors(file).arrays.size());
  CHECK(report.format == "safetensors");
  CHECK(report.pixel_deviation > 0.01);
  CHECK(fs::exists(report.sheet));
}

TEST_CASE("verifying finds NaN, negative variances and a generator that ignores z") {
  const TemporaryFolder folder;
  const auto problems_after = [&](const std::string& name, const std::function<void(at::Tensor)>& spoil) {
    const fs::path file = saved(folder, "classic", false, false);
    io::WeightsFile weights = io::read_safetensors(file);
    for (io::NamedArray& array : weights.arrays) {
      if (array.name != name) continue;
      at::Tensor values = engine::to_tensor(array);
      spoil(values);
      array = engine::to_array(array.name, values);
    }
    io::write_safetensors(weights, file);
    std::string all;
    for (const std::string& one : engine::verify_model({file.string()}, {}, at::kCPU, {}).problems)
      all += one + "\n";
    return all;
  };
  CHECK(problems_after("main.3.weight", [](at::Tensor x) {
          x.view(-1)[5] = std::numeric_limits<float>::quiet_NaN();
        }).find("\"main.3.weight\" holds 1 value that is NaN") != std::string::npos);
  CHECK(problems_after("main.1.running_var", [](at::Tensor x) {
          x[0] = -1;
        }).find("1 negative running variance") != std::string::npos);
  CHECK(problems_after("main.0.weight", [](at::Tensor x) { x.zero_(); }).find("the same picture") !=
        std::string::npos);
}

#include "core/engine/convert/convert_model.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include <limits>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/engine/convert/verify_model.h"
#include "core/engine/model/open_model.h"
#include "core/io/weights/pth.h"
#include "core/io/weights/read_weights.h"
#include "core/io/weights/safetensors.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/model/nets.h"

namespace {

namespace fs = std::filesystem;

fs::path saved(const TemporaryFolder& folder, const std::string& layout, bool half, bool with_d = true) {
  const engine::LayoutSpec spec = test::small_spec(layout, 32);
  engine::ModelNets nets{engine::Generator(nullptr), test::seeded_generator(spec, 3),
                         engine::Discriminator(nullptr)};
  if (with_d) nets.discriminator = test::seeded_discriminator(spec, 2);
  engine::ModelRecord record;
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

std::vector<core::Image> pictures(const fs::path& file) {
  const auto model = engine::load_frozen(file, at::kCPU);
  return model->generate(test::seeded_latents(3, 8), {model->info().modes.front(), {}});
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
  CHECK(back.record.statistics == engine::BufferKind::kNone);
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
        }).find("\"main.3.weight\" holds 1 values") != std::string::npos);
  CHECK(problems_after("main.1.running_var", [](at::Tensor x) {
          x[0] = -1;
        }).find("negative running variances") != std::string::npos);
  CHECK(problems_after("main.0.weight", [](at::Tensor x) { x.zero_(); }).find("the same picture") !=
        std::string::npos);
}

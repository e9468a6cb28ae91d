#include "core/engine/nets/open_model.h"

#include <doctest/doctest.h>
#include <torch/torch.h>

#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/engine/nets/frozen.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/engine/nets/nets.h"

namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test, gone afterwards.
struct Folder {
  fs::path path;

  Folder() {
    std::string name = (fs::temp_directory_path() / "ganscope-model-XXXXXX").string();
    path = mkdtemp(name.data());
  }

  ~Folder() { fs::remove_all(path); }
};

engine::ModelNets all_nets(const nets::LayoutSpec& spec) {
  return {test::seeded_generator(spec, 1), test::seeded_generator(spec, 3),
          test::seeded_discriminator(spec, 2)};
}

core::ModelFacts record() {
  core::ModelFacts record;
  record.prior = core::Prior::kUniform;
  record.step = 1234;
  record.metadata = {{"recipe", "{\"lr\": 2e-4}"}, {"licence", "CC0-1.0"}};
  return record;
}

/// Largest difference over all parameters and buffers.
double difference(const torch::nn::Module& a, const torch::nn::Module& b) {
  double largest = 0;
  const auto compare = [&](const auto& left, const auto& right) {
    REQUIRE(left.size() == right.size());
    for (const auto& item : left) {
      const at::Tensor* other = right.find(item.key());
      REQUIRE(other != nullptr);
      largest = std::max(largest, (item.value() - *other).abs().max().template item<double>());
    }
  };
  compare(a.named_parameters(), b.named_parameters());
  compare(a.named_buffers(), b.named_buffers());
  return largest;
}

/// Saves a good file, lets `spoil` change it, and returns the refusal.
template <typename Spoil>
std::string refusal(Spoil&& spoil) {
  const Folder folder;
  const fs::path file = folder.path / "model.safetensors";
  engine::save_model(file, all_nets(test::small_spec()), record(), false);
  io::WeightsFile weights = io::read_safetensors(file);
  spoil(weights);
  io::write_safetensors(weights, file);
  try {
    engine::load_model(file, at::kCPU);
  } catch (const core::Error& error) {
    CHECK(std::string(error.what()).find(file.string()) != std::string::npos);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a saved model comes back bit for bit, with what is known about it") {
  for (const char* layout : {"classic", "paper"}) {
    const Folder folder;
    const fs::path file = folder.path / "rooms.safetensors";
    const nets::LayoutSpec spec = test::small_spec(layout, 28, 1);
    const engine::ModelNets nets = all_nets(spec);
    engine::save_model(file, nets, record(), false);
    const engine::LoadedModel loaded = engine::load_model(file, at::kCPU);
    CHECK(loaded.spec == spec);
    CHECK(difference(*nets.generator, *loaded.nets.generator) == 0);
    CHECK(difference(*nets.ema, *loaded.nets.ema) == 0);
    CHECK(difference(*nets.discriminator, *loaded.nets.discriminator) == 0);
    CHECK(loaded.info.name == "rooms");
    CHECK(loaded.info.sha256.size() == 64);
    CHECK(loaded.info.prior == core::Prior::kUniform);
    CHECK(loaded.info.weights == "ema");
    CHECK(loaded.info.step == 1234);
    CHECK(loaded.info.metadata.at("licence") == "CC0-1.0");
    CHECK(loaded.info.metadata.at("format") == "pt");
    CHECK(loaded.info.metadata.at("bn_stats") == "population");

    const auto model = engine::load_frozen(file, at::kCPU);
    const auto direct =
        engine::freeze(nets.ema, &nets.discriminator, loaded.info, {core::StatisticsKind::kPopulation, true});
    const auto z = test::seeded_latents(2, spec.nz);
    const auto images = model->generate(z, {});
    CHECK((images == direct->generate(z, {})));
    CHECK(model->discriminator_logits(images) == direct->discriminator_logits(images));
    CHECK(model->info().has_discriminator);
  }
}

TEST_CASE("names carry the net's prefix, and none when a generator is alone") {
  const Folder folder;
  const fs::path file = folder.path / "g.safetensors";
  const nets::LayoutSpec spec = test::small_spec();
  engine::save_model(file, all_nets(spec), record(), false);
  CHECK(io::read_safetensors(file).find("G_ema.main.0.weight") != nullptr);
  CHECK(io::read_safetensors(file).find("D.main.2.weight") != nullptr);

  engine::ModelNets alone;
  alone.generator = test::seeded_generator(spec);
  engine::save_model(file, alone, record(), false);
  CHECK(io::read_safetensors(file).find("main.0.weight") != nullptr);
  const engine::LoadedModel loaded = engine::load_model(file, at::kCPU);
  CHECK(loaded.info.weights == "raw");
  CHECK(difference(*alone.generator, *loaded.nets.best()) == 0);
  CHECK_FALSE(engine::load_frozen(file, at::kCPU)->info().has_discriminator);
}

TEST_CASE("half precision shrinks convolutions only and stays close") {
  const Folder folder;
  const fs::path full = folder.path / "full.safetensors", half = folder.path / "half.safetensors";
  const nets::LayoutSpec spec = test::small_spec("paper", 32);
  const engine::ModelNets nets = all_nets(spec);
  engine::save_model(full, nets, record(), false);
  engine::save_model(half, nets, record(), true);
  CHECK(fs::file_size(half) < 0.75 * static_cast<double>(fs::file_size(full)));
  const io::WeightsFile file = io::read_safetensors(half);
  CHECK(file.find("G.stem.weight")->type == io::DType::kF16);
  CHECK(file.find("G.stem.bn.weight")->type == io::DType::kF32);
  CHECK(file.find("G.stem.bn.running_var")->type == io::DType::kF32);
  const engine::LoadedModel loaded = engine::load_model(half, at::kCPU);
  const double largest = nets.generator->stages().front().weight.abs().max().item<double>();
  const double off = test::largest_difference(loaded.nets.generator->stages().front().weight,
                                              nets.generator->stages().front().weight);
  CHECK(off > 0);
  CHECK(off <= largest / 2048);
  CHECK(loaded.nets.generator->stages().front().norm->weight.equal(
      nets.generator->stages().front().norm->weight));
}

TEST_CASE("tensors that are missing, extra or of another shape are named") {
  CHECK(refusal([](io::WeightsFile& file) {
          std::erase_if(file.arrays, [](const auto& array) { return array.name == "D.main.0.weight"; });
        }).find("\"D.main.0.weight\" is missing") != std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) {
          file.arrays.push_back({"G.main.99.weight", io::DType::kF32, {1}, std::vector<std::byte>(4)});
        }).find("\"G.main.99.weight\" does not belong there") != std::string::npos);
  const std::string shapes = refusal([](io::WeightsFile& file) { file.metadata["nz"] = "9"; });
  CHECK(shapes.find("[8, 8, 4, 4] instead of [9, 8, 4, 4]") != std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) {
          std::erase_if(file.arrays, [](const auto& array) { return array.name.starts_with("G"); });
        }) == "accepted");  // a discriminator alone
  const std::string many = refusal([](io::WeightsFile& file) { file.metadata["ngf"] = "8"; });
  CHECK(many.find("more") != std::string::npos);
}

TEST_CASE("metadata that is absent, unreadable or absurd is refused before anything is allocated") {
  // Without metadata it is a stranger's file, whose layout is recognised.
  CHECK(refusal([](io::WeightsFile& file) { file.metadata.clear(); }) == "accepted");
  CHECK(refusal([](io::WeightsFile& file) {
          file.metadata = {{"layout", "NCHW"}, {"size", "large"}};
        }) == "accepted");
  CHECK(refusal([](io::WeightsFile& file) { file.metadata.erase("bn_stats"); }).find("no \"bn_stats\"") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata.erase("size"); }).find("no \"size\"") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) {
          file.metadata["size"] = "sixteen";
        }).find("\"size\" is \"sixteen\"") != std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["size"] = "100"; }).find("96 and 112") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["ngf"] = "1000000000"; }).find("ngf") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["layout"] = "stylegan"; }).find("classic, paper") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["prior"] = "poisson"; }).find("poisson") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["bn_stats"] = "some"; }).find("bn_stats") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) { file.metadata["step"] = "-4"; }).find("step") !=
        std::string::npos);
  CHECK(refusal([](io::WeightsFile& file) {
          file.metadata["size"] = "256";
          file.metadata["ngf"] = "512";
        }).find("instead of") != std::string::npos);
}

TEST_CASE("files that are not there or not safetensors are refused in words") {
  const Folder folder;
  CHECK_THROWS_AS(engine::load_model(folder.path / "absent.safetensors", at::kCPU), core::Error);
  const fs::path text = folder.path / "text.safetensors";
  std::ofstream(text) << "this is no model";
  CHECK_THROWS_AS(engine::load_model(text, at::kCPU), core::Error);
  CHECK_THROWS_AS(engine::save_model(folder.path / "no" / "folder" / "x.safetensors",
                                     all_nets(test::small_spec()), record(), false),
                  core::Error);
}

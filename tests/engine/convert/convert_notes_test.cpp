// What a conversion says it changed or could not keep.
#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/convert/convert_model.h"
#include "core/engine/nets/arrays.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/nets/tensors.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/nets/nets.h"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> notes(const fs::path& from, const fs::path& to,
                               std::optional<core::ConvertNets> nets = std::nullopt, bool half = false) {
  return engine::convert_model({{from.string()}, to, nets, half, {}}, at::kCPU, {}).notes;
}

bool says(const std::vector<std::string>& notes, const std::string& part) {
  for (const std::string& note : notes)
    if (note.find(part) != std::string::npos) return true;
  return false;
}

fs::path own(const TemporaryFolder& folder, const std::string& layout) {
  const nets::LayoutSpec spec = test::small_spec(layout, 32);
  const engine::ModelNets nets{test::seeded_generator(spec, 1), test::seeded_generator(spec, 3),
                               test::seeded_discriminator(spec, 2)};
  core::ModelFacts record;
  record.metadata = {{"licence", "MIT"}};
  engine::save_model(folder / "model.safetensors", nets, record, false);
  return folder / "model.safetensors";
}

/// A stranger's file: the generator's tensors in fp64, with metadata of the stranger's.
fs::path strangers(const TemporaryFolder& folder) {
  engine::convert_model(
      {{own(folder, "classic").string()}, folder / "g.safetensors", core::ConvertNets::kGenerator}, at::kCPU,
      {});
  io::WeightsFile file = io::read_safetensors(folder / "g.safetensors");
  for (io::NamedArray& array : file.arrays)
    if (array.type == io::DType::kF32)
      array = engine::to_array(array.name, engine::to_tensor(array).to(at::kDouble));
  file.metadata = {{"license", "CC0-1.0"}, {"author", "A. Nobody"}, {"lr\x1b", "0.1"}};
  io::write_safetensors(file, folder / "stranger.safetensors");
  return folder / "stranger.safetensors";
}

}  // namespace

TEST_CASE("a model of our own loses nothing in safetensors and says so by saying nothing") {
  const TemporaryFolder folder;
  CHECK(notes(own(folder, "classic"), folder / "copy.safetensors").empty());
  CHECK(notes(folder / "model.safetensors", folder / "hub").empty());
  CHECK(says(notes(folder / "model.safetensors", folder / "half.safetensors", {}, true), "rounded to fp16"));
  CHECK(says(notes(folder / "model.safetensors", folder / "g.safetensors", core::ConvertNets::kGenerator),
             "raw ones left out"));
}

TEST_CASE("formats that hold tensors alone say what is not in them") {
  const TemporaryFolder folder;
  const fs::path model = own(folder, "classic");
  for (const char* out : {"g.pth", "set.npy"}) {
    CAPTURE(out);
    CHECK(says(notes(model, folder / out), "tensors alone: no prior, step, licence (MIT)"));
  }
  CHECK(says(notes(model, folder / "g.pth"), "the discriminator is left out"));
  CHECK_FALSE(says(notes(model, folder / "d.pth", core::ConvertNets::kDiscriminator), "left out"));
  const auto onnx = notes(model, folder / "g.onnx", {}, true);
  CHECK(says(onnx, "ONNX is written in fp32"));
  CHECK(says(onnx, "the discriminator is left out"));
  CHECK_THROWS_AS(notes(model, folder / "hub", core::ConvertNets::kDiscriminator), core::UsageError);
}

TEST_CASE("an authors' set says that prior, epsilon and the raw weights are not in it") {
  const TemporaryFolder folder;
  const auto said = notes(own(folder, "paper"), folder / "set.npy");
  CHECK(says(said, "no prior, step, licence (MIT) or BatchNorm epsilon"));
  CHECK(says(said, "take to be 1e-08 (here 1e-05)"));
  CHECK(says(said, "raw ones left out"));
}

TEST_CASE("of a stranger's file the licence is kept, fp64 and other metadata are named as lost") {
  const TemporaryFolder folder;
  const fs::path file = strangers(folder);
  const auto said = notes(file, folder / "ours.safetensors");
  CHECK(says(said, "fp64 tensors are written as fp32"));
  CHECK(says(said, "metadata of the file left out: \"author\", \"lr?\""));
  const engine::LoadedModel ours = engine::load_model(folder / "ours.safetensors", at::kCPU);
  CHECK(ours.info.metadata.at("licence") == "CC0-1.0");
  CHECK_FALSE(ours.info.metadata.contains("author"));
  CHECK(ours.info.prior_is_guess);
  CHECK(ours.info.tensors.size() == engine::load_model(file, at::kCPU).info.tensors.size());
  const auto again = notes(folder / "ours.safetensors", folder / "again.safetensors");
  CHECK(again.size() == 1);
  CHECK(says(again, "BatchNorm statistics change the picture"));
  CHECK(engine::load_model(folder / "again.safetensors", at::kCPU).info.prior_is_guess);
  engine::convert_model({{file.string(), "", core::Prior::kUniform}, folder / "said.safetensors"}, at::kCPU,
                        {});
  CHECK_FALSE(engine::load_model(folder / "said.safetensors", at::kCPU).info.prior_is_guess);
}

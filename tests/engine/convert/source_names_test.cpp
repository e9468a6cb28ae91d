// A chain leaves the program under the names of the file it came from.
#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/convert/convert_model.h"
#include "core/engine/nets/open_model.h"
#include "core/io/weights/pth/pth.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/nets/layouts/layout_chain.h"
#include "tests/core/temporary_folder.h"
#include "tests/nets/foreign_nets.h"

namespace {

namespace fs = std::filesystem;
using tests::biased;
using tests::norm;
using tests::prefixed;
using tests::Tensors;
using tests::weight;

fs::path stranger(const TemporaryFolder& folder, const Tensors& tensors) {
  io::write_pth(tests::file_of(tensors), folder / "in.pth");
  return folder / "in.pth";
}

core::ConvertResult convert(const fs::path& from, const fs::path& to,
                            std::optional<core::ConvertNets> nets = std::nullopt,
                            std::optional<core::BatchNormMode> statistics = std::nullopt) {
  return engine::convert_model({{from.string()}, to, nets, false, statistics}, at::kCPU, {});
}

bool says(const core::ConvertResult& result, const std::string& part) {
  for (const std::string& note : result.notes)
    if (note.find(part) != std::string::npos) return true;
  return false;
}

std::vector<std::string> names_of(const fs::path& file) {
  std::vector<std::string> names;
  for (const io::NamedArray& array : io::read_pth(file).arrays) names.push_back(array.name);
  return names;
}

std::vector<std::string> names_of(const Tensors& tensors) {
  std::vector<std::string> names;
  for (const tests::Shaped& tensor : tensors) names.push_back(tensor.name);
  return names;
}

Tensors without(Tensors tensors, const std::string& end) {
  std::erase_if(tensors, [&](const tests::Shaped& tensor) { return tensor.name.ends_with(end); });
  return tensors;
}

/// With biases, so that it is a chain.
Tensors generator() {
  return biased("main.0", {10, 4, 4, 4}, 4) + norm("main.1", 4) + biased("main.3", {4, 2, 4, 4}, 2) +
         norm("main.4", 2) + biased("main.6", {2, 1, 4, 4}, 1);
}

/// BatchNorms declared behind the convolutions, none of which keeps a count of batches.
Tensors declared_apart() {
  return without(biased("conv1", {10, 4, 4, 4}, 4) + biased("conv2", {4, 2, 4, 4}, 2) +
                     biased("conv3", {2, 1, 4, 4}, 1) + norm("bn1", 4) + norm("bn2", 2),
                 "tracked");
}

/// `file` is refused with `part` in the words.
void check_refused(const fs::path& file, const std::string& part) {
  std::string words = "accepted";
  try {
    engine::load_model(file, at::kCPU);
  } catch (const core::Error& error) {
    words = error.what();
  }
  CHECK_MESSAGE(words.find(part) != std::string::npos, words);
}

}  // namespace

TEST_CASE("a chain goes out as .pth with the names, order and bits of its file") {
  const std::vector<std::pair<Tensors, Tensors>> files{
      {generator(), generator()},
      {prefixed("module.", generator()), generator()},
      {prefixed("gen.", generator()), prefixed("gen.", generator())},
      {prefixed("G.", generator()), prefixed("G.", generator())},
      {prefixed("D.", tests::pytorch_gan_discriminator(32)),
       prefixed("D.", tests::pytorch_gan_discriminator(32))},
      {prefixed("netG.", generator()) + prefixed("netD.", tests::classic_discriminator(16, 1, 2)),
       generator()},
      {declared_apart(), declared_apart()},
      {tests::cpp_generator(), tests::cpp_generator()},
      {tests::pytorch_gan_generator(32), tests::pytorch_gan_generator(32)},
      {tests::pytorch_gan_discriminator(32), tests::pytorch_gan_discriminator(32)}};
  for (const auto& [in, out] : files) {
    const TemporaryFolder folder;
    const fs::path file = stranger(folder, in);
    CAPTURE(in.front().name);
    const core::ConvertResult direct = convert(file, folder / "out.pth");
    CHECK(direct.words.find("lost") == std::string::npos);
    CHECK_FALSE(says(direct, "renamed"));
    CHECK_FALSE(says(direct, "names"));
    convert(file, folder / "ours.safetensors");
    convert(folder / "ours.safetensors", folder / "again.pth");
    const io::WeightsFile before = io::read_pth(file);
    for (const char* name : {"out.pth", "again.pth"}) {
      CAPTURE(name);
      CHECK(names_of(folder / name) == names_of(out));
      const io::WeightsFile after = io::read_pth(folder / name);
      for (std::size_t i = 0; i < std::min(after.arrays.size(), before.arrays.size()); ++i) {
        CHECK((after.arrays[i].bytes == before.arrays[i].bytes));
        CHECK(after.arrays[i].shape == before.arrays[i].shape);
      }
    }
    const nets::LayoutSpec again = engine::load_model(folder / "out.pth", at::kCPU).spec;
    const nets::LayoutSpec own = engine::load_model(file, at::kCPU).spec;
    CHECK((again.generator == own.generator));
    if (again.generator.empty()) CHECK((again.discriminator == own.discriminator));
  }
}

TEST_CASE("gains of 1 and biases of 0 that a chain's file lacks may be left out of its list") {
  const TemporaryFolder folder;
  Tensors plain = generator();
  std::erase_if(plain, [](const tests::Shaped& tensor) {
    return tensor.name == "main.1.weight" || tensor.name == "main.1.bias";
  });
  convert(stranger(folder, plain), folder / "ours.safetensors");
  convert(folder / "ours.safetensors", folder / "again.pth");
  CHECK(names_of(folder / "again.pth") == names_of(plain));
  io::WeightsFile edited = io::read_safetensors(folder / "ours.safetensors");
  for (io::NamedArray& array : edited.arrays)
    if (array.name == "main.1.bias") array.bytes.back() = std::byte{0x3F};
  io::write_safetensors(edited, folder / "edited.safetensors");
  check_refused(folder / "edited.safetensors", "\"main.1.bias\" of G is left out");
}

TEST_CASE("what a chain's file lacks is in our own files and not in its owner's") {
  const TemporaryFolder folder;
  const Tensors bare = without(without(generator(), "running_mean"), "running_var");
  const fs::path file = stranger(folder, bare);
  CHECK(says(convert(file, folder / "g.pth"), "gets none, so that its own net reads it"));
  CHECK(names_of(folder / "g.pth") == names_of(bare));
  convert(file, folder / "g.npy");
  CHECK(fs::exists(folder / "g.npy/main.1.weight.npy"));
  CHECK_FALSE(fs::exists(folder / "g.npy/main.1.running_var.npy"));
  const core::ConvertResult ours = convert(file, folder / "g.safetensors");
  CHECK(says(ours, "BatchNorm statistics gathered"));
  CHECK(io::read_safetensors(folder / "g.safetensors").find("main.1.running_var") != nullptr);
  CHECK(
      says(convert(file, folder / "asked.pth", {}, core::BatchNormMode::kPopulation), "statistics gathered"));
  CHECK(io::read_pth(folder / "asked.pth").find("main.1.running_var") != nullptr);
}

TEST_CASE("statistics that our own file gathered for a chain go on into every format, and this is said") {
  const TemporaryFolder folder;
  const Tensors bare = without(
      without(generator() + prefixed("netD.", tests::classic_discriminator(16, 1, 2)), "running_mean"),
      "running_var");
  Tensors both = bare;
  for (tests::Shaped& tensor : both)
    if (tensor.name.starts_with("main")) tensor.name.insert(0, "netG.");
  convert(stranger(folder, both), folder / "ours.safetensors");
  const io::WeightsFile ours = io::read_safetensors(folder / "ours.safetensors");
  for (const char* name : {"again.pth", "again.npy"}) {
    const core::ConvertResult again = convert(folder / "ours.safetensors", folder / name);
    CHECK_FALSE(says(again, "the file has no BatchNorm statistics"));
    CHECK(says(again, "the net they were gathered for keeps none"));
  }
  const auto same_bits = [&](const io::WeightsFile& file, const std::string& name,
                             const std::string& prefix) {
    CAPTURE(name);
    const io::NamedArray *kept = file.find(name), *own = ours.find(prefix + name);
    REQUIRE(own != nullptr);
    REQUIRE(kept != nullptr);
    CHECK((kept->bytes == own->bytes));
  };
  same_bits(io::read_pth(folder / "again.pth"), "main.1.running_var", "G.");
  same_bits(io::read_pth(folder / "again.pth"), "main.4.running_mean", "G.");
  CHECK(fs::exists(folder / "again.npy/G.main.1.running_var.npy"));
  CHECK(fs::exists(folder / "again.npy/D.main.3.running_var.npy"));
  convert(folder / "ours.safetensors", folder / "d.pth", core::ConvertNets::kDiscriminator);
  same_bits(io::read_pth(folder / "d.pth"), "main.3.running_var", "D.");
}

TEST_CASE("names that begin as the prefixes of our own files stay apart from them") {
  const TemporaryFolder folder;
  const Tensors names = prefixed("G.", generator());
  const fs::path file = stranger(folder, names);
  for (const char* out : {"g.safetensors", "hub"}) {
    CAPTURE(out);
    convert(file, folder / out);
    convert(folder / out, folder / "back.pth");
    CHECK(names_of(folder / "back.pth") == names_of(names));
  }
  CHECK(io::read_safetensors(folder / "g.safetensors").find("G.G.main.0.weight") != nullptr);
  convert(file, folder / "g.npy");
  CHECK(fs::exists(folder / "g.npy/G.main.0.weight.npy"));
}

TEST_CASE("tensors that have other names than in their file are announced") {
  const TemporaryFolder folder;
  Tensors spectral = generator();
  spectral[0].name = "main.0.weight_orig";
  spectral.push_back({"main.0.weight_u", {4}});
  spectral.push_back({"main.0.weight_v", {10 * 16}});
  CHECK(says(convert(stranger(folder, spectral), folder / "g.pth"), "spectral normalisation is divided out"));
  CHECK(io::read_pth(folder / "g.pth").find("main.0.weight") != nullptr);
  Tensors lengths = generator();
  lengths[0].name = "main.0.weight_v";
  lengths.push_back({"main.0.weight_g", {10, 1, 1, 1}});
  CHECK(says(convert(stranger(folder, lengths), folder / "g.pth"), "weight normalisation is divided out"));
  Tensors odd = generator();
  for (tests::Shaped& tensor : odd) tensor.name.replace(0, 4, "ma in");
  CHECK(says(convert(stranger(folder, odd), folder / "odd.pth"), "renamed, to \"stages.N"));
  CHECK(io::read_pth(folder / "odd.pth").find("stages.1.weight") != nullptr);
}

TEST_CASE("our own files' list of a chain's tensors is believed only where it fits the chain") {
  const TemporaryFolder folder;
  convert(stranger(folder, declared_apart()), folder / "ours.safetensors");
  const io::WeightsFile good = io::read_safetensors(folder / "ours.safetensors");
  REQUIRE(good.metadata.contains("source_tensors"));
  const auto spoilt = [&](const std::string& list) {
    io::WeightsFile file = good;
    file.metadata["source_tensors"] = list;
    io::write_safetensors(file, folder / "spoilt.safetensors");
    return folder / "spoilt.safetensors";
  };
  check_refused(spoilt(R"({"G":["conv1.weight","conv1.weight"]})"), "no tensor of G or stands there twice");
  check_refused(spoilt(R"({"G":["elsewhere.weight"]})"), "\"elsewhere.weight\" is no tensor of G");
  check_refused(spoilt(R"({"D":["conv1.weight"]})"), "is no tensor of D");
  check_refused(spoilt(R"({"H":[]})"), "other nets");
  check_refused(spoilt(R"(["conv1.weight"])"), "no list of names");
  check_refused(spoilt(R"({"G":[1]})"), "no list of names");
  check_refused(spoilt("{"), "source_tensors");
  const std::string rest =
      R"("conv1.bias","conv2.weight","conv2.bias","conv3.weight","conv3.bias","bn1.bias","bn2.weight","bn2.bias")";
  check_refused(spoilt(R"({"G":["bn1.weight",)" + rest + "]}"), "\"conv1.weight\" of G is left out");
  check_refused(spoilt(R"({"G":["conv1.weight",)" + rest + "]}"), "\"bn1.weight\" of G is left out");
  check_refused(spoilt(R"({"G":[]})"), "is left out");
  convert(spoilt(R"({"G":["conv1.weight","bn1.weight",)" + rest + "]}"), folder / "apart.pth");
  CHECK(io::read_pth(folder / "apart.pth").find("bn2.running_var") != nullptr);  // none is lost
  io::WeightsFile without_list = good;
  without_list.metadata.erase("source_tensors");
  io::write_safetensors(without_list, folder / "old.safetensors");
  convert(folder / "old.safetensors", folder / "old.pth");
  CHECK(names_of(folder / "old.pth").size() == names_of(declared_apart()).size() + 2);
}

#include "core/nets/recognise/recognise.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/recognise/recognise_names.h"
#include "tests/nets/opened_net.h"

using io::WeightsKind;
using nets::recognise;
using nets::Recognised;
using tests::classic_discriminator;
using tests::classic_generator;
using tests::file_of;
using tests::floats_of;
using tests::lines_of;
using tests::opened;
using tests::prefixed;
using tests::Tensors;
using Lines = std::vector<std::string>;

namespace {

void check_classic(const Recognised& model, int size, int channels, int nz, int ngf) {
  CHECK(model.spec.layout == "classic");
  CHECK(model.spec.size == size);
  CHECK(model.spec.channels == channels);
  CHECK(model.spec.nz == nz);
  CHECK(model.spec.ngf == ngf);
  CHECK(model.spec.bn_eps == 1e-5);
}

/// The tensors under new names: `rename(index of the module)` instead of the module's own name.
template <typename Rename>
Tensors renamed(Tensors tensors, Rename rename) {
  std::vector<std::string> modules;
  for (tests::Shaped& tensor : tensors) {
    const std::size_t dot = tensor.name.rfind('.');
    const std::string module = tensor.name.substr(0, dot);
    if (modules.empty() || modules.back() != module) modules.push_back(module);
    tensor.name = rename(static_cast<int>(modules.size()) - 1) + tensor.name.substr(dot);
  }
  return tensors;
}

/// As safetensors' own writer orders them.
Tensors by_text(Tensors tensors) {
  std::sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return tensors;
}

}  // namespace

TEST_CASE("the generator of pytorch/examples is recognised at every size it can have") {
  for (const int size : {16, 32, 64, 80, 96, 128, 256}) {
    CAPTURE(size);
    const Recognised model = opened(classic_generator(size, 3, 10, 2));
    check_classic(model, size, 3, 10, 2);
    CHECK(model.has_generator);
    CHECK(!model.has_discriminator);
    CHECK(model.spec.ndf == 2);
    CHECK(model.statistics == core::StatisticsKind::kRunning);
  }
}

TEST_CASE("the words of a pytorch/examples pair are one plain line") {
  const Recognised model = opened(prefixed("netG.", classic_generator(64, 3, 100, 4)) +
                                  prefixed("netD.", classic_discriminator(64, 3, 4)));
  check_classic(model, 64, 3, 100, 4);
  CHECK(model.words ==
        "DCGAN as in pytorch/examples: 4x4 kernels, 64 x 64 colour, z 100, width 4; generator and "
        "discriminator");
  CHECK(model.prior == core::Prior::kGaussian);
  CHECK(model.prior_is_guess);
}

TEST_CASE("a discriminator alone gives its size and width") {
  for (const int size : {16, 32, 64, 96, 128}) {
    CAPTURE(size);
    const Recognised model = opened(classic_discriminator(size, 1, 3));
    CHECK(model.spec.layout == "classic");
    CHECK(model.spec.size == size);
    CHECK(model.spec.channels == 1);
    CHECK(model.spec.ndf == 3);
    CHECK(!model.has_generator);
    CHECK(model.has_discriminator);
  }
}

TEST_CASE("nets are found below the usual keys of checkpoints") {
  for (const std::string g : {"generator.", "netG.", "G.", "netG.module.", "model.generator.",
                              "generator_state_dict.", "gen.", "netG_state_dict.module.", "g_model."}) {
    for (const std::string d : {"netD.", "discriminator.", "D.", "D_state_dict.", "critic.module."}) {
      CAPTURE(g);
      CAPTURE(d);
      const Recognised model =
          opened(prefixed(g, classic_generator(32, 1, 5, 2)) + prefixed(d, classic_discriminator(32, 1, 3)));
      check_classic(model, 32, 1, 5, 2);
      CHECK(model.spec.ndf == 3);
      CHECK(model.has_generator);
      CHECK(model.has_discriminator);
    }
  }
}

TEST_CASE("a wrapper around one net does not matter") {
  for (const std::string key :
       {"module.", "state_dict.", "model_state_dict.", "model.", "state_dict.module."}) {
    CAPTURE(key);
    check_classic(opened(prefixed(key, classic_generator(32, 3, 5, 2))), 32, 3, 5, 2);
  }
}

TEST_CASE("nets under names of no meaning are told apart by their shapes") {
  const Recognised model = opened(prefixed("b.", classic_discriminator(32, 3, 2)) +
                                  prefixed("a.", classic_generator(32, 3, 5, 2)));
  CHECK(model.has_generator);
  CHECK(model.has_discriminator);
  check_classic(model, 32, 3, 5, 2);
}

TEST_CASE("an EMA generator is kept beside the generator, or alone") {
  const Tensors g = classic_generator(32, 3, 5, 2);
  const Recognised both = opened(prefixed("G.", g) + prefixed("G_ema.", g));
  CHECK(both.has_generator);
  CHECK(both.has_ema);
  CHECK(both.words.ends_with("; generator and EMA generator"));
  const Recognised alone = opened(prefixed("ema.", g));
  CHECK(!alone.has_generator);
  CHECK(alone.has_ema);
  CHECK(alone.words.ends_with("; EMA generator alone"));
}

TEST_CASE("optimisers and stray tensors of a checkpoint are ignored") {
  Tensors tensors =
      prefixed("netG.", classic_generator(32, 3, 5, 2)) + prefixed("netD.", classic_discriminator(32, 3, 2));
  tensors = tensors + Tensors{{"optimizerG.state.0.exp_avg", {5, 8, 4, 4}},
                              {"optimizerG.state.0.step", {}},
                              {"optimD.state.1.exp_avg_sq", {8}},
                              {"fixed_noise", {64, 5, 1, 1}},
                              {"vgg.features.0.weight", {64, 3, 3, 3}}};
  check_classic(opened(tensors), 32, 3, 5, 2);
}

TEST_CASE("a BatchNorm's missing tensors are filled in") {
  Tensors tensors = classic_generator(32, 3, 5, 2);
  std::erase_if(tensors, [](const auto& tensor) { return tensor.name.ends_with("num_batches_tracked"); });
  check_classic(opened(tensors), 32, 3, 5, 2);

  std::erase_if(tensors,
                [](const auto& tensor) { return tensor.name.find("running_") != std::string::npos; });
  const Recognised bare = opened(tensors);
  CHECK(bare.statistics == core::StatisticsKind::kNone);
  CHECK(tests::floats_of(bare.weights, "G.main.1.running_var") == std::vector<float>(8, 1.0F));
  CHECK(tests::floats_of(bare.weights, "G.main.1.running_mean") == std::vector<float>(8, 0.0F));
}

TEST_CASE("tconv1 and bn1, layer1.0, net.0 and plain 0 are the same net") {
  const Tensors g = classic_generator(64, 3, 10, 2);
  const auto number = [](int index) { return std::to_string(index / 2 + 1); };
  const auto natsu = [&](int index) { return (index % 2 == 0 ? "tconv" : "bn") + number(index); };
  const auto layer = [&](int index) { return "layer" + number(index) + "." + std::to_string(index % 2); };
  const auto net = [](int index) { return "net." + std::to_string(index / 2 * 3 + index % 2); };
  const auto plain = [](int index) { return std::to_string(index / 2 * 3 + index % 2); };
  for (const WeightsKind kind : {WeightsKind::kPth, WeightsKind::kSafetensors}) {
    for (const auto& tensors : {renamed(g, natsu), renamed(g, layer), renamed(g, net), renamed(g, plain)}) {
      CAPTURE(tensors.front().name);
      const bool sorted = kind == WeightsKind::kSafetensors;
      const Recognised model = opened(sorted ? by_text(tensors) : tensors, kind);
      check_classic(model, 64, 3, 10, 2);
      const auto stem = *model.weights.find("G.main.0.weight");
      CHECK(stem.shape == std::vector<std::int64_t>{10, 16, 4, 4});
    }
  }
}

TEST_CASE("all convolutions before all BatchNorms are sorted by their numbers") {
  Tensors convolutions, norms;
  for (const auto& tensor : renamed(classic_discriminator(64, 3, 2), [](int index) {
         const int block = (index + 1) / 2 + 1;
         return (index > 0 && index % 2 == 0 ? "bn" + std::to_string(block - 0)
                                             : "conv" + std::to_string(block));
       })) {
    (tensor.name.starts_with("bn") ? norms : convolutions).push_back(tensor);
  }
  const Recognised model = opened(convolutions + norms);
  CHECK(model.spec.layout == "classic");
  CHECK(model.spec.size == 64);
}

TEST_CASE("a net in the text order of safetensors is put right") {
  const Recognised model = opened(by_text(prefixed("generator.", classic_generator(128, 3, 10, 2)) +
                                          prefixed("discriminator.", classic_discriminator(128, 3, 2))),
                                  WeightsKind::kSafetensors);
  check_classic(model, 128, 3, 10, 2);
}

TEST_CASE("the paper's layout is recognised in the names of PyTorch and in our own") {
  const Tensors g = tests::paper_generator(64, 3, 100, 2), d = tests::paper_discriminator(64, 3, 4);
  const auto sequential = [](int index) { return std::to_string(index / 2 * 4 + index % 2); };
  for (const auto& pair : {prefixed("G.", g) + prefixed("D.", d),
                           prefixed("netG.", renamed(g, sequential)) + prefixed("netD.", d)}) {
    const Recognised model = opened(pair);
    CHECK(model.spec.layout == "paper");
    CHECK(model.spec.size == 64);
    CHECK(model.spec.nz == 100);
    CHECK(model.spec.ngf == 2);
    CHECK(model.spec.ndf == 4);
    CHECK(model.words ==
          "DCGAN as in the paper: 5x5 kernels, 64 x 64 colour, z 100, width 2 and 4; generator and "
          "discriminator");
  }
  const Recognised sorted = opened(by_text(g), WeightsKind::kSafetensors);
  CHECK(sorted.spec.layout == "paper");
  CHECK(opened(by_text(d), WeightsKind::kSafetensors).spec.layout == "paper");
}

TEST_CASE("BatchNorm without gain and bias gets 1 and 0") {
  Tensors tensors = classic_generator(32, 3, 5, 2);
  std::erase_if(tensors, [](const auto& tensor) {
    const bool of_norm = tensor.name.starts_with("main.1.") || tensor.name.starts_with("main.4.") ||
                         tensor.name.starts_with("main.7.");
    return of_norm && (tensor.name.ends_with(".weight") || tensor.name.ends_with(".bias"));
  });
  const Recognised model = opened(tensors);
  check_classic(model, 32, 3, 5, 2);
  CHECK(tests::floats_of(model.weights, "G.main.1.weight") == std::vector<float>(8, 1.0F));
  CHECK(tests::floats_of(model.weights, "G.main.1.bias") == std::vector<float>(8, 0.0F));
  CHECK(model.statistics == core::StatisticsKind::kRunning);
}

TEST_CASE("steps and priors are taken from metadata that says them clearly") {
  io::WeightsFile file = file_of(classic_generator(32, 3, 5, 2));
  file.metadata = {{"epoch", "25"}, {"prior", "uniform"}, {"optimizerG.state.0.step", "99"}};
  Recognised model = recognise(file, "file");
  CHECK(model.step == 25);
  CHECK(model.prior == core::Prior::kUniform);
  CHECK(!model.prior_is_guess);
  file.metadata = {{"step", "7000"}, {"epoch", "25"}};
  CHECK(recognise(file, "file").step == 7000);
  file.metadata = {{"step", "1"}, {"global_step", "2"}};
  CHECK(recognise(file, "file").step == 0);
  file.metadata = {{"step", "-4"}};
  CHECK(recognise(file, "file").step == 0);
}

TEST_CASE("our own description of a chain is believed in any kind of file") {
  nets::LayoutSpec spec = opened(tests::cpp_generator()).spec;
  spec.generator.back().activation = nets::Activation::kSigmoid;
  io::WeightsFile file = recognise(file_of(tests::cpp_generator()), "file").weights;
  file.metadata = {{"layout", "chain"}, {"size", "28"}, {"channels", "1"},   {"nz", "100"},
                   {"ngf", "2"},        {"ndf", "2"},   {"bn_eps", "1e-05"}, {"prior", "uniform"}};
  nets::write_chain(spec, file.metadata);
  const Recognised model = recognise(file, "file");
  CHECK(lines_of(model.spec.generator).back() == "convT 2>1 k4 s2 p1 1x28x28 sigmoid");
  CHECK(model.prior == core::Prior::kUniform);
  CHECK(model.weights.arrays.size() == file.arrays.size());

  file.metadata.erase("generator_stages");
  CHECK_MESSAGE(recognise(file, "file").spec.size == 28, "without it, names and shapes are enough");
}

TEST_CASE("weight normalisation is folded over every dimension but that of its lengths") {
  struct Case {
    std::vector<std::int64_t> lengths;
    std::size_t (*place)(std::size_t input, std::size_t output);
  };

  const Case cases[] = {{{5, 1, 1, 1}, [](std::size_t input, std::size_t) { return input; }},
                        {{1, 4, 1, 1}, [](std::size_t, std::size_t output) { return output; }},
                        {{1, 1, 1, 1}, [](std::size_t, std::size_t) { return std::size_t{0}; }},
                        {{}, [](std::size_t, std::size_t) { return std::size_t{0}; }}};
  for (const auto& [g, v] : {std::pair{"weight_g", "weight_v"},
                             {"parametrizations.weight.original0", "parametrizations.weight.original1"}}) {
    for (const Case& one : cases) {
      CAPTURE(one.lengths.size());
      Tensors tensors = classic_generator(16, 3, 5, 2);
      REQUIRE((tensors[0].shape == std::vector<std::int64_t>{5, 4, 4, 4}));
      tensors[0].name = std::string("main.0.") + v;
      tensors.insert(tensors.begin(), {std::string("main.0.") + g, one.lengths});
      const io::WeightsFile file = file_of(tensors);
      const auto lengths = floats_of(file.arrays[0]), directions = floats_of(file.arrays[1]);
      const auto place = [&](std::size_t index) { return one.place(index / 64, index / 16 % 4); };
      std::vector<double> squares(lengths.size());
      for (std::size_t i = 0; i < directions.size(); ++i)
        squares[place(i)] += static_cast<double>(directions[i]) * directions[i];
      const Recognised model = recognise(file, "file");
      CHECK(model.spec.layout == "classic");
      CHECK(model.renamed == std::set<std::string>{"G"});
      const auto folded = floats_of(model.weights, "G.main.0.weight");
      REQUIRE(folded.size() == directions.size());
      for (const std::size_t i : {std::size_t{0}, std::size_t{77}, std::size_t{319}})
        CHECK(
            folded[i] ==
            doctest::Approx(lengths[place(i)] * directions[i] / std::sqrt(squares[place(i)])).epsilon(1e-6));
    }
  }
}

TEST_CASE("weight normalisation that does not fit its weight, or has no direction, is refused") {
  const auto refusal = [](const std::vector<std::int64_t>& lengths, bool zero) {
    Tensors tensors = classic_generator(16, 3, 5, 2);
    tensors[0].name = "main.0.weight_v";
    tensors.push_back({"main.0.weight_g", lengths});
    io::WeightsFile file = file_of(tensors);
    if (zero) std::fill(file.arrays[0].bytes.begin(), file.arrays[0].bytes.begin() + 64 * 4, std::byte{0});
    try {
      recognise(file, "file");
    } catch (const core::Error& error) {
      return std::string(error.what());
    }
    return std::string("opened");
  };
  for (const std::vector<std::int64_t>& lengths :
       std::vector<std::vector<std::int64_t>>{{5}, {4, 1, 1, 1}, {5, 4, 1, 1}, {1, 1, 1, 1, 1}})
    CHECK(refusal(lengths, false).find("belongs to no weight normalisation") != std::string::npos);
  CHECK(refusal({5, 1, 1, 1}, true).find("zero where it needs a direction") != std::string::npos);
}

TEST_CASE("a name's words end at a dash, at an underscore and where a capital follows a small letter") {
  using Words = std::vector<std::string>;
  CHECK(nets::name_words("netG_ema") == Words{"net", "g", "ema"});
  CHECK(nets::name_words("myFirst-discriminatorNET") == Words{"my", "first", "discriminator", "net"});
  CHECK(nets::name_words("GAN") == Words{"gan"});
  CHECK(nets::name_words("__") == Words{});
}

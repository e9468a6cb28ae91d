#include "core/engine/model/recognise.h"

#include <algorithm>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/engine/model/layout_chain.h"
#include "tests/engine/model/foreign_nets.h"

using engine::recognise;
using engine::Recognised;
using io::WeightsKind;
using tests::biased;
using tests::classic_discriminator;
using tests::classic_generator;
using tests::file_of;
using tests::lines_of;
using tests::norm;
using tests::prefixed;
using tests::Tensors;
using tests::weight;
using Lines = std::vector<std::string>;

namespace {

/// What every result must hold: a spec that passes its own check, and exactly the arrays its stages name.
Recognised opened(const Tensors& tensors, WeightsKind kind = WeightsKind::kPth) {
  Recognised model = recognise(file_of(tensors, kind), "file");
  CHECK_NOTHROW(engine::check(model.spec));
  std::size_t expected = 0;
  const auto expect = [&](bool there, const std::string& prefix, const auto& stages) {
    for (const engine::StageLayout& stage : stages) {
      if (!there) return;
      const auto* array = model.weights.find(prefix + stage.module + ".weight");
      REQUIRE_MESSAGE(array, prefix + stage.module);
      CHECK(array->shape == stage.shape);
      expected += 1 + (stage.bias ? 1 : 0) + (stage.norm.empty() ? 0 : 5);
      if (stage.norm.empty()) continue;
      const auto* variance = model.weights.find(prefix + stage.norm + ".running_var");
      REQUIRE_MESSAGE(variance, prefix + stage.norm);
      CHECK(variance->shape == std::vector<std::int64_t>{stage.features});
      if (model.spec.layout == engine::kChainLayout) CHECK(stage.norm_eps > 0);
    }
  };
  expect(model.has_generator, "G.", engine::generator_stages(model.spec));
  expect(model.has_ema, "G_ema.", engine::generator_stages(model.spec));
  expect(model.has_discriminator, "D.", engine::discriminator_stages(model.spec));
  CHECK(model.weights.arrays.size() == expected);
  CHECK(model.words.find('\n') == std::string::npos);
  return model;
}

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
    CHECK(model.generator_statistics);
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
  CHECK(!bare.generator_statistics);
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

TEST_CASE("a generator with biases is a chain") {
  const Recognised model =
      opened(biased("main.0", {10, 4, 4, 4}, 4) + norm("main.1", 4) + biased("main.3", {4, 2, 4, 4}, 2) +
             norm("main.4", 2) + biased("main.6", {2, 1, 4, 4}, 1));
  CHECK(model.spec.layout == "chain");
  CHECK(lines_of(model.spec.generator) == Lines{"convT 10>4 k4 s1 p0 bias 4x4x4 bn4 relu",
                                                "convT 4>2 k4 s2 p1 bias 2x8x8 bn2 relu",
                                                "convT 2>1 k4 s2 p1 bias 1x16x16 tanh"});
  CHECK(model.spec.generator[1].module == "stages.2");
  CHECK(model.spec.generator[1].norm == "stages.2.bn");
  CHECK(model.words ==
        "DCGAN of its own widths or biases: 4x4 kernels, 16 x 16 grey, z 10, width 2, with biases; generator "
        "alone; assumed: strides, ReLU and tanh in the generator");
}

TEST_CASE("widths that do not double are a chain") {
  const Recognised model = opened(
      prefixed("G.", weight("main.0", {7, 9, 4, 4}) + norm("main.1", 9) + weight("main.3", {9, 5, 4, 4}) +
                         norm("main.4", 5) + weight("main.6", {5, 3, 4, 4})) +
      prefixed("D.", weight("main.0", {5, 3, 4, 4}) + weight("main.2", {6, 5, 4, 4}) + norm("main.3", 6) +
                         weight("main.5", {1, 6, 4, 4})));
  CHECK(model.spec.layout == "chain");
  CHECK(model.spec.size == 16);
  CHECK(model.spec.nz == 7);
  CHECK(model.spec.ngf == 5);
  CHECK(lines_of(model.spec.discriminator) == Lines{"conv 3>5 k4 s2 p1 5x8x8 leaky",
                                                    "conv 5>6 k4 s2 p1 6x4x4 bn6 leaky",
                                                    "conv 6>1 k4 s1 p0 1x1x1 none"});
}

TEST_CASE("a linear stem with BatchNorm over channels leads into 4x4 layers") {
  const Recognised model =
      opened(biased("fc.0", {8 * 16, 20}, 8 * 16) + norm("bn0", 8) + weight("deconv.0", {8, 4, 4, 4}) +
             norm("deconv.1", 4) + weight("deconv.3", {4, 3, 4, 4}));
  CHECK(lines_of(model.spec.generator) == Lines{"linear 20>128 bias 8x4x4 bn8 relu",
                                                "convT 8>4 k4 s2 p1 4x8x8 bn4 relu",
                                                "convT 4>3 k4 s2 p1 3x16x16 tanh"});
}

TEST_CASE("the C++ example's MNIST nets have its own strides") {
  const Recognised g = opened(tests::cpp_generator());
  CHECK(lines_of(g.spec.generator) ==
        Lines{"convT 100>8 k4 s1 p0 8x4x4 bn8 relu", "convT 8>4 k3 s2 p1 4x7x7 bn4 relu",
              "convT 4>2 k4 s2 p1 2x14x14 bn2 relu", "convT 2>1 k4 s2 p1 1x28x28 tanh"});
  CHECK(g.words ==
        "DCGAN as in pytorch/examples cpp/dcgan: 3x3 and 4x4 kernels, 28 x 28 grey, z 100, width 2; "
        "generator alone; assumed: strides, ReLU and tanh in the generator");
  const Recognised d = opened(tests::cpp_discriminator());
  CHECK(lines_of(d.spec.discriminator) ==
        Lines{"conv 1>2 k4 s2 p1 2x14x14 leaky", "conv 2>4 k4 s2 p1 4x7x7 bn4 leaky",
              "conv 4>8 k4 s2 p1 8x3x3 bn8 leaky", "conv 8>1 k3 s1 p0 1x1x1 none"});
  const Recognised both = joined(g, d, "two files");
  CHECK(both.spec.size == 28);
  CHECK(both.has_discriminator);
  CHECK(both.weights.find("D.stages.4.weight") != nullptr);
  CHECK(both.weights.find("G.stages.1.bn.running_mean") != nullptr);
  CHECK_NOTHROW(engine::check(both.spec));
}

TEST_CASE("PyTorch-GAN's generator enlarges in front of its convolutions") {
  const Recognised model = opened(tests::pytorch_gan_generator(32));
  CHECK(lines_of(model.spec.generator) ==
        Lines{"linear 100>512 bias 8x8x8 bn8 none", "conv 8>8 k3 s1 p1 up2 bias 8x16x16 bn8 leaky",
              "conv 8>4 k3 s1 p1 up2 bias 4x32x32 bn4 leaky", "conv 4>3 k3 s1 p1 bias 3x32x32 tanh"});
  CHECK(model.spec.generator[0].norm_eps == 1e-5);
  CHECK(model.spec.generator[1].norm_eps == 0.8);
  CHECK(model.spec.generator[1].slope == 0.2);
  CHECK(model.words ==
        "DCGAN as in PyTorch-GAN: 3x3 kernels, 32 x 32 colour, z 100, width 4, with biases; generator alone; "
        "assumed: strides, LeakyReLU 0.2 and tanh in the generator");
}

TEST_CASE("BatchNorm behind the activation of PyTorch-GAN's discriminator becomes a stage of its own") {
  const Recognised model = opened(prefixed("generator.", tests::pytorch_gan_generator(32)) +
                                  prefixed("discriminator.", tests::pytorch_gan_discriminator(32)));
  CHECK(lines_of(model.spec.discriminator) ==
        Lines{"conv 3>2 k3 s2 p1 bias 2x16x16 leaky", "conv 2>4 k3 s2 p1 bias 4x8x8 leaky",
              "conv 4>4 k1 s1 p0 4x8x8 bn4 none", "conv 4>8 k3 s2 p1 bias 8x4x4 leaky",
              "conv 8>8 k1 s1 p0 8x4x4 bn8 none", "conv 8>16 k3 s2 p1 bias 16x2x2 leaky",
              "conv 16>16 k1 s1 p0 16x2x2 bn16 none", "linear 64>1 bias 1x1x1 none"});
  CHECK(model.spec.discriminator[2].norm_eps == 0.8);
  std::vector<float> identity(16);
  for (std::size_t channel = 0; channel < 4; ++channel) identity[channel * 5] = 1;
  CHECK(tests::floats_of(model.weights, "D.stages.3.weight") == identity);
  CHECK(model.words.ends_with("; BatchNorm behind an activation runs as a 1x1 stage of its own"));
}

TEST_CASE("upsampling without numbered names stands in front of all but the last convolution") {
  const Tensors g = weight("stem", {8 * 16, 10}) + norm("stem_bn", 8 * 16) + weight("conv1", {4, 8, 3, 3}) +
                    norm("bn1", 4) + weight("conv2", {4, 4, 3, 3}) + norm("bn2", 4) +
                    weight("conv3", {3, 4, 3, 3});
  const Recognised model = opened(g);
  CHECK(lines_of(model.spec.generator) ==
        Lines{"linear 10>128 8x4x4 bn128 relu", "conv 8>4 k3 s1 p1 up2 4x8x8 bn4 relu",
              "conv 4>4 k3 s1 p1 up2 4x16x16 bn4 relu", "conv 4>3 k3 s1 p1 3x16x16 tanh"});
  const Recognised with_d = opened(prefixed("G.", g) + prefixed("D.", classic_discriminator(32, 3, 2)));
  CHECK_MESSAGE(with_d.spec.size == 32, "the discriminator decides where the names do not");
  CHECK(lines_of(with_d.spec.generator).back() == "conv 4>3 k3 s1 p1 up2 3x32x32 tanh");
}

TEST_CASE("transposed 3x3 layers of ever smaller width all double") {
  const Recognised model = opened(weight("0", {6, 8, 4, 4}) + norm("1", 8) + weight("3", {8, 4, 3, 3}) +
                                  norm("4", 4) + weight("6", {4, 3, 3, 3}));
  CHECK(lines_of(model.spec.generator) == Lines{"convT 6>8 k4 s1 p0 8x4x4 bn8 relu",
                                                "convT 8>4 k3 s2 p1 op1 4x8x8 bn4 relu",
                                                "convT 4>3 k3 s2 p1 op1 3x16x16 tanh"});
}

TEST_CASE("nets without padding make 28 x 28 digits") {
  const Recognised model =
      opened(biased("gen.0.0", {10, 8, 3, 3}, 8) + norm("gen.0.1", 8) + biased("gen.1.0", {8, 4, 4, 4}, 4) +
             norm("gen.1.1", 4) + biased("gen.2.0", {4, 2, 3, 3}, 2) + norm("gen.2.1", 2) +
             biased("gen.3.0", {2, 1, 4, 4}, 1) + biased("disc.0.0", {2, 1, 4, 4}, 2) + norm("disc.0.1", 2) +
             biased("disc.1.0", {4, 2, 4, 4}, 4) + norm("disc.1.1", 4) + biased("disc.2.0", {1, 4, 4, 4}, 1));
  CHECK(lines_of(model.spec.generator) ==
        Lines{"convT 10>8 k3 s2 p0 bias 8x3x3 bn8 relu", "convT 8>4 k4 s1 p0 bias 4x6x6 bn4 relu",
              "convT 4>2 k3 s2 p0 bias 2x13x13 bn2 relu", "convT 2>1 k4 s2 p0 bias 1x28x28 tanh"});
  CHECK(lines_of(model.spec.discriminator) == Lines{"conv 1>2 k4 s2 p0 bias 2x13x13 bn2 leaky",
                                                    "conv 2>4 k4 s2 p0 bias 4x5x5 bn4 leaky",
                                                    "conv 4>1 k4 s2 p0 bias 1x1x1 none"});
}

TEST_CASE("extra 3x3 layers between 4x4 ones keep the side") {
  const Recognised model = opened(
      prefixed("G.", weight("main.0", {6, 8, 4, 4}) + norm("main.1", 8) + weight("main.3", {8, 4, 4, 4}) +
                         norm("main.4", 4) + weight("main.6", {4, 4, 3, 3}) + norm("main.7", 4) +
                         weight("main.9", {4, 3, 4, 4})) +
      prefixed("D.", weight("main.0", {4, 3, 4, 4}) + weight("main.2", {4, 4, 3, 3}) + norm("main.3", 4) +
                         weight("main.5", {8, 4, 4, 4}) + norm("main.6", 8) +
                         weight("main.8", {1, 8, 4, 4})));
  CHECK(lines_of(model.spec.generator)[2] == "conv 4>4 k3 s1 p1 4x8x8 bn4 relu");
  CHECK(lines_of(model.spec.discriminator)[1] == "conv 4>4 k3 s1 p1 4x8x8 bn4 leaky");
  CHECK(model.spec.size == 16);
}

TEST_CASE("a conditional net in PyTorch's names reads its labels at every layer") {
  const Recognised model = opened(prefixed(
      "G.", weight("fc1", {16, 110}) + norm("bn1", 16) + weight("fc2", {4 * 49, 26}) + norm("bn2", 4 * 49) +
                weight("deconv3", {14, 2, 5, 5}) + norm("bn3", 2) + weight("deconv4", {12, 1, 5, 5})));
  CHECK(model.spec.classes == 10);
  CHECK(model.spec.nz == 100);
  CHECK(lines_of(model.spec.generator) ==
        Lines{"linear 110>16 y 16x1x1 bn16 relu", "linear 26>196 y 4x7x7 bn196 relu",
              "convT 14>2 k5 s2 p2 op1 y 2x14x14 bn2 relu", "convT 12>1 k5 s2 p2 op1 y 1x28x28 sigmoid"});
  CHECK(
      model.words ==
      "conditional DCGAN as in the paper's section 8.1: 5x5 kernels, 28 x 28 grey, z 100, 10 classes, width "
      "2; generator alone; assumed: strides, ReLU and sigmoid in the generator");
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
  CHECK(model.generator_statistics);
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
  engine::LayoutSpec spec = opened(tests::cpp_generator()).spec;
  spec.generator.back().activation = engine::Activation::kSigmoid;
  io::WeightsFile file = recognise(file_of(tests::cpp_generator()), "file").weights;
  file.metadata = {{"layout", "chain"}, {"size", "28"}, {"channels", "1"},   {"nz", "100"},
                   {"ngf", "2"},        {"ndf", "2"},   {"bn_eps", "1e-05"}, {"prior", "uniform"}};
  engine::write_chain(spec, file.metadata);
  const Recognised model = recognise(file, "file");
  CHECK(lines_of(model.spec.generator).back() == "convT 2>1 k4 s2 p1 1x28x28 sigmoid");
  CHECK(model.prior == core::Prior::kUniform);
  CHECK(model.weights.arrays.size() == file.arrays.size());

  file.metadata.erase("generator_stages");
  CHECK_MESSAGE(recognise(file, "file").spec.size == 28, "without it, names and shapes are enough");
}

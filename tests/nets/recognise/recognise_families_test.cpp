#include <doctest/doctest.h>
#include "core/nets/recognise/recognise.h"
#include "tests/nets/opened_net.h"

using nets::Recognised;
using tests::biased;
using tests::classic_discriminator;
using tests::lines_of;
using tests::norm;
using tests::opened;
using tests::prefixed;
using tests::Tensors;
using tests::weight;
using Lines = std::vector<std::string>;

TEST_CASE("a generator with biases is a chain") {
  const Recognised model =
      opened(biased("main.0", {10, 4, 4, 4}, 4) + norm("main.1", 4) + biased("main.3", {4, 2, 4, 4}, 2) +
             norm("main.4", 2) + biased("main.6", {2, 1, 4, 4}, 1));
  CHECK(model.spec.layout == "chain");
  CHECK(lines_of(model.spec.generator) == Lines{"convT 10>4 k4 s1 p0 bias 4x4x4 bn4 relu",
                                                "convT 4>2 k4 s2 p1 bias 2x8x8 bn2 relu",
                                                "convT 2>1 k4 s2 p1 bias 1x16x16 tanh"});
  CHECK(model.spec.generator[1].module == "main.3");
  CHECK(model.spec.generator[1].norm == "main.4");
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
  CHECK(g.activation_is_guess);
  CHECK_FALSE(d.activation_is_guess);  // of D nothing is shown that would follow from it
  const Recognised both = joined(g, d, "two files");
  CHECK(both.spec.size == 28);
  CHECK(both.has_discriminator);
  CHECK(both.weights.find("D.8.weight") != nullptr);
  CHECK(both.source == nets::SourceTensors{{"D", d.source.at("D")}, {"G", g.source.at("G")}});
  CHECK(both.weights.find("G.batch_norm1.running_mean") != nullptr);
  CHECK_NOTHROW(nets::check(both.spec));
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
  CHECK(tests::floats_of(model.weights, "D.model.6_identity.weight") == identity);
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

TEST_CASE("numbers of our own stages leave no room for an enlargement") {
  const Recognised model =
      opened(weight("stages.1", {8 * 16, 10}) + norm("stages.1.bn", 8) + weight("stages.2", {4, 8, 3, 3}) +
             norm("stages.2.bn", 4) + weight("stages.3", {4, 4, 3, 3}) + norm("stages.3.bn", 4) +
             weight("stages.4", {3, 4, 3, 3}));
  CHECK(model.spec.size == 16);
  CHECK(lines_of(model.spec.generator).back() == "conv 4>3 k3 s1 p1 3x16x16 tanh");
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

TEST_CASE("a linear head behind 3x3 and 4x4 layers in turn finds the size of the images") {
  const Recognised model = opened(biased("conv1", {2, 3, 3, 3}, 2) + biased("conv2", {2, 2, 4, 4}, 2) +
                                  biased("conv3", {4, 2, 3, 3}, 4) + biased("conv4", {4, 4, 4, 4}, 4) +
                                  biased("conv5", {8, 4, 3, 3}, 8) + biased("conv6", {8, 8, 4, 4}, 8) +
                                  biased("conv7", {16, 8, 3, 3}, 16) + biased("fc", {1, 16 * 16}, 1));
  CHECK(model.spec.size == 32);
  CHECK(lines_of(model.spec.discriminator)[2] == "conv 2>4 k3 s1 p1 bias 4x16x16 leaky");
  CHECK(lines_of(model.spec.discriminator)[5] == "conv 8>8 k4 s2 p1 bias 8x4x4 leaky");
}

TEST_CASE("a 3x3 layer to the image behind a linear stem and 4x4 layers only makes colours") {
  const Recognised model =
      opened(weight("fc", {8 * 16, 6}) + norm("bn", 8) + weight("up1", {8, 4, 4, 4}) + norm("bn1", 4) +
             weight("up2", {4, 2, 4, 4}) + norm("bn2", 2) + weight("to_rgb", {3, 2, 3, 3}));
  CHECK(lines_of(model.spec.generator)[2] == "convT 4>2 k4 s2 p1 2x16x16 bn2 relu");
  CHECK(lines_of(model.spec.generator)[3] == "conv 2>3 k3 s1 p1 3x16x16 tanh");
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

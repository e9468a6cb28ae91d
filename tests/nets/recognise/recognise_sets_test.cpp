#include <cmath>
#include <cstring>

#include <doctest/doctest.h>
#include "core/nets/recognise/recognise.h"
#include "tests/nets/foreign_nets.h"

using io::WeightsKind;
using nets::recognise;
using nets::Recognised;
using tests::biased;
using tests::classic_discriminator;
using tests::classic_generator;
using tests::file_of;
using tests::floats_of;
using tests::lines_of;
using tests::norm;
using tests::prefixed;
using tests::Tensors;
using tests::weight;
using Lines = std::vector<std::string>;

namespace {

/// The authors' arrays: "gen.01" and on.
io::WeightsFile authors_set(const std::string& stem, const std::vector<std::vector<std::int64_t>>& shapes) {
  Tensors tensors;
  for (const auto& shape : shapes) {
    const std::string number = std::to_string(tensors.size() + 1);
    tensors.push_back({stem + (number.size() < 2 ? "0" : "") + number, shape});
  }
  return file_of(tensors, WeightsKind::kNpySet);
}

io::WeightsFile svhn_generator() {
  return authors_set(
      "gen.", {{100, 256}, {256}, {256}, {16, 8, 5, 5}, {8}, {8}, {8, 4, 5, 5}, {4}, {4}, {4, 3, 5, 5}});
}

io::WeightsFile svhn_discriminator() {
  return authors_set("discrim.", {{4, 3, 5, 5}, {8, 4, 5, 5}, {8}, {8}, {16, 8, 5, 5}, {16}, {16}, {256, 1}});
}

io::WeightsFile both(io::WeightsFile a, const io::WeightsFile& b) {
  a.arrays.insert(a.arrays.end(), b.arrays.begin(), b.arrays.end());
  return a;
}

std::string classic_modules(const std::string& prefix) {
  return prefix + "0 nn.SpatialFullConvolution k=4 s=1 p=0 a=0\n" + prefix +
         "1 nn.SpatialBatchNormalization eps=1e-05\n" + prefix + "2 nn.ReLU\n" + prefix +
         "3 nn.SpatialFullConvolution k=4 s=2 p=1 a=0\n" + prefix +
         "4 nn.SpatialBatchNormalization eps=1e-05\n" + prefix + "5 nn.ReLU\n" + prefix +
         "6 nn.SpatialFullConvolution k=4 s=2 p=1 a=0\n" + prefix + "7 nn.Tanh";
}

Tensors torch7_generator() {
  return weight("0", {5, 4, 4, 4}) + norm("1", 4) + weight("3", {4, 2, 4, 4}) + norm("4", 2) +
         weight("6", {2, 3, 4, 4});
}

}  // namespace

TEST_CASE("the authors' SVHN set is the paper's layout with kernels flipped and linear weights transposed") {
  const io::WeightsFile file = both(svhn_generator(), svhn_discriminator());
  const Recognised model = recognise(file, "folder");
  CHECK(model.spec.layout == "paper");
  CHECK(model.spec.size == 32);
  CHECK(model.spec.nz == 100);
  CHECK(model.spec.ngf == 4);
  CHECK(model.spec.ndf == 4);
  CHECK(model.spec.bn_eps == 1e-8);
  CHECK(model.statistics == core::StatisticsKind::kNone);
  CHECK_FALSE(model.discriminator_statistics);
  CHECK(model.prior == core::Prior::kGaussian);
  CHECK(model.prior_is_guess);
  CHECK(model.words ==
        "DCGAN of the paper's authors, as released for SVHN: 5x5 kernels, 32 x 32 colour, z 100, width 4; "
        "generator and discriminator");

  const auto theirs = floats_of(file, "gen.01"), ours = floats_of(model.weights, "G.stem.weight");
  for (const int unit : {0, 1, 255}) {
    for (const int z : {0, 7, 99})
      CHECK(ours[static_cast<std::size_t>(unit * 100 + z)] ==
            theirs[static_cast<std::size_t>(z * 256 + unit)]);
  }
  const auto kernel = floats_of(file, "discrim.02"), flipped = floats_of(model.weights, "D.blocks.2.weight");
  for (const int y : {0, 2, 4}) {
    for (const int x : {0, 1, 4}) {
      const auto at = [](int row, int column) {
        return static_cast<std::size_t>((3 * 4 + 2) * 25 + row * 5 + column);
      };
      CHECK(flipped[at(y, x)] == kernel[at(4 - y, 4 - x)]);
    }
  }
  CHECK(floats_of(model.weights, "G.stem.bn.weight") == floats_of(file, "gen.02"));
  CHECK(floats_of(model.weights, "G.blocks.3.bn.bias") == floats_of(file, "gen.09"));
  CHECK(floats_of(model.weights, "D.head.weight") == floats_of(file, "discrim.08"));
}

TEST_CASE("one numbered set of unknown stem is told by its shapes") {
  io::WeightsFile g = authors_set("", {{100, 256}, {256}, {256}, {16, 8, 5, 5}, {8}, {8}, {8, 3, 5, 5}});
  CHECK(recognise(g, "folder").has_generator);
  CHECK(recognise(g, "folder").spec.size == 16);
  io::WeightsFile d = authors_set("", {{4, 3, 5, 5}, {8, 4, 5, 5}, {8}, {8}, {128, 1}});
  CHECK(recognise(d, "folder").has_discriminator);
}

TEST_CASE("the authors' bedrooms and faces are uniform") {
  const auto file = authors_set("gen.", {{100, 512},
                                         {512},
                                         {512},
                                         {32, 16, 5, 5},
                                         {16},
                                         {16},
                                         {16, 8, 5, 5},
                                         {8},
                                         {8},
                                         {8, 4, 5, 5},
                                         {4},
                                         {4},
                                         {4, 3, 5, 5}});
  const Recognised model = recognise(file, "folder");
  CHECK(model.spec.layout == "paper");
  CHECK(model.spec.size == 64);
  CHECK(model.prior == core::Prior::kUniform);
  CHECK(model.prior_is_guess);
}

TEST_CASE("the authors' ImageNet set has seven layers, strided where they keep their width") {
  const auto g = authors_set("gen.", {{256, 128},
                                      {128},
                                      {128},
                                      {8, 8, 3, 3},
                                      {8},
                                      {8},
                                      {8, 4, 3, 3},
                                      {4},
                                      {4},
                                      {4, 4, 3, 3},
                                      {4},
                                      {4},
                                      {4, 2, 3, 3},
                                      {2},
                                      {2},
                                      {2, 2, 3, 3},
                                      {2},
                                      {2},
                                      {2, 3, 3, 3}});
  const auto d = authors_set("discrim.", {{2, 3, 3, 3},
                                          {2, 2, 3, 3},
                                          {2},
                                          {2},
                                          {4, 2, 3, 3},
                                          {4},
                                          {4},
                                          {4, 4, 3, 3},
                                          {4},
                                          {4},
                                          {8, 4, 3, 3},
                                          {8},
                                          {8},
                                          {8, 8, 3, 3},
                                          {8},
                                          {8},
                                          {128, 1}});
  const Recognised model = recognise(both(g, d), "folder");
  CHECK(lines_of(model.spec.generator) ==
        Lines{"linear 256>128 8x4x4 bn128 relu", "convT 8>8 k3 s2 p1 op1 8x8x8 bn8 relu",
              "convT 8>4 k3 s1 p1 4x8x8 bn4 relu", "convT 4>4 k3 s2 p1 op1 4x16x16 bn4 relu",
              "convT 4>2 k3 s1 p1 2x16x16 bn2 relu", "convT 2>2 k3 s2 p1 op1 2x32x32 bn2 relu",
              "convT 2>3 k3 s1 p1 3x32x32 tanh"});
  CHECK(lines_of(model.spec.discriminator) ==
        Lines{"conv 3>2 k3 s1 p1 2x32x32 leaky", "conv 2>2 k3 s2 p1 2x16x16 bn2 leaky",
              "conv 2>4 k3 s1 p1 4x16x16 bn4 leaky", "conv 4>4 k3 s2 p1 4x8x8 bn4 leaky",
              "conv 4>8 k3 s1 p1 8x8x8 bn8 leaky", "conv 8>8 k3 s2 p1 8x4x4 bn8 leaky",
              "linear 128>1 1x1x1 none"});
  CHECK(model.prior == core::Prior::kUniform);
  CHECK(model.spec.generator[0].norm_eps == 1e-8);
  CHECK(model.words.starts_with(
      "DCGAN of the paper's authors, as released for ImageNet: 3x3 kernels, 32 x 32"));
}

TEST_CASE("the authors' conditional MNIST nets have labels everywhere and BatchNorm without gain") {
  const auto g = authors_set("gen.", {{110, 16}, {26, 196}, {14, 2, 5, 5}, {12, 1, 5, 5}});
  const auto d = authors_set("discrim.", {{2, 11, 5, 5}, {4, 12, 5, 5}, {206, 8}, {18, 1}});
  const Recognised model = recognise(both(g, d), "folder");
  CHECK(model.spec.classes == 10);
  CHECK(model.spec.nz == 100);
  CHECK(lines_of(model.spec.generator) ==
        Lines{"linear 110>16 y 16x1x1 bn16 relu", "linear 26>196 y 4x7x7 bn196 relu",
              "convT 14>2 k5 s2 p2 op1 y 2x14x14 bn2 relu", "convT 12>1 k5 s2 p2 op1 y 1x28x28 sigmoid"});
  CHECK(lines_of(model.spec.discriminator) ==
        Lines{"conv 11>2 k5 s2 p2 y 2x14x14 leaky", "conv 12>4 k5 s2 p2 y 4x7x7 bn4 leaky",
              "linear 206>8 y 8x1x1 bn8 leaky", "linear 18>1 y 1x1x1 none"});
  CHECK(nets::has_unit_range(model.spec));
  CHECK(model.statistics == core::StatisticsKind::kNone);
  CHECK(floats_of(model.weights, "D.stages.3.bn.weight") == std::vector<float>(8, 1.0F));
  CHECK(floats_of(model.weights, "G.stages.2.bn.bias") == std::vector<float>(196, 0.0F));
}

TEST_CASE("a named .npy set is PyTorch's and is not flipped") {
  const io::WeightsFile file = file_of(classic_generator(32, 3, 5, 2), WeightsKind::kNpySet);
  const Recognised model = recognise(file, "folder");
  CHECK(model.spec.layout == "classic");
  CHECK(floats_of(model.weights, "G.main.0.weight") == floats_of(file, "main.0.weight"));
  CHECK(model.prior == core::Prior::kGaussian);
}

TEST_CASE("a Torch7 net runs with the geometry its modules say") {
  io::WeightsFile file = file_of(torch7_generator(), WeightsKind::kTorch7);
  file.metadata["modules"] = classic_modules("");
  const Recognised plain = recognise(file, "net.t7");
  CHECK(plain.spec.layout == "classic");
  CHECK(plain.spec.size == 16);
  CHECK(plain.words == "DCGAN as in dcgan.torch: 4x4 kernels, 16 x 16 colour, z 5, width 2; generator alone");
  CHECK(plain.prior == core::Prior::kGaussian);
  CHECK(plain.prior_is_guess);
  CHECK_FALSE(plain.activation_is_guess);  // its modules say it

  file.metadata["modules"].replace(file.metadata["modules"].rfind("s=2 p=1 a=0"), 11, "s=3 p=0 a=1");
  const Recognised odd = recognise(file, "net.t7");
  CHECK(lines_of(odd.spec.generator).back() == "convT 2>3 k4 s3 p0 op1 3x26x26 tanh");
  CHECK(odd.words.find("assumed") == std::string::npos);
}

TEST_CASE("a Torch7 discriminator with dropout, slopes and a sigmoid keeps what a logit needs") {
  io::WeightsFile file = file_of(prefixed("netD.", biased("0", {2, 3, 4, 4}, 2) + weight("3", {4, 2, 4, 4}) +
                                                       norm("4", 4) + weight("6", {1, 4, 4, 4})),
                                 WeightsKind::kTorch7);
  file.metadata["modules"] =
      "netD.0 nn.SpatialConvolution k=4 s=2 p=1\nnetD.1 nn.LeakyReLU slope=0.1\nnetD.2 nn.Dropout\n"
      "netD.3 nn.SpatialConvolution k=4 s=2 p=1\nnetD.4 nn.SpatialBatchNormalization eps=0.001\n"
      "netD.5 nn.LeakyReLU slope=0.2\nnetD.6 nn.SpatialConvolution k=4 s=1 p=0\nnetD.7 nn.Sigmoid";
  const Recognised model = recognise(file, "net.t7");
  CHECK(lines_of(model.spec.discriminator) == Lines{"conv 3>2 k4 s2 p1 bias 2x8x8 leaky",
                                                    "conv 2>4 k4 s2 p1 4x4x4 bn4 leaky",
                                                    "conv 4>1 k4 s1 p0 1x1x1 none"});
  CHECK(model.spec.discriminator[0].slope == 0.1);
  CHECK(model.spec.discriminator[1].norm_eps == 0.001);
}

TEST_CASE("a Torch7 BatchNorm behind an activation becomes a stage of its own, upsampling is kept") {
  io::WeightsFile file =
      file_of(prefixed("netG.", weight("0", {5, 4, 4, 4}) + norm("2", 4) + weight("4", {3, 4, 3, 3})),
              WeightsKind::kTorch7);
  file.metadata["modules"] =
      "netG.0 nn.SpatialFullConvolution k=4 s=1 p=0 a=0\nnetG.1 nn.ReLU\n"
      "netG.2 nn.SpatialBatchNormalization eps=1e-05\nnetG.3 nn.SpatialUpSamplingNearest scale_factor=4\n"
      "netG.4 nn.SpatialConvolution k=3 s=1 p=1\nnetG.5 nn.Tanh";
  const Recognised model = recognise(file, "net.t7");
  CHECK(lines_of(model.spec.generator) == Lines{"convT 5>4 k4 s1 p0 4x4x4 relu",
                                                "conv 4>4 k1 s1 p0 4x4x4 bn4 none",
                                                "conv 4>3 k3 s1 p1 up4 3x16x16 tanh"});
}

TEST_CASE("spectral normalisation is divided out") {
  for (const bool parametrized : {false, true}) {
    CAPTURE(parametrized);
    Tensors tensors = classic_discriminator(16, 3, 2);
    const std::vector<std::string> leaves =
        parametrized
            ? std::vector<std::string>{".parametrizations.weight.original", ".parametrizations.weight.0._u",
                                       ".parametrizations.weight.0._v"}
            : std::vector<std::string>{".weight_orig", ".weight_u", ".weight_v"};
    tensors[0].name = "main.0" + leaves[0];
    tensors.push_back({"main.0" + leaves[1], {2}});
    tensors.push_back({"main.0" + leaves[2], {3 * 16}});
    const io::WeightsFile file = file_of(tensors);
    const auto theirs = floats_of(file.arrays[0]);
    const auto u = floats_of(file, "main.0" + leaves[1]), v = floats_of(file, "main.0" + leaves[2]);
    double sigma = 0;
    for (std::size_t row = 0; row < 2; ++row) {
      for (std::size_t column = 0; column < 48; ++column)
        sigma += static_cast<double>(u[row]) * theirs[row * 48 + column] * v[column];
    }
    const Recognised model = recognise(file, "file");
    CHECK(model.spec.layout == "classic");
    const auto ours = floats_of(model.weights, "D.main.0.weight");
    for (const std::size_t index : {std::size_t{0}, std::size_t{17}, std::size_t{95}})
      CHECK(ours[index] == doctest::Approx(theirs[index] / sigma).epsilon(1e-6));
  }
}

TEST_CASE("spectral normalisation of a transposed convolution goes by its outputs") {
  Tensors tensors = weight("main.0", {3, 2, 4, 4}) + norm("main.1", 2) + weight("main.3", {2, 2, 4, 4}) +
                    norm("main.4", 2) + weight("main.6", {2, 1, 4, 4});
  tensors[0].name = "main.0.weight_orig";
  tensors.push_back({"main.0.weight_u", {2}});
  tensors.push_back({"main.0.weight_v", {3 * 16}});
  const io::WeightsFile file = file_of(tensors);
  const auto theirs = floats_of(file.arrays[0]), u = floats_of(file, "main.0.weight_u");
  const auto v = floats_of(file, "main.0.weight_v");
  double sigma = 0;
  for (std::size_t in = 0; in < 3; ++in) {
    for (std::size_t out = 0; out < 2; ++out) {
      for (std::size_t pixel = 0; pixel < 16; ++pixel)
        sigma += static_cast<double>(u[out]) * theirs[(in * 2 + out) * 16 + pixel] * v[in * 16 + pixel];
    }
  }
  const auto model = recognise(file, "file");
  const auto& stages = nets::generator_stages(model.spec);
  const auto ours = floats_of(model.weights, "G." + stages[0].module + ".weight");
  CHECK(ours[40] == doctest::Approx(theirs[40] / sigma).epsilon(1e-6));
}

TEST_CASE("half-precision weights stay as they are") {
  io::WeightsFile file = file_of(classic_generator(32, 3, 5, 2));
  for (io::NamedArray& array : file.arrays) {
    if (array.type != io::DType::kF32) continue;
    array.type = io::DType::kF16;
    array.bytes.resize(array.bytes.size() / 2);
  }
  const Recognised model = recognise(file, "file");
  CHECK(model.weights.find("G.main.0.weight")->type == io::DType::kF16);
  CHECK(model.weights.find("G.main.0.weight")->bytes == file.find("main.0.weight")->bytes);
}

TEST_CASE("two files become one model, whatever layouts they have") {
  const Recognised g = recognise(file_of(classic_generator(32, 3, 5, 2)), "g.pth");
  const Recognised d = recognise(file_of(classic_discriminator(32, 3, 6)), "d.pth");
  const Recognised same = nets::joined(g, d, "g.pth and d.pth");
  CHECK(same.spec.layout == "classic");
  CHECK(same.spec.ngf == 2);
  CHECK(same.spec.ndf == 6);
  CHECK(same.spec.nz == 5);
  CHECK(same.weights.arrays.size() == g.weights.arrays.size() + d.weights.arrays.size());

  const Recognised other = recognise(file_of(tests::paper_discriminator(32, 3, 4)), "d.pth");
  const Recognised mixed = nets::joined(g, other, "g.pth and d.pth");
  CHECK(mixed.spec.layout == "chain");
  CHECK_NOTHROW(nets::check(mixed.spec));
  CHECK(lines_of(mixed.spec.generator).front() == "convT 5>8 k4 s1 p0 8x4x4 bn8 relu");
  CHECK(floats_of(mixed.weights, "G.main.0.weight") == floats_of(g.weights, "G.main.0.weight"));
  CHECK(floats_of(mixed.weights, "G.main.4.running_mean") == floats_of(g.weights, "G.main.4.running_mean"));
  CHECK(floats_of(mixed.weights, "D.head.weight") == floats_of(other.weights, "D.head.weight"));
  CHECK(mixed.spec.generator[0].norm_eps == 1e-5);
}

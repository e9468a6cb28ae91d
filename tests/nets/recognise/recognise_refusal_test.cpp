#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/nets/recognise/recognise.h"
#include "tests/nets/foreign_nets.h"

using io::WeightsKind;
using nets::recognise;
using nets::Recognised;
using tests::biased;
using tests::classic_discriminator;
using tests::classic_generator;
using tests::file_of;
using tests::norm;
using tests::prefixed;
using tests::Tensors;
using tests::weight;

namespace {

/// The refusal's hint, after its first line has been checked.
std::string refusal(const io::WeightsFile& file) {
  try {
    recognise(file, "stranger.pth");
  } catch (const core::Error& error) {
    CHECK(error.failed() == "these tensors are no DCGAN that can be opened");
    CHECK(error.where() == "stranger.pth");
    return error.hint();
  }
  FAIL("it was opened");
  return "";
}

std::string refusal(const Tensors& tensors, WeightsKind kind = WeightsKind::kPth) {
  return refusal(file_of(tensors, kind));
}

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  CHECK_MESSAGE(found, text);
  return found;
}

/// A file of arrays whose bytes are not there, for shapes too large to make.
io::WeightsFile claims(const Tensors& tensors) {
  io::WeightsFile file;
  for (const auto& tensor : tensors) file.arrays.push_back({tensor.name, io::DType::kF32, tensor.shape, {}});
  return file;
}

}  // namespace

TEST_CASE("an empty file is refused") {
  has(refusal(Tensors{}), "it holds no tensors");
}

TEST_CASE("a lone bias is refused by name") {
  has(refusal(Tensors{{"netG.main.0.bias", {8}}}), "netG.main.0.bias [8]");
}

TEST_CASE("an optimiser's file is refused") {
  has(refusal(Tensors{{"state.0.exp_avg", {8, 4, 4, 4}}, {"state.0.exp_avg_sq", {8, 4, 4, 4}}}),
      "state.0.exp_avg [8, 4, 4, 4]");
  has(refusal(Tensors{{"optimizerG.state.0.exp_avg", {8}}}), "optimizerG.state.0.exp_avg [8]");
}

TEST_CASE("a refusal lists twelve tensors, counts the others and names the nearest layout") {
  Tensors tensors = classic_generator(64, 3, 10, 2);
  for (auto& tensor : tensors) {
    if (tensor.name == "main.6.weight") tensor.shape = {9, 4, 4, 4};
  }
  const std::string hint = refusal(tensors);
  CHECK(hint.starts_with("main.0.weight [10, 16, 4, 4], main.1.weight [16], "));
  has(hint, "main.4.weight [8]");
  has(hint, " and 13 more");
  has(hint,
      "nearest layout: classic, 4x4 kernels (differs in: main.6.weight [9, 4, 4, 4] does not continue 8 "
      "channels)");
}

TEST_CASE("a list of tensors is refused as one") {
  Tensors tensors = prefixed("netG.", classic_generator(32, 3, 5, 2));
  for (std::size_t i = 0; i < tensors.size(); ++i) tensors[i].name = std::to_string(i);
  const std::string hint = refusal(tensors);
  CHECK(hint.starts_with("it is a list of tensors without names, "));
  has(hint, "; found: 0 [5, 8, 4, 4], 1 [8], ");
  CHECK(hint.ends_with("; nearest layout: classic, 4x4 kernels"));
  has(refusal(prefixed("generator.", tensors)), "it is a list of tensors without names");
  for (auto& tensor : tensors) tensor.name = "arr_" + tensor.name;
  has(refusal(tensors, WeightsKind::kNpySet), "it is a list of tensors without names");
}

TEST_CASE("a layer that is missing is named by its neighbours") {
  const auto without = [](Tensors tensors, const std::vector<std::string>& missing) {
    std::erase_if(tensors, [&](const auto& tensor) {
      return std::any_of(missing.begin(), missing.end(),
                         [&](const std::string& module) { return tensor.name.starts_with(module + "."); });
    });
    return tensors;
  };
  const Tensors g = classic_generator(64, 3, 10, 2);
  const std::string hint = refusal(without(g, {"main.6"}));
  CHECK(hint.starts_with(
      "a layer seems to be missing between main.4.weight [8] and main.7.weight [4]; found: main.0.weight ["));
  CHECK(hint.ends_with("nearest layout: classic, 4x4 kernels"));
  has(refusal(without(g, {"main.6", "main.7"})),
      "a layer seems to be missing between main.4.weight [8] and main.9.weight [4, 2, 4, 4]");
  has(refusal(without(prefixed("netD.", classic_discriminator(64, 3, 2)), {"netD.main.2"})),
      "a layer seems to be missing between netD.main.0.weight [2, 3, 4, 4] and netD.main.3.weight [4]");
  // safetensors' own writer sorts by name as text.
  Tensors sorted = without(g, {"main.6"});
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  has(refusal(sorted, WeightsKind::kSafetensors),
      "a layer seems to be missing between main.4.weight [8] and main.7.weight [4]");
}

TEST_CASE("a residual classifier is refused") {
  has(refusal(weight("conv1", {64, 3, 7, 7}) + norm("bn1", 64) + weight("layer1.0.conv1", {64, 64, 3, 3}) +
              norm("layer1.0.bn1", 64) + weight("layer1.0.conv2", {64, 64, 3, 3}) + norm("layer1.0.bn2", 64) +
              biased("fc", {10, 64}, 10)),
      "fc.weight [10, 64] does not make one logit");
}

TEST_CASE("a super-resolution net is refused") {
  refusal(biased("model.0", {8, 3, 3, 3}, 8) + biased("model.1.sub.0.RDB1.conv1.0", {4, 8, 3, 3}, 4) +
          biased("model.1.sub.0.RDB1.conv2.0", {4, 12, 3, 3}, 4) + biased("model.3", {8, 8, 3, 3}, 8) +
          biased("model.10", {3, 8, 3, 3}, 3));
}

TEST_CASE("tensors of no use inside a recognised net are refused") {
  has(refusal(prefixed("netG.", classic_generator(32, 3, 5, 2) + Tensors{{"attention.gamma", {1}}})),
      "netG.attention.gamma [1] has no use in a DCGAN");
  has(refusal(classic_generator(32, 3, 5, 2) + Tensors{{"main.2.weight", {1}}}),
      "main.2.weight [1] belongs to no linear layer, convolution or BatchNorm");
  has(refusal(classic_generator(32, 3, 5, 2) + Tensors{{"main.0.weight_g", {1}}}), "main.0.weight_g [1]");
}

TEST_CASE("attention in the middle of a generator is refused") {
  refusal(weight("main.0", {5, 16, 4, 4}) + norm("main.1", 16) + biased("attn.query", {2, 16, 1, 1}, 2) +
          biased("attn.key", {2, 16, 1, 1}, 2) + biased("attn.value", {16, 16, 1, 1}, 16) +
          weight("main.3", {16, 3, 4, 4}));
}

TEST_CASE("channels that do not fit BatchNorm are refused") {
  Tensors tensors = classic_generator(32, 3, 5, 2);
  for (auto& tensor : tensors) {
    if (tensor.name.starts_with("main.4.") && !tensor.shape.empty()) tensor.shape = {5};
  }
  has(refusal(tensors), "does not fit its BatchNorm of 5");
}

TEST_CASE("BatchNorm whose tensors disagree is refused") {
  Tensors tensors = classic_generator(32, 3, 5, 2);
  for (auto& tensor : tensors) {
    if (tensor.name == "main.4.running_var") tensor.shape = {1};
  }
  has(refusal(tensors), "main.4.running_var [1] does not fit its layer");
  std::erase_if(tensors, [](const auto& tensor) { return tensor.name == "main.4.running_var"; });
  has(refusal(tensors), "has a running mean or variance without the other");
}

TEST_CASE("BatchNorm at either end of a net is refused") {
  has(refusal(norm("bn0", 3) + classic_discriminator(32, 3, 2)), "stands before the first weight");
  has(refusal(prefixed("netG.", classic_generator(32, 3, 5, 2) + norm("main.10", 3))),
      "BatchNorm behind it at the end of the net");
}

TEST_CASE("kernels that are not square and tensors of odd rank are refused") {
  has(refusal(weight("main.0", {5, 8, 4, 3}) + weight("main.1", {8, 3, 4, 4})),
      "main.0.weight [5, 8, 4, 3] is no square kernel");
  has(refusal(weight("main.0", {5, 8, 4}) + weight("main.1", {8, 3, 4, 4})), "main.0.weight [5, 8, 4]");
  has(refusal(weight("a", {1, 1, 1, 1, 1, 1, 1, 2}) + weight("b", {8, 3, 4, 4})),
      "a.weight [1, 1, 1, 1, 1, 1, 1, 2]");
  has(refusal(weight("a", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1})), "a.weight [1, 1, 1, 1, 1, 1, 1, 1, ...]");
}

TEST_CASE("absurd shapes are refused before anything is made of them") {
  has(refusal(claims(weight("main.0", {1 << 20, 1 << 20, 64, 64}) + weight("main.3", {8, 3, 4, 4}))),
      "has an absurd shape");
  has(refusal(claims(weight("main.0", {std::int64_t{1} << 62, 4, 4, 4}))), "has an absurd shape");
  has(refusal(claims(weight("main.0", {-1, 4, 4, 4}))), "has an absurd shape");
  has(refusal(weight("main.0", {0, 8, 4, 4}) + weight("main.3", {8, 3, 4, 4})), "main.0.weight [0, 8, 4, 4]");
  has(refusal(claims(weight("main.0", {5, 8, 4, 4}) + weight("main.3", {8, 3, 4, 4}))),
      "has an absurd shape");
  has(refusal(weight("main.0", {2, 2, 100, 100}) + weight("main.3", {2, 3, 100, 100})), "is absurdly large");
}

TEST_CASE("a numbered set with absurd shapes is refused") {
  io::WeightsFile file = claims({{"01", {std::int64_t{1} << 40, 2}}, {"02", {4}}, {"03", {4}}});
  file.kind = WeightsKind::kNpySet;
  refusal(file);
  refusal(Tensors{{"01", {100, 256}}, {"02", {256}}}, WeightsKind::kNpySet);
}

TEST_CASE("ten thousand tensors are refused at once") {
  Tensors many;
  for (int i = 0; i < 10000; ++i) many.push_back({"main." + std::to_string(i) + ".weight", {2, 2, 1, 1}});
  const std::string hint = refusal(many);
  has(hint, " and 9988 more");
  has(hint, "it has 10000 layers");
  CHECK(hint.size() < 1000);
}

TEST_CASE("long and malformed names do not reach the message") {
  std::string name(5000, 'x');
  name += ".weight";
  const std::string hint = refusal(Tensors{{name, {4}}, {"a\n\xff.weight", {3, 3}}});
  CHECK(hint.size() < 400);
  CHECK(hint.find('\n') == std::string::npos);
  CHECK(hint.find('\xff') == std::string::npos);
}

TEST_CASE("a name that comes twice is refused") {
  Tensors tensors = classic_generator(32, 3, 5, 2);
  tensors.push_back(tensors.front());
  has(refusal(tensors), "main.0.weight");
}

TEST_CASE("two generators or two discriminators are ambiguous") {
  const Tensors g = classic_generator(32, 3, 5, 2), d = classic_discriminator(32, 3, 2);
  has(refusal(prefixed("netG.", g) + prefixed("generator.", g)),
      "two generators, \"netG\" and \"generator\"");
  has(refusal(prefixed("a.", g) + prefixed("b.", g)), "two generators, \"a\" and \"b\"");
  has(refusal(prefixed("netD.", d) + prefixed("critic.", d)), "two discriminators");
}

TEST_CASE("an EMA generator of another shape is refused") {
  has(refusal(prefixed("G.", classic_generator(32, 3, 5, 2)) +
              prefixed("G_ema.", classic_generator(32, 3, 5, 4))),
      "the EMA generator \"G_ema\" has other layers than the generator");
}

TEST_CASE("a generator beside something that is none is refused when names do not tell them apart") {
  refusal(prefixed("a.", classic_generator(32, 3, 5, 2)) + prefixed("b.", weight("fc", {10, 20})));
}

TEST_CASE("images of another count of channels than 1 or 3 are refused") {
  has(refusal(prefixed("netG.", classic_generator(32, 2, 5, 2))),
      "does not make an image of 1 or 3 channels");
  has(refusal(prefixed("netD.", classic_discriminator(32, 4, 2))),
      "does not read an image of 1 or 3 channels");
}

TEST_CASE("images beyond 512 or below 16 pixels are refused") {
  has(refusal(prefixed("netG.", weight("0", {5, 4, 4, 4}) + weight("2", {4, 3, 4, 4}))),
      "no known strides lead to a square image of 16 to 512 pixels");
  Tensors deep = weight("0", {5, 4, 4, 4});
  for (int i = 1; i < 8; ++i) deep = deep + weight(std::to_string(2 * i), {4, 4, 4, 4});
  has(refusal(prefixed("netG.", deep + weight("16", {4, 3, 4, 4}))), "no known strides");
}

TEST_CASE("weights of whole numbers are refused") {
  io::WeightsFile file = file_of(classic_generator(32, 3, 5, 2));
  file.arrays[0].type = io::DType::kI32;
  has(refusal(file), "main.0.weight [5, 8, 4, 4] holds I32, no fractions");
}

TEST_CASE("spectral normalisation without its vectors is refused") {
  Tensors tensors = classic_discriminator(16, 3, 2);
  tensors[0].name = "main.0.weight_orig";
  has(refusal(tensors), "is under spectral normalisation without its two vectors");
}

TEST_CASE("what stands between a convolution and its BatchNorm must be known") {
  has(refusal(weight("0", {5, 4, 4, 4}) + norm("2", 4) + weight("4", {4, 4, 4, 4}) + norm("6", 4) +
              weight("8", {4, 3, 4, 4})),
      "what stands between \"0\" and BatchNorm \"2\" is not in the file");
}

TEST_CASE("a discriminator that cannot be run is left out and the words say why") {
  const Tensors g = prefixed("netG.", classic_generator(32, 3, 5, 2));
  const Recognised odd = recognise(
      file_of(g + prefixed("netD.", weight("main.0", {4, 3, 4, 4}) + weight("main.2", {8, 5, 4, 4}))), "f");
  CHECK(odd.has_generator);
  CHECK(!odd.has_discriminator);
  CHECK(odd.words.ends_with(
      "; generator alone; its discriminator cannot be run: netD.main.2.weight [8, 5, 4, 4] "
      "does not continue 4 channels"));
  const Recognised grey = recognise(file_of(g + prefixed("netD.", classic_discriminator(64, 1, 2))), "f");
  CHECK(!grey.has_discriminator);
  CHECK(grey.words.ends_with("it does not read the generator's images of 32 pixels and 3 channels"));
}

TEST_CASE("two files that do not fit are refused") {
  const Recognised g = recognise(file_of(classic_generator(32, 3, 5, 2)), "g.pth");
  const Recognised small = recognise(file_of(classic_discriminator(64, 3, 2)), "d.pth");
  const Recognised grey = recognise(file_of(classic_discriminator(32, 1, 2)), "d.pth");
  const auto hint = [](const Recognised& a, const Recognised& b) {
    try {
      nets::joined(a, b, "g.pth and d.pth");
    } catch (const core::Error& error) {
      CHECK(error.where() == "g.pth and d.pth");
      return error.failed() + "; " + error.hint();
    }
    return std::string("joined");
  };
  CHECK(hint(g, small) ==
        "generator and discriminator do not fit; the generator makes 32 x 32 colour, the discriminator reads "
        "64 x "
        "64 colour");
  has(hint(g, grey), "the discriminator reads 32 x 32 grey");
  has(hint(small, g), "holds no generator");
  has(hint(g, g), "holds no discriminator");
}

TEST_CASE("Torch7 modules that have no place or do not add up are refused") {
  const auto refuse = [](const std::string& modules) {
    io::WeightsFile file =
        file_of(weight("0", {5, 4, 4, 4}) + weight("2", {4, 3, 4, 4}), WeightsKind::kTorch7);
    file.metadata["modules"] = modules;
    return refusal(file);
  };
  const std::string first = "0 nn.SpatialFullConvolution k=4 s=1 p=0 a=0\n";
  const std::string last = "2 nn.SpatialFullConvolution k=4 s=4 p=0 a=0\n";
  has(refuse(first + "1 nn.SoftMax\n" + last), "1 nn.SoftMax has no place in a DCGAN");
  has(refuse(first + "1 nn.ReLU\n"), "some tensors belong to no module");
  has(refuse(first + "1 nn.ReLU\n" + last), "makes an image without tanh or sigmoid");
  has(refuse("0 nn.SpatialFullConvolution k=4x3 s=1\n" + last + "3 nn.Tanh"), "has k=4x3");
  has(refuse("0 nn.SpatialFullConvolution k=4 s=0 p=0\n" + last + "3 nn.Tanh"), "no known strides");
  has(refuse("0 nn.SpatialFullConvolution k=4 s=99 p=0\n" + last + "3 nn.Tanh"), "s out of range");
  has(refuse("0 nn.SpatialUpSamplingNearest scale_factor=8\n0 nn.SpatialUpSamplingNearest scale_factor=8\n"),
      "enlarges too much");
  has(refuse(first + "1 nn.ReLU\n1 nn.Tanh\n" + last), "two activations in a row");
}

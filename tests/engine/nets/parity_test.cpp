#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>
#include <torch/utils.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/base/error.h"
#include "tests/engine/nets/nets.h"

namespace {

/// What make_reference.py does to its layers, stage by stage.
void fill(const std::vector<engine::Stage>& stages, bool transposed) {
  const torch::NoGradGuard no_grad;
  std::uint64_t stream = 1;
  for (std::size_t index = 0; index < stages.size(); ++index) {
    const at::Tensor& w = stages[index].weight;
    double fan = static_cast<double>(w.numel() / w.size(0));
    if (transposed && w.dim() == 4) {
      fan = index == 0 ? static_cast<double>(w.size(0)) : static_cast<double>(w.numel() / w.size(1)) / 4;
    }
    w.copy_(test::pattern(w.sizes(), stream++, std::sqrt(3.0 / fan)));
    if (stages[index].norm.is_empty()) continue;
    const engine::NormImpl& norm = *stages[index].norm;
    norm.weight.copy_(test::pattern(norm.weight.sizes(), stream++, 0.2, 1.0));
    norm.bias.copy_(test::pattern(norm.bias.sizes(), stream++, 0.1));
    norm.running_mean.copy_(test::pattern(norm.bias.sizes(), stream++, 0.1));
    norm.running_var.copy_(test::pattern(norm.bias.sizes(), stream++, 0.5, 1.0));
  }
}

/// Largest deviation of the stored figures, in units of the reference's largest absolute value where that
/// exceeds 1.
double deviation(const at::Tensor& tensor, const nlohmann::json& expected) {
  const at::Tensor flat = tensor.detach().to(at::kDouble).contiguous().view(-1);
  const std::int64_t count = flat.numel();
  std::vector<double> found;
  for (std::int64_t k = 0; k < 8; ++k) found.push_back(flat[k * (count - 1) / 7].item<double>());
  found.push_back((flat * test::pattern({count}, 99).to(at::kDouble)).mean().item<double>());
  found.push_back(flat.abs().max().item<double>());
  double worst = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    worst = std::max(worst, std::abs(found[k] - expected[k].get<double>()));
  }
  return worst / std::max(1.0, expected.back().get<double>());
}

template <typename Net>
void compare(Net net, at::Tensor x, bool transposed, const nlohmann::json& expected) {
  constexpr double kTolerance = 1e-5;
  fill(net->stages(), transposed);
  const engine::Stage* last_norm = nullptr;
  for (const engine::Stage& stage : net->stages()) {
    if (!stage.norm.is_empty()) last_norm = &stage;
  }
  net->eval();
  CHECK(deviation(net->forward(x), expected["eval"]) < kTolerance);
  net->train();
  CHECK(deviation(net->forward(x), expected["train"]) < kTolerance);
  CHECK(deviation(last_norm->norm->running_mean, expected["running_mean"]) < kTolerance);
  CHECK(deviation(last_norm->norm->running_var, expected["running_var"]) < kTolerance);

  net->to(at::kDouble);
  x = x.to(at::kDouble).requires_grad_();
  const at::Tensor out = net->forward(x);
  (out * test::pattern(out.sizes(), 98).to(at::kDouble)).sum().backward();
  CHECK(deviation(x.grad(), expected["grad_input"]) < kTolerance);
  CHECK(deviation(net->stages().front().weight.grad(), expected["grad_first"]) < kTolerance);
  CHECK(deviation(net->stages().back().weight.grad(), expected["grad_last"]) < kTolerance);
  CHECK(deviation(last_norm->norm->weight.grad(), expected["grad_gain"]) < kTolerance);
}

std::vector<std::string> names(const torch::nn::Module& net) {
  std::vector<std::string> found;
  for (const auto& item : net.named_parameters()) found.push_back(item.key());
  for (const auto& item : net.named_buffers()) found.push_back(item.key());
  std::ranges::sort(found);
  return found;
}

}  // namespace

TEST_CASE(
    "both nets equal PyTorch's layers to 1e-5 in both layouts at every legal size with 1 and 3 channels and "
    "three "
    "lengths of z, forward and backward") {
  std::ifstream file(GANSCOPE_SOURCE_DIR "/tests/engine/nets/parity_reference.json");
  const auto reference = nlohmann::json::parse(file);
  const std::int64_t batch = reference["batch"];
  const int width = reference["width"];
  std::set<int> sizes, latent_lengths;
  std::set<std::tuple<std::string, int, int, int>> combinations;
  for (const auto& item : reference["cases"]) {
    nets::LayoutSpec spec{item["layout"], item["size"], item["channels"], 100, width, width, 1e-5};
    CAPTURE(spec.layout);
    CAPTURE(spec.size);
    CAPTURE(spec.channels);
    for (const auto& expected : item["generators"]) {
      spec.nz = expected["nz"];
      CAPTURE(spec.nz);
      compare(engine::Generator(spec), test::pattern({batch, spec.nz}, 96, 1.7), true, expected);
      latent_lengths.insert(spec.nz);
      combinations.emplace(spec.layout, spec.size, spec.channels, spec.nz);
    }
    compare(engine::Discriminator(spec), test::pattern({batch, spec.channels, spec.size, spec.size}, 97),
            false, item["discriminator"]);
    sizes.insert(spec.size);
  }
  CHECK(sizes.size() == 17);
  CHECK(latent_lengths.size() == 3);
  CHECK(combinations.size() == 2 * 17 * 2 * 3);  // layouts, sizes, channels, nz
}

TEST_CASE("classic carries the names of pytorch/examples dcgan") {
  const nets::LayoutSpec spec{"classic", 64, 3, 100, 2, 2, 1e-5};
  std::vector<std::string> g{"main.0.weight", "main.3.weight", "main.6.weight", "main.9.weight",
                             "main.12.weight"};
  std::vector<std::string> d{"main.0.weight", "main.2.weight", "main.5.weight", "main.8.weight",
                             "main.11.weight"};
  const auto add_norm = [](std::vector<std::string>& list, int index) {
    for (const char* name : {"weight", "bias", "running_mean", "running_var", "num_batches_tracked"}) {
      list.push_back("main." + std::to_string(index) + "." + name);
    }
  };
  for (int index : {1, 4, 7, 10}) add_norm(g, index);
  for (int index : {3, 6, 9}) add_norm(d, index);
  std::ranges::sort(g);
  std::ranges::sort(d);
  CHECK(names(*engine::Generator(spec)) == g);
  CHECK(names(*engine::Discriminator(spec)) == d);
}

TEST_CASE("parameter counts are the published ones") {
  const nets::LayoutSpec classic{"classic", 64, 3, 100, 64, 64, 1e-5};
  CHECK(nets::parameter_count(nets::generator_stages(classic)) == 3576704);
  CHECK(nets::parameter_count(nets::discriminator_stages(classic)) == 2765568);
  const nets::LayoutSpec paper{"paper", 64, 3, 100, 128, 128, 1e-8};
  CHECK(nets::parameter_count(nets::generator_stages(paper)) == 18885760);
  CHECK(nets::parameter_count(nets::discriminator_stages(paper)) == 17232768);
  CHECK(nets::generator_blocks(classic)[1].height == 8);
  CHECK(nets::generator_blocks(classic)[1].channels == 256);
  CHECK(nets::discriminator_blocks(classic)[3].height == 4);
}

TEST_CASE("a size no layout allows is refused with its legal neighbours") {
  nets::LayoutSpec spec;
  spec.size = 100;
  CHECK_THROWS_WITH_AS(engine::Generator{spec}, doctest::Contains("96 and 112"), core::UsageError);
  CHECK_THROWS_AS(engine::Discriminator{spec}, core::UsageError);
}

TEST_CASE("initial weights follow from their own generator alone") {
  const nets::LayoutSpec spec{"paper", 32, 3, 100, 32, 32, 1e-8};
  torch::manual_seed(1);
  engine::Generator a(spec), b(spec);
  const at::Tensor global_before = at::globalContext().defaultGenerator(at::kCPU).get_state();
  engine::initialise(a, at::make_generator<at::CPUGeneratorImpl>(5));
  CHECK(global_before.equal(at::globalContext().defaultGenerator(at::kCPU).get_state()));
  torch::manual_seed(2);
  engine::initialise(b, at::make_generator<at::CPUGeneratorImpl>(5));
  for (std::size_t index = 0; index < a->stages().size(); ++index) {
    CHECK(a->stages()[index].weight.equal(b->stages()[index].weight));
  }
  const engine::Stage& stem = a->stages().front();
  CHECK(stem.weight.std().item<double>() == doctest::Approx(0.02).epsilon(0.02));
  CHECK(stem.weight.mean().item<double>() == doctest::Approx(0).epsilon(0.001));
  CHECK(stem.norm->weight.mean().item<double>() == doctest::Approx(1).epsilon(0.01));
  CHECK(stem.norm->weight.std().item<double>() == doctest::Approx(0.02).epsilon(0.1));
  CHECK(stem.norm->bias.abs().max().item<double>() == 0);
}

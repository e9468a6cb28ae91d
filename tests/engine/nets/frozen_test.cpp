#include "core/engine/nets/frozen.h"

#include <ATen/record_function.h>
#include <doctest/doctest.h>
#include <torch/torch.h>

#include <thread>

#include "core/base/error.h"
#include "core/engine/nets/folded.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"
#include "core/nets/recognise/recognise_layout.h"
#include "tests/engine/nets/nets.h"

namespace {

using core::BatchNormMode;
using core::StatisticsKind;

core::FrozenModelPtr frozen(const engine::Generator& g, const engine::Discriminator* d = nullptr,
                            StatisticsKind kind = StatisticsKind::kRunning) {
  core::ModelInfo info;
  info.name = "test";
  return engine::freeze(g, d, info, {kind, true});
}

at::Tensor as_tensor(const core::FeatureMaps& maps) {
  return at::tensor(maps.values).view({maps.count, maps.channels, maps.height, maps.width});
}

int largest_pixel_difference(const core::Image& a, const core::Image& b) {
  int largest = 0;
  for (std::size_t index = 0; index < a.pixels.size(); ++index) {
    largest = std::max(largest, std::abs(int{a.pixels[index]} - int{b.pixels[index]}));
  }
  return largest;
}

/// The same layers without BatchNorm, as a chain.
nets::LayoutSpec without_batch_norm(const nets::LayoutSpec& spec) {
  nets::LayoutSpec chain = nets::as_chain(spec);
  for (auto* stages : {&chain.generator, &chain.discriminator}) {
    for (nets::StageLayout& stage : *stages) {
      stage.norm.clear();
      stage.features = 0;
    }
  }
  return chain;
}

/// Counts what torch's operators on this thread are given, while it lives.
class SeenElements {
 public:
  SeenElements() {
    seen() = 0;
    handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(&count).needsInputs(true));
  }

  ~SeenElements() { at::removeCallback(handle_); }

  SeenElements(const SeenElements&) = delete;
  SeenElements& operator=(const SeenElements&) = delete;

  std::int64_t largest() const { return seen(); }

 private:
  // at::RecordFunction takes a plain function.
  static std::int64_t& seen() {
    thread_local std::int64_t largest = 0;
    return largest;
  }

  static std::unique_ptr<at::ObserverContext> count(const at::RecordFunction& function) {
    for (const c10::IValue& input : function.inputs())
      if (input.isTensor() && input.toTensor().defined()) seen() = std::max(seen(), input.toTensor().numel());
    return nullptr;
  }

  at::CallbackHandle handle_;
};

}  // namespace

TEST_CASE("a frozen copy makes the images of its net in eval mode") {
  for (const char* layout : {"classic", "paper"}) {
    for (int size : {16, 24, 56}) {
      CAPTURE(layout);
      CAPTURE(size);
      const nets::LayoutSpec spec = test::small_spec(layout, size, size == 24 ? 1 : 3);
      engine::Generator g = test::seeded_generator(spec);
      const engine::Discriminator d = test::seeded_discriminator(spec);
      const auto z = test::seeded_latents(70, spec.nz);  // more than one pass
      const auto model = frozen(g, &d);
      const auto images = model->generate(z, {BatchNormMode::kRunning, {}});
      REQUIRE(images.size() == z.size());

      const torch::NoGradGuard no_grad;
      g->eval();
      const auto expected =
          engine::tensor_to_images(g->forward(engine::latents_to_tensor(z, spec.nz, at::kCPU)));
      for (std::size_t index = 0; index < z.size(); ++index) {
        CHECK(largest_pixel_difference(images[index], expected[index]) <= 1);  // folding rounds differently
      }
      engine::Discriminator judge = d;
      judge->eval();
      const at::Tensor logits =
          judge->forward(engine::images_to_tensor(images, spec.size, spec.channels, at::kCPU));
      CHECK(test::largest_difference(at::tensor(model->discriminator_logits(images)), logits) < 1e-4);
    }
  }
}

TEST_CASE("a frozen copy stays still while the net trains on") {
  const nets::LayoutSpec spec = test::small_spec();
  engine::Generator g = test::seeded_generator(spec);
  engine::Discriminator d = test::seeded_discriminator(spec);
  const auto model = frozen(g, &d);
  const auto z = test::seeded_latents(3, spec.nz);
  const auto before = model->generate(z, {BatchNormMode::kRunning, {}});
  const auto batch_before = model->generate(z, {BatchNormMode::kBatch, {}});
  const auto logits_before = model->discriminator_logits(before);

  std::vector<at::Tensor> parameters = g->parameters();
  std::ranges::copy(d->parameters(), std::back_inserter(parameters));
  torch::optim::SGD optimiser(parameters, 0.5);
  for (int step = 0; step < 3; ++step) {
    optimiser.zero_grad();
    d->forward(g->forward(at::ones({4, spec.nz}).normal_())).sum().backward();
    optimiser.step();
  }
  CHECK((model->generate(z, {BatchNormMode::kRunning, {}}) == before));
  CHECK((model->generate(z, {BatchNormMode::kBatch, {}}) == batch_before));
  CHECK(model->discriminator_logits(before) == logits_before);
  CHECK((frozen(g)->generate(z, {BatchNormMode::kRunning, {}}) != before));
}

TEST_CASE("a mask zeroes its map after the activation and changes the image") {
  const nets::LayoutSpec spec = test::small_spec();
  const auto model = frozen(test::seeded_generator(spec));
  const auto z = test::seeded_latents(2, spec.nz);
  for (BatchNormMode mode : {BatchNormMode::kRunning, BatchNormMode::kPopulation, BatchNormMode::kBatch}) {
    CAPTURE(core::batch_norm_mode_name(mode));
    const core::GenerateOptions plain{mode, {}};
    const core::GenerateOptions masked{mode, {{{2, {1, 3}}}}};
    const at::Tensor before = as_tensor(model->generator_maps(z, 2, plain));
    const at::Tensor after = as_tensor(model->generator_maps(z, 2, masked));
    CHECK(before.select(1, 1).max().item<float>() > 0);
    for (int channel = 0; channel < before.size(1); ++channel) {
      const bool dropped = channel == 1 || channel == 3;
      CHECK(after.select(1, channel)
                .equal(dropped ? at::zeros_like(before.select(1, channel)) : before.select(1, channel)));
    }
    CHECK((model->generate(z, masked) != model->generate(z, plain)));
  }
  CHECK_THROWS_WITH_AS(model->generate(z, {BatchNormMode::kRunning, {{{9, {0}}}}}),
                       doctest::Contains("blocks: 1 to 2"), core::Error);
  CHECK_THROWS_AS(model->generate(z, {BatchNormMode::kRunning, {{{1, {8}}}}}), core::Error);
}

TEST_CASE("masking a planted filter removes what it draws and nothing else") {
  // Block 2's map 0 alone draws channel 0 of the picture; the other maps draw channels 1 and 2.
  const nets::LayoutSpec spec = test::small_spec();
  engine::Generator g = test::seeded_generator(spec);
  {
    const torch::NoGradGuard no_grad;
    const at::Tensor to_image = g->stages().back().weight;
    to_image.select(1, 0).zero_();
    to_image.select(0, 0).zero_();
    to_image[0][0].fill_(1);
  }
  const auto model = frozen(g);
  const auto z = test::seeded_latents(1, spec.nz);
  const core::Image before = model->generate(z, {BatchNormMode::kRunning, {}})[0];
  const core::Image after = model->generate(z, {BatchNormMode::kRunning, {{{2, {0}}}}})[0];
  int planted = 0;
  for (std::size_t index = 0; index < before.pixels.size(); ++index) {
    if (index % 3 == 0) {
      planted = std::max<int>(planted, before.pixels[index]);
      CHECK(after.pixels[index] == 128);  // tanh(0), rounded to even
    } else {
      CHECK(after.pixels[index] == before.pixels[index]);
    }
  }
  CHECK(planted > 140);
}

TEST_CASE("batch mode is the train-mode forward of the same 64") {
  for (const char* layout : {"classic", "paper"}) {
    const nets::LayoutSpec spec = test::small_spec(layout);
    engine::Generator g = test::seeded_generator(spec);
    const at::Tensor z = test::pattern({64, spec.nz}, 3, 1.7);
    const torch::NoGradGuard no_grad;
    const at::Tensor images = engine::batch_statistics_images(g, z, {}, false);
    const at::Tensor first = engine::batch_statistics_images(g, z, {}, true);
    const at::Tensor kept = g->stages().front().norm->running_mean.clone();
    g->train();
    CHECK(test::largest_difference(images, g->forward(z)) < 1e-6);
    CHECK(test::largest_difference(first, images.narrow(0, 0, 1)) < 1e-6);
    CHECK_FALSE(
        kept.equal(g->stages().front().norm->running_mean));  // train mode moved them, batch mode had not
  }
}

TEST_CASE("in batch mode the picture of a z does not depend on what else was asked for") {
  const nets::LayoutSpec spec = test::small_spec();
  const auto model = frozen(test::seeded_generator(spec));
  const auto z = test::seeded_latents(3, spec.nz);
  const core::GenerateOptions batch{BatchNormMode::kBatch, {}};
  CHECK((model->generate(z, batch)[2] == model->generate(std::span(z).subspan(2), batch)[0]));
  CHECK((model->generate(z, batch)[2] != model->generate(z, {BatchNormMode::kRunning, {}})[2]));
}

TEST_CASE("modes say which statistics a model has") {
  const nets::LayoutSpec spec = test::small_spec();
  const auto z = test::seeded_latents(1, spec.nz);
  const auto running = frozen(test::seeded_generator(spec));
  CHECK((running->info().modes ==
         std::vector{BatchNormMode::kRunning, BatchNormMode::kPopulation, BatchNormMode::kBatch}));

  engine::Generator gathered = test::seeded_generator(spec);
  engine::gather_population_statistics(gathered, core::Prior::kGaussian, {4, 64, 20151119});
  const auto population = frozen(gathered, nullptr, StatisticsKind::kPopulation);
  CHECK(population->info().modes.front() == BatchNormMode::kPopulation);
  CHECK((population->generate(z, {}) == running->generate(z, {})));  // the latter gathers on first use
  CHECK_THROWS_WITH_AS(population->generate(z, {BatchNormMode::kRunning, {}}),
                       doctest::Contains("population"), core::Error);

  const auto none = frozen(test::seeded_generator(spec), nullptr, StatisticsKind::kNone);
  CHECK(none->info().modes.front() == BatchNormMode::kBatch);
  CHECK((none->generate(z, {}) == running->generate(z, {})));
}

TEST_CASE("two threads share one frozen model") {
  const nets::LayoutSpec spec = test::small_spec();
  const engine::Discriminator d = test::seeded_discriminator(spec);
  const auto model = frozen(test::seeded_generator(spec), &d);
  const auto reference = frozen(test::seeded_generator(spec), &d);
  const auto z = test::seeded_latents(4, spec.nz);
  const auto expected = reference->generate(z, {});
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 2; ++thread) {
      threads.emplace_back([&] {
        for (int round = 0; round < 20; ++round) {
          wrong += model->generate(z, {}) != expected;  // the first call of each races for the gathering
          wrong += model->discriminator_logits(expected).size() != 4;
        }
      });
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("wrong requests are refused in words") {
  const auto model = frozen(test::seeded_generator(test::small_spec()));
  const std::vector<core::Latent> shorter{core::Latent(7)};
  const std::vector<core::Latent> not_a_number{core::Latent(8, std::numeric_limits<float>::quiet_NaN())};
  CHECK_THROWS_WITH_AS(model->generate(shorter, {}), doctest::Contains("this model takes 8"), core::Error);
  CHECK_THROWS_AS(model->generate(not_a_number, {}), core::Error);
  CHECK_THROWS_AS(model->generator_maps(test::seeded_latents(1, 8), 3, {}), core::Error);
  const std::vector<core::Image> images{core::Image(16, 16, 3)};
  CHECK_THROWS_WITH_AS(model->discriminator_logits(images), doctest::Contains("no discriminator"),
                       core::Error);
  CHECK(model->generate({}, {}).empty());
}

TEST_CASE("grey pictures are accepted by a colour discriminator, wrong sizes are not") {
  const nets::LayoutSpec spec = test::small_spec();
  const engine::Discriminator d = test::seeded_discriminator(spec);
  const auto model = frozen(test::seeded_generator(spec), &d);
  const std::vector<core::Image> grey{core::Image(16, 16, 1, 200)}, colour{core::Image(16, 16, 3, 200)};
  CHECK(model->discriminator_logits(grey) == model->discriminator_logits(colour));
  const std::vector<core::Image> wide{core::Image(17, 16, 3)};
  CHECK_THROWS_WITH_AS(model->discriminator_logits(wide), doctest::Contains("16 x 16"), core::Error);
  const core::FeatureMaps maps = model->discriminator_maps(colour, 2);
  CHECK(maps.channels == 8);
  CHECK(maps.height == 4);
}

TEST_CASE(
    "the random discriminator differs by seed, keeps the generator, and is fit for the model's images") {
  const nets::LayoutSpec spec = test::small_spec();
  const engine::Discriminator d = test::seeded_discriminator(spec);
  const auto model = frozen(test::seeded_generator(spec), &d);
  const auto z = test::seeded_latents(64, spec.nz);
  const auto images = model->generate(z, {});
  const auto first = model->with_random_discriminator(1), again = model->with_random_discriminator(1);
  const auto second = model->with_random_discriminator(2);
  CHECK((first->generate(z, {}) == images));
  CHECK(first->discriminator_logits(images) == again->discriminator_logits(images));
  CHECK(first->discriminator_logits(images) != second->discriminator_logits(images));
  CHECK(first->discriminator_logits(images) != model->discriminator_logits(images));
  // Gathered statistics: pre-activations of the last block have about unit spread, so a leaky one has one
  // near 0.8.
  const at::Tensor maps = as_tensor(first->discriminator_maps(images, 2));
  CHECK(maps.std().item<double>() > 0.5);
  CHECK(maps.std().item<double>() < 1.1);
}

TEST_CASE("a generator without BatchNorm draws one picture for one z in every mode") {
  const engine::Generator g = test::seeded_generator(without_batch_norm(test::small_spec("classic", 32)));
  const auto model = frozen(g);
  const auto z = test::seeded_latents(1, g->spec().nz);
  const auto work = [&](BatchNormMode mode) {
    const SeenElements seen;
    CHECK(model->generate(z, {mode, {}}).size() == 1);
    CHECK(model->generator_maps(z, 1, {mode, {}}).count == 1);
    return seen.largest();
  };
  const std::int64_t plain = work(BatchNormMode::kPopulation);
  CHECK(plain > 32 * 32);
  CHECK(work(BatchNormMode::kBatch) == plain);
  CHECK(work(BatchNormMode::kRunning) == plain);
}

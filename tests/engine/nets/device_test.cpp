#include "core/engine/nets/device.h"

#include <doctest/doctest.h>
#include <torch/torch.h>

#include "core/base/error.h"
#include "tests/engine/nets/nets.h"

TEST_CASE("devices are parsed by their names") {
  CHECK(engine::parse_device("cpu") == at::Device(at::kCPU));
  CHECK(engine::parse_device("auto").is_cuda() == torch::cuda::is_available());
  CHECK(engine::device_name(engine::parse_device("cpu")) == "cpu");
  for (const char* name : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:0x", "cuda:99999999999", "CPU"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(engine::parse_device(name), doctest::Contains("auto, cpu, cuda:0"),
                         core::UsageError);
  }
}

TEST_CASE("a CUDA device that is not there is refused, never replaced") {
  if (torch::cuda::is_available()) {
    CHECK_THROWS_WITH_AS(engine::parse_device("cuda:99"), doctest::Contains("this machine has"), core::Error);
  } else {
    CHECK_THROWS_WITH_AS(engine::parse_device("cuda:0"), doctest::Contains("no CUDA device"), core::Error);
    CHECK_THROWS_AS(engine::parse_device("cuda"), core::Error);
  }
}

TEST_CASE("a frozen model on a GPU makes the pictures of the CPU_CUDA") {
  if (!torch::cuda::is_available()) return;
  for (const char* layout : {"classic", "paper"}) {
    const nets::LayoutSpec spec = test::small_spec(layout, 32);
    engine::Generator g = test::seeded_generator(spec);
    engine::Discriminator d = test::seeded_discriminator(spec);
    const auto z = test::seeded_latents(5, spec.nz);
    const auto on_cpu = engine::freeze(g, &d, {});
    g->to(at::kCUDA);
    d->to(at::kCUDA);
    const auto on_gpu = engine::freeze(g, &d, {});
    for (auto mode : on_cpu->info().modes) {
      const auto expected = on_cpu->generate(z, {mode, {}}), found = on_gpu->generate(z, {mode, {}});
      for (std::size_t image = 0; image < expected.size(); ++image) {
        for (std::size_t index = 0; index < expected[image].pixels.size(); ++index) {
          CHECK(std::abs(int{expected[image].pixels[index]} - int{found[image].pixels[index]}) <= 1);
        }
      }
    }
    const auto images = on_cpu->generate(z, {});
    const auto expected = on_cpu->discriminator_logits(images), found = on_gpu->discriminator_logits(images);
    for (std::size_t index = 0; index < expected.size(); ++index) {
      CHECK(found[index] == doctest::Approx(expected[index]).epsilon(1e-2));  // TF32 convolutions
    }
  }
}

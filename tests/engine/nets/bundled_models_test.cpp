#include <doctest/doctest.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "core/document/document_moves.h"
#include "core/engine/nets/open_model.h"

namespace {

constexpr std::uint64_t kOthers = 64;

/// D's logits for the pictures of seeds.
std::vector<float> logits(const core::FrozenModel& model, const std::vector<std::uint64_t>& seeds) {
  std::vector<core::Latent> z;
  for (const std::uint64_t seed : seeds) z.push_back(core::seeded(model.info(), seed).z);
  return model.discriminator_logits(model.generate(z, {model.info().modes.front(), {}}));
}

}  // namespace

TEST_CASE("every bundled model opens with a picture that D finds better than most") {
  for (const char* name : {"faces", "portraits", "rooms"}) {
    CAPTURE(name);
    const auto file =
        std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets/models" / name / "model.safetensors";
    const core::FrozenModelPtr model = engine::load_frozen(file, at::kCPU);
    REQUIRE(model->info().metadata.contains("first_seed"));
    const std::uint64_t first = std::stoull(model->info().metadata.at("first_seed"));
    std::vector<std::uint64_t> seeds(kOthers);
    std::iota(seeds.begin(), seeds.end(), std::uint64_t{1000});
    const std::vector<float> others = logits(*model, seeds);
    const float chosen = logits(*model, {first}).front();
    const auto better = std::count_if(others.begin(), others.end(), [&](float one) { return one > chosen; });
    CHECK(better <= 64 / 8);
  }
}

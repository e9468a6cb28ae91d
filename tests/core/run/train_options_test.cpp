#include "core/run/train_options.h"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/model/frozen_model.h"

TEST_CASE("legal sizes are base x 2^n with base 4 to 7, from 16 to 256") {
  std::set<int> expected;
  for (int base = 4; base <= 7; ++base) {
    for (int size = base; size <= 256; size *= 2) {
      if (size >= 16) expected.insert(size);
    }
  }
  for (int size = -3; size <= 600; ++size) {
    CAPTURE(size);
    const auto plan = core::plan_size(size);
    CHECK(plan.has_value() == expected.contains(size));
    if (plan) {
      CHECK((plan->base << plan->doublings) == size);
      CHECK((plan->base >= 4 && plan->base <= 7));
    }
  }
  CHECK(core::plan_size(64)->base == 4);
  CHECK(core::plan_size(112)->base == 7);
}

TEST_CASE("refused sizes name their legal neighbours") {
  CHECK(core::nearest_legal_sizes(100) == std::vector{96, 112});
  CHECK(core::nearest_legal_sizes(17) == std::vector{16, 20});
  CHECK(core::nearest_legal_sizes(3) == std::vector{16});
  CHECK(core::nearest_legal_sizes(512) == std::vector{256});
}

TEST_CASE("presets are the published recipes") {
  const core::TrainOptions classic = core::preset_options("classic");
  CHECK(classic == core::TrainOptions{});
  CHECK(classic.lr_g == 2e-4);
  CHECK(classic.beta1 == 0.5);
  const core::TrainOptions paper = core::preset_options("paper");
  CHECK(paper.layout == "paper");
  CHECK(paper.ngf == 128);
  CHECK(paper.batch == 128);
  CHECK(paper.prior == core::Prior::kUniform);
  CHECK(paper.weight_decay == 1e-5);
  CHECK(paper.batch_norm_eps == 1e-8);
  CHECK(paper.alternate);
  for (const std::string& name : core::train_presets()) {
    CHECK(core::preset_options(name).preset == name);
    CHECK_NOTHROW(core::check(core::preset_options(name)));
  }
  CHECK_THROWS_WITH_AS(core::preset_options("best"), doctest::Contains("classic, paper"), core::UsageError);
}

TEST_CASE("differences list exactly what was changed, as text") {
  core::TrainOptions base, now;
  CHECK(core::differences(base, now).empty());
  now.lr_d = 1e-4;
  now.flip = true;
  now.run = "/tmp/run";
  now.prior = core::Prior::kUniform;
  now.half = true;
  const auto found = core::differences(base, now);
  REQUIRE(found.size() == 5);
  std::map<std::string, std::pair<std::string, std::string>> by_name;
  for (const auto& difference : found) by_name[difference.name] = {difference.base, difference.now};
  CHECK(by_name["lr_d"] == std::pair<std::string, std::string>{"2e-04", "1e-04"});
  CHECK(by_name["flip"] == std::pair<std::string, std::string>{"no", "yes"});
  CHECK(by_name["prior"] == std::pair<std::string, std::string>{"gaussian", "uniform"});
  CHECK(by_name["run"].second == "/tmp/run");
  CHECK(by_name["half"].second == "yes");
}

TEST_CASE("the first bad option is named with what is allowed") {
  const auto refusal = [](auto change) {
    core::TrainOptions options;
    change(options);
    try {
      core::check(options);
    } catch (const core::UsageError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refusal([](auto&) {}) == "accepted");
  CHECK(refusal([](auto& o) { o.size = 65; }).find("64 and 80") != std::string::npos);
  CHECK(refusal([](auto& o) { o.layout = "resnet"; }).find("classic, paper") != std::string::npos);
  CHECK(refusal([](auto& o) { o.channels = 2; }).find("channels") != std::string::npos);
  CHECK(refusal([](auto& o) { o.batch = 1; }).find("batch") != std::string::npos);
  CHECK(refusal([](auto& o) { o.batch = 2000000000; }).find("batch") != std::string::npos);
  CHECK(refusal([](auto& o) { o.lr_g = -1; }).find("lr_g") != std::string::npos);
  CHECK(refusal([](auto& o) { o.lr_d = std::numeric_limits<double>::quiet_NaN(); }).find("lr_d") !=
        std::string::npos);
  CHECK(refusal([](auto& o) { o.ema = 1; }).find("ema") != std::string::npos);
  CHECK(refusal([](auto& o) { o.steps = 0; }).find("steps") != std::string::npos);
  CHECK(refusal([](auto& o) { o.data_count = 1000001; }).find("1 to 1000000") != std::string::npos);
  CHECK(refusal([](auto& o) { o.nz = 0; }).find("nz") != std::string::npos);
  CHECK(refusal([](auto& o) { o.shift = 40; }).find("0 to 32") != std::string::npos);
}

TEST_CASE("statistics modes are found by their names") {
  for (auto mode :
       {core::BatchNormMode::kRunning, core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch}) {
    CHECK(core::parse_batch_norm_mode(core::batch_norm_mode_name(mode)) == mode);
  }
  CHECK_FALSE(core::parse_batch_norm_mode("Batch").has_value());
}

#include <doctest/doctest.h>
#include <torch/utils.h>

#include <cmath>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/engine/convert/convert_model.h"
#include "core/engine/convert/verify_model.h"
#include "core/engine/nets/open_model.h"
#include "core/io/weights/read_weights.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/model/doubtful_statistics.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/nets/nets.h"
#include "tests/nets/foreign_nets.h"

namespace {

namespace fs = std::filesystem;

core::ConvertResult convert(const fs::path& from, const fs::path& to) {
  return engine::convert_model({{from.string()}, to, {}, false, {}}, at::kCPU, {});
}

/// "own.safetensors": a generator of this program, with running statistics that spoil its pictures or with
/// population ones.
fs::path own_model(const TemporaryFolder& folder, const std::string& layout, bool spoiled) {
  const torch::NoGradGuard no_grad;
  engine::ModelNets nets;
  nets.generator = test::seeded_generator(test::small_spec(layout, 32), 3);
  for (const engine::Stage& stage : nets.generator->stages()) {
    if (stage.norm.is_empty() || !spoiled) continue;
    stage.norm->running_mean.fill_(3);
    stage.norm->running_var.fill_(50);
  }
  core::ModelFacts record;
  record.statistics = spoiled ? core::StatisticsKind::kRunning : core::StatisticsKind::kPopulation;
  engine::save_model(folder / "own.safetensors", nets, record, false);
  return folder / "own.safetensors";
}

/// A stranger's "g.pth" with such statistics.
fs::path spoiled_pth(const TemporaryFolder& folder) {
  convert(own_model(folder, "classic", true), folder / "g.pth");
  return folder / "g.pth";
}

/// Every array of the spoiled file stands in `written`, bit for bit.
void check_same_bits(const fs::path& spoiled, const fs::path& written) {
  const io::WeightsFile before = io::read_weights(spoiled, {}), after = io::read_weights(written, {});
  REQUIRE(before.arrays.size() > 10);
  for (const io::NamedArray& array : before.arrays) {
    CAPTURE(array.name);
    const io::NamedArray* other = after.find(array.name);
    REQUIRE(other != nullptr);
    CHECK((other->bytes == array.bytes));
  }
}

std::string text_of(const fs::path& file) {
  const auto bytes = core::read_file(file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The notes about BatchNorm statistics, in one line.
std::string statistics_notes(const core::ConvertResult& result) {
  std::string found;
  for (const std::string& note : result.notes)
    if (note.find("BatchNorm statistics") != std::string::npos) found += note;
  return found;
}

}  // namespace

TEST_CASE("spoiled statistics keep their bits where a format carries them, and this is said") {
  const TemporaryFolder folder;
  const fs::path file = spoiled_pth(folder);
  for (const char* name : {"copy.safetensors", "copy.pth", "named.npy", "hub"}) {
    CAPTURE(name);
    const std::string said = statistics_notes(convert(file, folder / name));
    CHECK(said.find("change the picture by 0.") != std::string::npos);
    CHECK(said.find("they were kept") != std::string::npos);
    check_same_bits(file, folder / (std::string(name) == "hub" ? "hub/model.safetensors" : name));
  }
  CHECK(text_of(folder / "hub/README.md").find("change the picture by 0") != std::string::npos);
  CHECK(text_of(folder / "hub/config.json").find("\"bn_stats\": \"running\"") != std::string::npos);
}

TEST_CASE("spoiled statistics are not folded into ONNX, unless one asks for them") {
  using Mode = core::BatchNormMode;
  const TemporaryFolder folder;
  const fs::path file = spoiled_pth(folder);
  const auto onnx = [&](const fs::path& from, std::optional<Mode> statistics) {
    fs::remove(folder / "g.onnx");
    return engine::convert_model({{from.string()}, folder / "g.onnx", {}, false, statistics}, at::kCPU, {});
  };
  const std::string said = statistics_notes(onnx(file, {}));
  const std::string settled = text_of(folder / "g.onnx");
  CHECK(said.find("change the picture by 0.") != std::string::npos);
  CHECK(said.find("those folded in were gathered over 8,192 z") != std::string::npos);
  onnx(file, Mode::kPopulation);
  CHECK(text_of(folder / "g.onnx") == settled);
  CHECK(statistics_notes(onnx(file, Mode::kRunning)).find("they were kept") != std::string::npos);
  CHECK(text_of(folder / "g.onnx") != settled);
  // Nor out of a copy of ours, which remembers where it came from; this program's own it vouches for.
  convert(file, folder / "copy.safetensors");
  CHECK(statistics_notes(onnx(folder / "copy.safetensors", {})) == said);
  CHECK(statistics_notes(onnx(folder / "own.safetensors", {})).empty());
}

TEST_CASE("gathered statistics can be asked for, and a file without running ones has none to keep") {
  using Mode = core::BatchNormMode;
  const TemporaryFolder folder;
  const fs::path file = spoiled_pth(folder);
  const core::ConvertRequest request{
      {file.string()}, folder / "good.safetensors", {}, false, Mode::kPopulation};
  CHECK(statistics_notes(engine::convert_model(request, at::kCPU, {}))
            .starts_with("BatchNorm statistics gathered"));
  const core::FrozenModelPtr good = engine::load_frozen(folder / "good.safetensors", at::kCPU);
  CHECK_FALSE(core::has_doubtful_statistics(good->info()));
  convert(file, folder / "kept.safetensors");
  CHECK(core::has_doubtful_statistics(engine::load_frozen(folder / "kept.safetensors", at::kCPU)->info()));
  for (const Mode mode : {Mode::kRunning, Mode::kBatch})
    CHECK_THROWS_AS(
        engine::convert_model({{(folder / "good.safetensors").string()}, folder / "g.onnx", {}, false, mode},
                              at::kCPU, {}),
        core::UsageError);
}

TEST_CASE("verifying says which statistics the file has and how far from a batch's they are") {
  const TemporaryFolder folder;
  const auto report_of = [](const fs::path& file) {
    return engine::verify_model({file.string()}, {}, at::kCPU, {});
  };
  const core::ModelReport own = report_of(own_model(folder, "paper", false));
  CHECK(own.statistics == "population");
  CHECK_FALSE(own.gathered);
  convert(folder / "own.safetensors", folder / "set.npy");
  const core::ModelReport none = report_of(folder / "set.npy");
  CHECK(none.statistics == "none");
  CHECK(none.gathered);
  REQUIRE(none.statistics_difference.has_value());
  CHECK(*none.statistics_difference < 0.06);
  CHECK_FALSE(none.statistics_spoiled);
  const core::ModelReport spoiled = report_of(spoiled_pth(folder));
  CHECK(spoiled.statistics == "running");
  CHECK(spoiled.gathered);
  CHECK(spoiled.statistics_spoiled);
  CHECK(spoiled.problems.empty());
  CHECK(spoiled.statistics_difference.value_or(0) > 0.06);
  engine::convert_model({{(folder / "g.pth").string()},
                         folder / "good.safetensors",
                         {},
                         false,
                         core::BatchNormMode::kPopulation},
                        at::kCPU, {});
  CHECK_FALSE(report_of(folder / "good.safetensors").statistics_spoiled);
}

TEST_CASE("statistics for another prior than the one asked for are not called missing") {
  const TemporaryFolder folder;
  core::ModelSource source{own_model(folder, "classic", false).string()};
  source.prior = core::Prior::kUniform;
  const core::ModelReport report = engine::verify_model(source, {}, at::kCPU, {});
  CHECK(report.statistics == "population");
  CHECK(report.statistics_prior == core::Prior::kGaussian);
  CHECK(report.prior == core::Prior::kUniform);
  CHECK(report.gathered);
  CHECK_FALSE(report.statistics_spoiled);
  source.prior = core::Prior::kGaussian;
  const core::ModelReport same = engine::verify_model(source, {}, at::kCPU, {});
  CHECK_FALSE(same.statistics_prior.has_value());
  CHECK_FALSE(same.gathered);
}

TEST_CASE("statistics that give no finite pictures are told from weights that give none") {
  const torch::NoGradGuard no_grad;
  const TemporaryFolder folder;
  const auto report_of = [&](bool spoil_weights) {
    engine::ModelNets nets;
    nets.generator = test::seeded_generator(test::small_spec("classic", 32), 3);
    for (const engine::Stage& stage : nets.generator->stages()) {
      if (spoil_weights) at::Tensor(stage.weight).fill_(3e38);
      if (stage.norm.is_empty()) continue;
      stage.norm->running_mean.fill_(-3e38);
      stage.norm->running_var.zero_();
    }
    engine::save_model(folder / "own.safetensors", nets, {.statistics = core::StatisticsKind::kRunning},
                       false);
    convert(folder / "own.safetensors", folder / "g.pth");
    return engine::verify_model({(folder / "g.pth").string()}, {}, at::kCPU, {});
  };
  const core::ModelReport statistics = report_of(false);
  REQUIRE(statistics.statistics_difference.has_value());
  CHECK(std::isinf(*statistics.statistics_difference));
  CHECK(statistics.statistics_spoiled);
  CHECK(statistics.gathered);
  CHECK(statistics.problems.empty());
  const core::ModelReport weights = report_of(true);
  REQUIRE(weights.statistics_difference.has_value());
  CHECK(std::isnan(*weights.statistics_difference));
  CHECK_FALSE(weights.gathered);
  CHECK(weights.problems == std::vector<std::string>{"its pictures are not finite"});
}

TEST_CASE("a generator without BatchNorm has no statistics to compare, gather, choose or name") {
  const TemporaryFolder folder;
  io::write_safetensors(
      tests::file_of(tests::weight("main.0", {8, 16, 4, 4}) + tests::weight("main.2", {16, 8, 4, 4}) +
                     tests::weight("main.4", {8, 3, 4, 4})),
      folder / "plain.safetensors");
  const fs::path file = folder / "plain.safetensors";
  const core::FrozenModelPtr model = engine::load_frozen(file, at::kCPU);
  CHECK_FALSE(core::has_batch_norm(model->info()));
  CHECK_FALSE(core::has_doubtful_statistics(model->info()));
  const auto z = test::seeded_latents(2, 8);
  const auto pictures = [&](core::BatchNormMode mode) { return model->generate(z, {mode, {}}); };
  CHECK((pictures(core::BatchNormMode::kRunning) == pictures(core::BatchNormMode::kPopulation)));
  CHECK_FALSE(core::has_batch_norm(
      model->with_settings({core::Prior::kUniform, 0})->with_settled_statistics({})->info()));
  const core::ModelReport report = engine::verify_model({file.string()}, {}, at::kCPU, {});
  CHECK_FALSE(report.has_batch_norm);
  CHECK_FALSE(report.statistics_difference.has_value());
  CHECK_FALSE(report.gathered);
  convert(file, folder / "hub");
  const std::string card = text_of(folder / "hub/README.md");
  CHECK(card.find("| BatchNorm | none in the generator |") != std::string::npos);
  CHECK(card.find("statistics") == std::string::npos);
  const core::ConvertResult asked = engine::convert_model(
      {{file.string()}, folder / "again.safetensors", {}, false, core::BatchNormMode::kPopulation}, at::kCPU,
      {});
  CHECK(asked.notes.empty());
}

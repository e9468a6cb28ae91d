#include <doctest/doctest.h>

#include <iostream>
#include <sstream>

#include "core/latent/random.h"
#include "core/request/figure_ranges.h"
#include "core/request/request_json.h"
#include "tests/app/cli/recording_engine.h"
#include "tests/core/temporary_folder.h"
#include "ui/widgets/copy_command.h"

namespace {

using core::Exemplar;

constexpr int kDraws = 40;  // of each kind of figure

/// Requests drawn from the whole ranges of their numbers.
class Draw {
 public:
  Draw(const core::ModelInfo& model, std::uint64_t seed) : model_(model), random_(seed) {}

  template <class Number>
  Number number(const core::Range<Number>& range) {
    if (below(8) == 0) return below(2) == 0 ? range.low : range.high;
    const double share = random_.uniform();
    return static_cast<Number>(range.low + share * (static_cast<double>(range.high) - range.low));
  }

  bool coin() { return below(2) == 0; }

  int below(int count) { return static_cast<int>(random_.below(static_cast<std::uint32_t>(count))); }

  /// Seldom one that the command line cannot say.
  std::uint64_t seed() {
    return below(12) == 0 ? core::figure_range::kSeed.high + 1 : static_cast<std::uint64_t>(below(1 << 30));
  }

  Exemplar exemplar() {
    const std::uint64_t drawn = seed();
    Exemplar item{core::sample_latent(model_.prior, model_.nz, drawn), drawn};
    if (below(12) > 0) return item;
    item.z[0] += 0.1f;  // dragged: no seed makes it
    item.seed.reset();
    return item;
  }

  std::vector<Exemplar> exemplars(int fewest) {
    std::vector<Exemplar> items;
    for (int count = fewest + below(4); count > 0; --count) items.push_back(exemplar());
    return items;
  }

  std::vector<Exemplar> row() {
    std::vector<Exemplar> items;
    for (std::uint64_t first = static_cast<std::uint64_t>(below(1000)), i = 0; i < 3; ++i)
      items.push_back({core::sample_latent(model_.prior, model_.nz, first + i), first + i});
    return items;
  }

  core::FigureRequest figure(std::size_t kind) {
    switch (kind) {
      case 0:
        return sample();
      case 1:
        return walk();
      case 2:
        return core::ArithmeticRequest{
            exemplars(1), exemplars(0), exemplars(0), number(core::figure_range::kNoise), seed(), coin()};
      case 3:
        return core::TurnRequest{exemplars(1), exemplars(1), coin() ? row() : exemplars(1),
                                 number(core::figure_range::kTurnColumns),
                                 number(core::figure_range::kTurnStep)};
      case 4:
        return forget();
      default:
        return guided();
    }
  }

  core::GenerateOptions generate() {
    core::GenerateOptions options;
    options.mode = static_cast<core::BatchNormMode>(below(3));
    if (coin()) options.masks.dropped[number(core::figure_range::kGeneratorBlock)] = {0, 5, below(9000)};
    if (coin()) options.masks.dropped[2] = {below(100)};
    return options;
  }

 private:
  core::SampleRequest sample() {
    return {coin() ? row() : exemplars(1), number(core::figure_range::kSheetColumns),
            number(core::figure_range::kGap), number(core::figure_range::kEnlarge)};
  }

  core::WalkRequest walk() {
    core::WalkRequest walk;
    walk.pins = exemplars(2);
    walk.path.interpolation = coin() ? core::Interpolation::kLerp : core::Interpolation::kSlerp;
    walk.path.loop = coin();
    walk.path.ease = coin();
    walk.path.seconds_per_segment = number(core::figure_range::kSecondsPerSegment);
    walk.path.frames_per_second = number(core::figure_range::kFramesPerSecond);
    walk.columns = number(core::figure_range::kWalkColumns);
    walk.enlarge = number(core::figure_range::kEnlarge);
    walk.cross_fade = coin();
    walk.end = coin();
    return walk;
  }

  core::ForgetRequest forget() {
    static constexpr const char* kLabels[] = {"window", "bay window", "it's", "$HOME", "-5", "Fenster \"ü\""};
    core::ForgetRequest forget;
    forget.fit.block = number(core::figure_range::kGeneratorBlock);
    forget.fit.label = kLabels[below(6)];
    if (coin()) forget.fit.c = number(core::figure_range::kC);
    if (below(4) == 0) forget.fit.seed = seed();
    for (int box = 0; box < 3; ++box)
      forget.fit.boxes[seed()] = {{forget.fit.label, 0.3f, static_cast<float>(box), 5.7f, 4},
                                  {"other", 1, 1, 2, 2}};
    forget.use_positive = coin();
    if (!forget.use_positive) forget.top_k = number(core::figure_range::kTopMaps);
    if (below(4) == 0) forget.kept = {below(50), 7};
    for (std::uint64_t first = seed(), i = 0; i < 3; ++i) forget.sheet_seeds.push_back(first + i);
    if (below(4) == 0) forget.sheet_seeds.push_back(3);
    forget.control_seed = seed();
    return forget;
  }

  core::GuidedRequest guided() {
    core::GuidedRequest guided;
    if (coin()) guided.generated = exemplars(1);
    if (guided.generated.empty())
      for (int image = 0; image < 1 + below(2); ++image) {
        guided.images.emplace_back(model_.size, model_.size, model_.channels,
                                   static_cast<std::uint8_t>(below(256)));
        guided.image_names.push_back(image == 0 ? "my 'photo'.jpg" : "another");
      }
    guided.options.block = number(core::figure_range::kDiscriminatorBlock);
    guided.options.features = {0, 1, 2, 9 + below(100)};
    guided.options.leak_in_backward = coin();
    guided.random_seed = seed();
    return guided;
  }

  const core::ModelInfo& model_;
  core::CounterRandom random_;
};

const core::GuidedRequest* guided_of(const core::ExportRequest& request) {
  return std::get_if<core::GuidedRequest>(&request.figure);
}

/// What the command prints is no part of the test's output.
int quietly_run(const std::string& line, std::shared_ptr<core::Engine> engine) {
  const std::ostringstream printed;
  std::streambuf* before = std::cout.rdbuf(printed.rdbuf());
  const int status = test::run_line(line, std::move(engine));
  std::cout.rdbuf(before);
  return status;
}

}  // namespace

TEST_CASE("the copied command of every figure is the same request to the command line") {
  const TemporaryFolder folder;
  const auto engine = std::make_shared<test::RecordingEngine>();
  const core::ModelInfo model = engine->model({"my model"})->info();
  for (std::size_t kind = 0; kind < std::variant_size_v<core::FigureRequest>; ++kind)
    for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
      CAPTURE(kind);
      CAPTURE(seed);
      Draw draw(model, 100 * kind + seed);
      const core::ExportRequest request{draw.figure(kind), draw.generate(), folder / "out put.png"};
      const std::string line = ui::written_command(model, "my model", folder.path(), request);
      CAPTURE(line);
      engine->figure.reset();
      REQUIRE(quietly_run(line, engine) == 0);
      REQUIRE(engine->figure);
      CHECK(core::to_json(*engine->figure) == core::to_json(request));
      CHECK(engine->figure->out == request.out);
      if (const core::GuidedRequest* guided = guided_of(request))
        CHECK(guided_of(*engine->figure)->images == guided->images);
    }
}

TEST_CASE("what was chosen for the model is said by its copied command too") {
  const TemporaryFolder folder;
  const auto engine = std::make_shared<test::RecordingEngine>();
  core::ModelSource source{"G.pth", "my D.pth", core::Prior::kUniform, 3, 4};
  source.activation = core::InnerActivation::kLeakyRelu;
  core::ModelInfo model = engine->model(source)->info();
  model.sha256 = "00";  // a file's
  const core::ExportRequest request{core::SampleRequest{{{core::Latent(8, 0.5f), {}}}}, {}, folder / "o.png"};
  REQUIRE(quietly_run(ui::written_command(model, "G.pth", folder.path(), request), engine) == 0);
  CHECK(engine->loaded == source);
}

#include "ui/widgets/command_text.h"

#include <doctest/doctest.h>

#include "core/request/figure_ranges.h"

namespace {

core::Exemplar seed(std::uint64_t number) {
  return {{0.5f}, number};
}

const core::Exemplar kDragged{{0.5f}, std::nullopt};
const core::GenerateOptions kOptions{core::BatchNormMode::kPopulation, {}};

std::string text(const core::FigureRequest& figure) {
  return ui::command_text({figure, kOptions, {}}, {"rooms", "out.png", "state.json", {}, {}});
}

}  // namespace

TEST_CASE("what was chosen for the model stands behind its file") {
  core::ModelSource source{"G.pth"};
  CHECK(ui::model_options(source).empty());
  source.discriminator = "my D.pth";
  source.prior = core::Prior::kUniform;
  source.activation = core::InnerActivation::kLeakyRelu;
  source.label = 3;
  const std::string options = " --discriminator 'my D.pth' --prior uniform --activation leaky --class 3";
  CHECK(ui::model_options(source) == options);
  const ui::CommandFiles files{"G.pth", "out.png", "state.json", {}, {}, options};
  core::ExportRequest request;
  request.figure = core::SampleRequest{};
  CHECK(ui::command_text(request, files).starts_with("ganscope sample G.pth" + options + " "));
}

TEST_CASE("exemplars with seeds are said in words") {
  const core::ArithmeticRequest request{{seed(3), seed(17)}, {seed(5)}, {}, 0.25, 7, true};
  CHECK(text(request) ==
        "ganscope arithmetic rooms --a 3,17 --b 5 --noise 0.25 --seed 7 --norm-matched --bn population "
        "--out out.png");
}

TEST_CASE("a z that was dragged needs the state file") {
  const core::ArithmeticRequest request{{seed(3), kDragged}, {}, {}, 0.25, 1, false};
  CHECK(text(request) == "ganscope arithmetic rooms --state state.json --out out.png");
  CHECK_FALSE(ui::has_words({request, kOptions, {}}));
}

TEST_CASE("a seed that the command line does not take needs the state file") {
  constexpr std::uint64_t kLargest = core::figure_range::kSeed.high;
  const auto words = [](const core::FigureRequest& figure) { return ui::has_words({figure, kOptions, {}}); };
  CHECK(words(core::SampleRequest{{seed(kLargest)}}));
  CHECK_FALSE(words(core::SampleRequest{{seed(kLargest + 1)}}));
  core::ArithmeticRequest sum{{seed(1)}, {}, {}};
  sum.noise_seed = kLargest + 1;
  CHECK_FALSE(words(sum));
  core::ForgetRequest forget;
  forget.top_k = 1;
  forget.sheet_seeds = {kLargest, kLargest + 1};
  CHECK_FALSE(words(forget));
  forget.sheet_seeds = {1};
  CHECK(words(forget));
  forget.control_seed = kLargest + 1;
  CHECK_FALSE(words(forget));
  core::GuidedRequest guided;
  guided.generated = {seed(1)};
  CHECK(words(guided));
  guided.random_seed = kLargest + 1;
  CHECK_FALSE(words(guided));
}

TEST_CASE("the rows of a turn are words only when their seeds follow each other") {
  core::TurnRequest turn{{seed(1)}, {seed(2)}, {seed(100), seed(101)}, 11, 1.5};
  CHECK(text(turn) ==
        "ganscope turn rooms --left 1 --right 2 --seed 100 --rows 2 --columns 11 --step 1.5 --bn population "
        "--out out.png");
  turn.rows[1] = seed(103);
  CHECK_FALSE(ui::has_words({turn, kOptions, {}}));
}

TEST_CASE("forgetting names its boxes; kept maps need the state file as well") {
  core::ForgetRequest forget;
  forget.top_k = 40;
  forget.fit.label = "bay window";
  forget.sheet_seeds = {3000, 3001};
  const ui::CommandFiles files{"my rooms.safetensors", "out.png", "state.json", "boxes.json", {}};
  CHECK(ui::command_text({forget, kOptions, {}}, files) ==
        "ganscope forget 'my rooms.safetensors' --boxes boxes.json --label 'bay window' --layer 2 --top 40 "
        "--seed 3000 --columns 2 --control-seed 1 --bn population --out out.png");
  forget.fit.c = 0.01;
  CHECK(ui::command_text({forget, kOptions, {}}, files).find(" --layer 2 --c 0.01 --top 40 ") !=
        std::string::npos);
  forget.kept = {7};
  CHECK(ui::command_text({forget, kOptions, {}}, files) ==
        "ganscope forget 'my rooms.safetensors' --boxes boxes.json --state state.json --out out.png");
}

TEST_CASE("guided backpropagation of an image from elsewhere names the folder it was put in") {
  core::GuidedRequest guided;
  guided.images = {core::Image(4, 4, 3)};
  guided.image_names = {"photo.jpg"};
  guided.options.features = {0, 1, 2, 17};
  guided.options.leak_in_backward = true;
  core::ExportRequest request{guided, kOptions, {}};
  request.generate.masks.dropped[2] = {5};
  const ui::CommandFiles files{"rooms", "out.png", "state.json", {}, "guided-input-001"};
  CHECK(ui::command_text(request, files) ==
        "ganscope guided rooms --images guided-input-001 --layer 0 --features 0-2,17 --random-seed 3 --leak "
        "--bn population --drop 2:5 --out out.png");
  guided.images.resize(2, guided.images[0]);
  guided.image_names.push_back("another.jpg");  // in which order --images would find them, words do not say
  CHECK(ui::command_text({guided, kOptions, {}}, files) ==
        "ganscope guided rooms --images guided-input-001 --state state.json --out out.png");
}

TEST_CASE("dropped maps go with every figure") {
  core::ExportRequest request{core::SampleRequest{{seed(4), seed(5)}, 0, 0, 1}, kOptions, {}};
  request.generate.masks.dropped[2] = {5, 17};
  CHECK(ui::command_text(request, {"rooms", "out.png", {}, {}, {}}) ==
        "ganscope sample rooms --seed 4 --count 2 --enlarge 1 --bn population --drop 2:5,17 --out out.png");
}

TEST_CASE("words for a shell are quoted only where they have to be") {
  CHECK(ui::shell_quoted("a/b-1.png") == "a/b-1.png");
  CHECK(ui::shell_quoted("") == "''");
  CHECK(ui::shell_quoted("it's") == "'it'\\''s'");
  CHECK(ui::shell_quoted("$(x)") == "'$(x)'");
}

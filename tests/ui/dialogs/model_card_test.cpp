// What the model card and Explore's model panel offer for a model from elsewhere.
#include <doctest/doctest.h>

#include <fstream>
#include <limits>

#include "tests/core/temporary_folder.h"
#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

template <class Command>
std::vector<Command> sent(const NullWindow& window) {
  std::vector<Command> found;
  for (const core::Command& command : window.commands)
    if (const auto* one = std::get_if<Command>(&command)) found.push_back(*one);
  return found;
}

void open_card(NullWindow& window) {
  window.frames(3);
  window.run_command("model card");
}

void save_as(NullWindow& window, const char* format) {
  window.click("Save as…");
  window.frames(2);
  window.click(format);
}

}  // namespace

TEST_CASE("the model card says how a file from elsewhere was understood") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  open_card(window);
  for (const std::string words :
       {"as in pytorch/examples", "PyTorch .pth", "prior N(0, I) (a guess)", "change the picture by 0.128"}) {
    CAPTURE(words);
    CHECK(window.text.holds(words));
  }
}

TEST_CASE("the model card has the opened file verified and shows what was found") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  open_card(window);
  window.click("Verify");
  const auto commands = test::asked_for<core::VerifyRequest>(window.commands);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].source == ui_test::foreign_info().source);
  core::ModelReport report;
  report.file = "/models/netG.pth";
  report.problems = {"main.0.weight holds NaN"};
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  window.frame();
  CHECK(window.text.holds("Problem"));
  CHECK(window.text.holds("main.0.weight holds NaN"));
}

TEST_CASE("the model card lists the tensors of the file when they are asked for") {
  NullWindow window({});
  core::ModelInfo info = ui_test::foreign_info();
  info.tensors = {{"main.0.weight", "F16", {16, 32, 4, 4}}, {"main.1.num_batches_tracked", "I64", {}}};
  window.open_model(info);
  open_card(window);
  CHECK_FALSE(window.text.holds("main.0.weight"));
  window.click("Tensors");
  window.frames(2);
  for (const std::string words :
       {"main.0.weight", "F16", "16 x 32 x 4 x 4", "main.1.num_batches_tracked", "one value"}) {
    CAPTURE(words);
    CHECK(window.text.holds(words));
  }
  CHECK(window.errors.empty());
}

TEST_CASE("the model card shows the verified samples and what became of the statistics") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  core::ModelReport report;
  report.file = "/models/netG.pth";
  report.statistics = "running";
  report.statistics_difference = 0.217;
  report.gathered = true;
  report.samples = core::Image(40, 40, 3, 200);
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  open_card(window);
  CHECK(window.text.holds("running, change the picture by 0.217; the samples have gathered ones"));
  CHECK(window.text.holds("The model is sound."));
  CHECK(window.errors.empty());
}

TEST_CASE("a report says that the statistics alone are spoiled, and for which prior they are") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  core::ModelReport report;
  report.file = "/models/netG.pth";
  report.statistics = "running";
  report.statistics_difference = std::numeric_limits<double>::infinity();
  report.statistics_spoiled = report.gathered = true;
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  window.frames(2);
  CHECK(window.text.holds("sound apart from its BatchNorm statistics"));  // the toast
  open_card(window);
  CHECK(window.text.holds("running, give no finite pictures; the samples have gathered ones"));
  CHECK(window.text.holds("sound apart from its BatchNorm statistics: choose population"));
  CHECK_FALSE(window.text.holds("The model is sound."));

  report.statistics = "population";
  report.statistics_difference = 0.01;
  report.statistics_spoiled = false;
  report.statistics_prior = core::Prior::kUniform;
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  window.frames(2);
  CHECK(window.text.holds("population, for U(−1, 1); gathered ones change the picture by 0.010"));

  report.has_batch_norm = false;
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  window.frames(2);
  CHECK(window.text.holds("no BatchNorm"));
  CHECK_FALSE(window.text.holds("gathered ones"));
  CHECK(window.errors.empty());
}

TEST_CASE("a generator without BatchNorm has nothing to choose, and no difference is shown as nan") {
  NullWindow window({});
  core::ModelInfo info = ui_test::foreign_info();
  info.statistics_difference = std::numeric_limits<double>::quiet_NaN();
  window.open_model(info);
  window.frame({core::ModelChanged{ui_test::fake_model(info), "BatchNorm statistics"}});
  open_card(window);
  CHECK(window.text.holds("give no finite pictures, nor do a batch's own"));
  CHECK_FALSE(window.text.holds("nan"));
  info.statistics_difference.reset();
  info.modes = {core::BatchNormMode::kPopulation};
  window.open_model(info);
  open_card(window);
  CHECK(window.text.holds("none in the generator"));
  CHECK_FALSE(window.text.holds("Own statistics"));
  CHECK_FALSE(window.text.holds("population"));
  CHECK(window.errors.empty());
}

TEST_CASE("what was found about one file is not shown with another") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  core::ModelReport report;
  report.file = "/models/other.pth";
  window.frame({test::task_done(core::VerifyRequest{}, report)});
  open_card(window);
  CHECK_FALSE(window.text.holds("Verdict"));
}

TEST_CASE("the model card saves in another format, into the export folder and over no other file") {
  const TemporaryFolder home;
  const ScopedVariable variable("HOME", home.path().c_str());
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  open_card(window);
  save_as(window, "PyTorch .pth");
  std::ofstream(home / "ganscope/netG-001.pth") << "x";
  open_card(window);
  save_as(window, "PyTorch .pth");
  open_card(window);
  save_as(window, "Hugging Face");
  const auto commands = test::asked_for<core::ConvertRequest>(window.commands);
  REQUIRE(commands.size() == 3);
  CHECK(commands[0].source == ui_test::foreign_info().source);
  CHECK(commands[0].out == home / "ganscope/netG-001.pth");
  CHECK(commands[1].out == home / "ganscope/netG-002.pth");
  CHECK(commands[2].out == home / "ganscope/netG-001");
}

TEST_CASE("the net, half precision and the statistics to save are chosen in the model card") {
  const TemporaryFolder home;
  const ScopedVariable variable("HOME", home.path().c_str());
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  open_card(window);
  window.click("Save as…");
  window.frames(2);
  for (const char* choice : {"D", "gathered", "Half precision"}) {
    window.click(choice);
    window.frames(2);
  }
  window.click("ONNX");  // holds a generator only
  window.frames(2);
  CHECK(test::asked_for<core::ConvertRequest>(window.commands).empty());
  window.click("PyTorch .pth");
  const auto commands = test::asked_for<core::ConvertRequest>(window.commands);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].nets == core::ConvertNets::kDiscriminator);
  CHECK(commands[0].half);
  CHECK(commands[0].statistics == core::BatchNormMode::kPopulation);
}

TEST_CASE("what a conversion could not keep stands in the toast") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  window.frame({test::task_done(core::ConvertRequest{},
                                {"/out/a.pth", "PyTorch .pth", "the generator", {"the raw ones left out"}})});
  window.frames(2);
  CHECK(window.text.holds("the raw ones left out"));
}

TEST_CASE("a click on a refused file's line in the log shows every tensor that was found") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.open_model();
  std::string details = "no DCGAN";
  for (int i = 0; i < 40; ++i) details += "\nF32 odd" + std::to_string(i) + ", 1";
  window.frame({core::Failed{"The model was not opened", "no DCGAN: odd.pth", details}});
  window.frames(3);
  window.click("Log");
  window.frames(2);
  CHECK_FALSE(window.text.holds("odd39"));
  window.click("The model was not opened: no DCGAN: odd.pth");
  window.frames(2);
  CHECK(window.text.holds("odd39"));
  CHECK(window.errors.empty());
}

TEST_CASE("a net in training can be neither verified nor saved in another format") {
  NullWindow window({});
  window.open_model();  // its file is empty
  open_card(window);
  window.click("Verify");
  window.click("Save as…");
  window.frames(2);
  CHECK(test::asked_for<core::VerifyRequest>(window.commands).empty());
  CHECK_FALSE(window.text.holds("Hugging Face"));
}

TEST_CASE("another prior is chosen in the row of z, another class in the row of the label") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  window.frames(3);
  window.click("(a guess)");
  window.frames(2);
  window.click("U(−1, 1)");
  window.frames(2);
  auto commands = sent<core::ChangeModel>(window);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].settings.prior == core::Prior::kUniform);
  CHECK(commands[0].settings.label == 0);
  window.click("Label");
  window.frames(2);
  window.click("11");
  commands = sent<core::ChangeModel>(window);
  REQUIRE(commands.size() == 2);
  CHECK(commands[1].settings.prior == core::Prior::kGaussian);
  CHECK(commands[1].settings.label == 11);
}

TEST_CASE("the prior already chosen is not chosen again") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  window.frames(3);
  window.click("(a guess)");
  window.frames(2);
  window.press(ImGuiKey_Enter);
  CHECK(sent<core::ChangeModel>(window).empty());
}

TEST_CASE("a guessed activation can be changed in a row of its own") {
  NullWindow window({});
  core::ModelInfo info = ui_test::foreign_info();
  info.prior_is_guess = false;
  window.open_model(info);
  window.frames(3);
  CHECK_FALSE(window.text.holds("Activation"));
  info.activation_is_guess = true;
  window.open_model(info);
  window.frames(3);
  window.click("ReLU (a guess)");
  window.frames(2);
  window.click("LeakyReLU 0.2");
  const auto commands = sent<core::ChangeModel>(window);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].settings.activation == core::InnerActivation::kLeakyRelu);
  CHECK(commands[0].settings.prior == core::Prior::kGaussian);
}

TEST_CASE("the model card says that the activation is a guess") {
  NullWindow window({.workspace = core::Workspace::kEvaluate});
  core::ModelInfo info = ui_test::foreign_info();
  info.activation_is_guess = true;
  window.open_model(info);
  window.frames(3);
  CHECK_FALSE(window.text.holds("ReLU (a guess)"));
  open_card(window);
  CHECK(window.text.holds("ReLU (a guess)"));
}

TEST_CASE("an activation that was chosen can be taken back") {
  NullWindow window({});
  core::ModelInfo info = ui_test::foreign_info();
  info.activation = core::InnerActivation::kLeakyRelu;
  info.source.activation = info.activation;
  window.open_model(info);
  window.frames(3);
  window.click("Activation");
  window.frames(2);
  window.click("LeakyReLU 0.2");
  window.frames(2);
  CHECK(sent<core::ChangeModel>(window).empty());
  window.click("Activation");
  window.frames(2);
  window.click("ReLU");
  const auto commands = sent<core::ChangeModel>(window);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].settings.activation == core::InnerActivation::kRelu);
}

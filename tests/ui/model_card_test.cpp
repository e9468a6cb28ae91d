// What the model card and Explore's model panel offer for a model from elsewhere.
#include <doctest/doctest.h>

#include <fstream>

#include "tests/core/temporary_folder.h"
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
  const auto commands = sent<core::VerifyModel>(window);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].source == ui_test::foreign_info().source);
  core::ModelReport report;
  report.file = "/models/netG.pth";
  report.problems = {"main.0.weight holds NaN"};
  window.frame({core::ModelVerified{std::make_shared<core::ModelReport>(report)}});
  window.frame();
  CHECK(window.text.holds("Problem"));
  CHECK(window.text.holds("main.0.weight holds NaN"));
}

TEST_CASE("what was found about one file is not shown with another") {
  NullWindow window({});
  window.open_model(ui_test::foreign_info());
  core::ModelReport report;
  report.file = "/models/other.pth";
  window.frame({core::ModelVerified{std::make_shared<core::ModelReport>(report)}});
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
  const auto commands = sent<core::ConvertModel>(window);
  REQUIRE(commands.size() == 3);
  CHECK(commands[0].request.source == ui_test::foreign_info().source);
  CHECK(commands[0].request.out == home / "ganscope/netG-001.pth");
  CHECK(commands[1].request.out == home / "ganscope/netG-002.pth");
  CHECK(commands[2].request.out == home / "ganscope/netG-001");
}

TEST_CASE("a net in training can be neither verified nor saved in another format") {
  NullWindow window({});
  window.open_model();  // its file is empty
  open_card(window);
  window.click("Verify");
  window.click("Save as…");
  window.frames(2);
  CHECK(sent<core::VerifyModel>(window).empty());
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

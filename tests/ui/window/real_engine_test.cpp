#include <doctest/doctest.h>

#include <fstream>

#include "core/engine/torch_engine.h"
#include "tests/cli/program.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

TEST_CASE("a tiny net is trained in the window, its file dropped on it and walked through") {
  const TemporaryFolder folder;
  core::TrainOptions tiny;
  tiny.data = "rooms";
  tiny.run = folder / "run";
  tiny.data_count = 24;
  tiny.size = 16;
  tiny.nz = 8;
  tiny.ngf = tiny.ndf = 8;
  tiny.batch = 8;
  tiny.steps = 3;
  tiny.threads = 1;
  tiny.device = "cpu";
  Stage stage({.model = (folder / "none.safetensors").string(),
               .workspace = core::Workspace::kTrain,
               .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_reads("none.safetensors");  // no model yet, and the window says so
    stage.app().ui().document_for_tests().train.options = tiny;
    hands.click("train.run", "Start");
    hands.until_reads("Training ended at step 3");
    hands.drop({folder / "run" / "model.safetensors"});
    hands.go_to(core::Workspace::kExplore);
    hands.until_drawn();
    REQUIRE(hands.snapshot().model->info().size == 16);
    const core::Image before = hands.picture(core::Surface::kCanvas);
    const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
    hands.drag(middle, {middle.x + 120, middle.y});
    hands.until_drawn();
    REQUIRE(hands.picture(core::Surface::kCanvas) != before);
  });
}

TEST_CASE("files of every wrong kind leave the open model as it was and the window alive") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return folder / name;
  };
  std::filesystem::create_directory(folder / "set");
  const std::string pickle(
      "\x80\x02"
      "c__builtin__\neval\n.",
      21);
  const std::vector<std::filesystem::path> wrong{
      write("text.pth", "no weights at all"),
      write("pickle.pth", pickle),
      write("empty.pth", ""),
      write("picture.safetensors", "\x89PNG\r\n\x1a\n"),
      write("zip.pt", "PK\x03\x04 and nothing behind it"),
      write("lua.t7", "return 42"),
      write("cut.t7", std::string("\x04\0\0\0\x01\0\0\0", 8)),
      write("x_01.npy", "\x93NUMPY\x01\0v\0{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"),
      write("set/a.npy", "nothing").parent_path()};
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const core::FrozenModelPtr before = hands.snapshot().model;
    const core::Image picture = hands.picture(core::Surface::kCanvas);
    for (const auto& file : wrong) {
      hands.drop({file});
      hands.until_reads(file.filename().string());
      hands.until("the refusal", [&] { return hands.snapshot().jobs.empty(); });
      REQUIRE(hands.snapshot().model == before);
    }
    REQUIRE(hands.picture(core::Surface::kCanvas) == picture);
  });
}

TEST_CASE("what the window exports, the command line writes to the byte") {
  const TemporaryFolder folder;
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const core::ModelInfo& model = hands.snapshot().model->info();
    std::vector<core::Exemplar> items;
    for (std::uint64_t seed = 7; seed < 12; ++seed)
      items.push_back({core::sample_latent(model.prior, model.nz, seed), seed});
    core::WalkRequest walk;
    walk.pins = {items[0], items[1], items[2]};
    core::GuidedRequest guided;
    guided.generated = {items[3], items[4]};
    guided.options.features = {0, 1};
    struct Export {
      std::string command;
      core::FigureRequest figure;
      core::BatchNormMode mode;
    };
    const core::BatchNormMode usual = model.modes.front();
    const Export exports[] = {
        {"sample", core::SampleRequest{items}, usual},
        {"sample", core::SampleRequest{items}, core::BatchNormMode::kBatch},
        {"walk", walk, usual},
        {"arithmetic", core::ArithmeticRequest{{items[0]}, {items[1]}, {items[2]}}, usual},
        {"turn", core::TurnRequest{{items[0]}, {items[1]}, {items[2], items[3]}}, usual},
        {"guided", guided, usual}};
    for (const auto& [command, figure, mode] : exports) {
      CAPTURE(command);
      core::ExportRequest request{figure, {}, folder / "window.png"};
      request.generate.mode = mode;
      stage.app().session().send(core::WriteFigure{request});
      hands.until("the figure", [&] { return std::filesystem::exists(folder / "window.png"); });
      const test::Outcome again =
          test::shell(folder, "$G --quiet " + command + " rooms --from window.png --out again.png");
      REQUIRE(again.err == "");
      REQUIRE(test::text_of(folder / "window.png") == test::text_of(folder / "again.png"));
      std::filesystem::remove(folder / "window.png");
    }
  });
}

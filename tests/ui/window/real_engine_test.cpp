#include <doctest/doctest.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "core/engine/torch_engine.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/session/run_name.h"
#include "tests/cli/program.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

/// Exports what a panel shows and runs the line that its "Copy as command" gives: both files hold the same
/// bytes, and so does the one made again from the first. `images` is the folder of a picture from elsewhere.
void check_export(Hands& hands, const TemporaryFolder& folder, const std::string& command,
                  const std::string& panel, const char* export_button,
                  const std::filesystem::path& images = {}) {
  const std::filesystem::path exports = core::default_export_folder();
  const std::filesystem::path first = core::numbered_file(exports, command, "png");
  hands.click(panel, export_button);
  hands.until("the figure", [&] { return std::filesystem::exists(first); });
  const std::filesystem::path second = core::numbered_file(exports, command, "png");
  hands.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  const std::string line = ImGui::GetClipboardText(), program = "ganscope ";
  CAPTURE(line);
  REQUIRE(line.starts_with(program + command + " rooms "));
  REQUIRE(test::shell(folder, "$G --quiet " + line.substr(program.size())).err == "");
  REQUIRE(test::text_of(first) == test::text_of(second));
  const std::string again = "$G --quiet " + command + " rooms --from '" + first.string() +
                            "' --out again.png" +
                            (images.empty() ? "" : " --images '" + images.string() + "'");
  REQUIRE(test::shell(folder, again).err == "");
  REQUIRE(test::text_of(first) == test::text_of(folder / "again.png"));
}

/// No square, no grey, in a folder with another of the same kind.
std::filesystem::path dropped_image(const std::filesystem::path& folder) {
  core::Image image(150, 90, 3, 200);
  core::paste(image, core::Image(40, 30, 1, 20), 60, 25);
  core::make_folder(folder);
  core::write_file_atomically(folder / "another.png", core::encode_png(core::Image(64, 64, 3, 9)));
  core::write_file_atomically(folder / "my room.png", core::encode_png(image));
  return folder / "my room.png";
}

}  // namespace

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

TEST_CASE("what Forget and Discriminator export, their copied command and the picture itself make again") {
  const TemporaryFolder folder;
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    core::Document& document = stage.app().ui().document_for_tests();
    for (int i = 0; i < 8; ++i)  // between pixels, as boxes out of a file may be
      document.forget.boxes[document.forget.first_seed + static_cast<std::uint64_t>(i)] = {
          {"window", 10.3f + static_cast<float>(i), 7.7f, 20.1f, 15.9f}};
    document.forget.block = 1;
    hands.go_to(core::Workspace::kForget);
    hands.click("forget.fit", "Fit");
    hands.until("the fit", [&] { return document.forget.fit != nullptr; });
    check_export(hands, folder, "forget", "forget.live", "Export");
    document.forget.kept = {document.forget.fit->ranking.front()};  // no option says this
    check_export(hands, folder, "forget", "forget.live", "Export");

    // The maps forgotten above are part of these figures too.
    document.explore.mode = core::BatchNormMode::kBatch;
    hands.drop({dropped_image(folder / "mine")});
    hands.until("Discriminator looks at it", [&] {
      return hands.view().workspace == core::Workspace::kDiscriminator &&
             hands.view().dropped_name == "my room.png";
    });
    check_export(hands, folder, "guided", "discriminator.guided", "##export", folder / "mine");
    hands.click("discriminator.input", "Look at rooms");
    hands.click("discriminator.input", "discriminator.data.1");
    hands.until("the data", [&] { return document.discriminator.source == core::InspectSource::kData; });
    check_export(hands, folder, "guided", "discriminator.guided", "##export",
                 core::numbered_folder(core::default_export_folder(), "guided-input"));
  });
}

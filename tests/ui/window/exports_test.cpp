#include <doctest/doctest.h>

#include <functional>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "core/engine/torch_engine.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/run/run_name.h"
#include "tests/cli/program.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

namespace fs = std::filesystem;

/// One export of the window and what makes the same file again.
struct Export {
  std::string command;                // the sub-command
  fs::path file;                      // what the window calls it
  std::function<void()> press, copy;  // the button that writes it, the one that copies the command
  fs::path images = {};               // folder of a picture from elsewhere
};

/// Writes the file and runs the copied line: both hold the same bytes, and so does the picture made again
/// from the first. The line of a path names an .mp4: its other forms differ in the ending alone.
void check_export(Hands& hands, const TemporaryFolder& folder, const Export& one) {
  CAPTURE(one.file);
  const fs::path exports = core::default_export_folder();
  const std::string ending = one.file.extension().string(), program = "ganscope ";
  const fs::path first = core::numbered_file(exports, one.file.stem().string(), ending.substr(1));
  one.press();
  hands.until("the figure", [&] { return fs::exists(first); });
  const std::string written = test::text_of(first);
  fs::rename(first, folder / "first");
  hands.close_toasts();
  one.copy();
  std::string line = ImGui::GetClipboardText();
  CAPTURE(line);
  REQUIRE(line.starts_with(program + one.command + " rooms "));
  line.replace(line.rfind('.'), std::string::npos, ending);
  REQUIRE(test::shell(folder, "$G --quiet " + line.substr(program.size())).err == "");
  const fs::path second = line.substr(line.rfind(' ') + 1);
  REQUIRE(written.size() > 1000);
  REQUIRE(test::text_of(second) == written);
  fs::remove(second);
  if (ending != ".png") return;
  const std::string again = "$G --quiet " + one.command + " rooms --from first --out again.png" +
                            (one.images.empty() ? "" : " --images '" + one.images.string() + "'");
  REQUIRE(test::shell(folder, again).err == "");
  REQUIRE(test::text_of(folder / "again.png") == written);
}

/// Presses a button of a panel.
std::function<void()> button(Hands& hands, const std::string& panel, const char* label) {
  return [&hands, panel, label] { hands.click(panel, label); };
}

/// Chooses an entry of the menu behind a button.
std::function<void()> entry(Hands& hands, const std::string& panel, const char* label, const char* entry) {
  return [&hands, panel, label, entry] {
    hands.click(panel, label);
    hands.choose(entry);
  };
}

std::function<void()> copy_keys(Hands& hands) {
  return [&hands] { hands.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C); };
}

core::Exemplar seeded(Hands& hands, std::uint64_t seed) {
  const core::ModelInfo& model = hands.snapshot().model->info();
  return {core::sample_latent(model.prior, model.nz, seed), seed};
}

/// Two pins half a second apart.
void pin_two(Hands& hands) {
  core::PathDocument& path = hands.stage().app().ui().document_for_tests().path;
  path.pins = {seeded(hands, 3), seeded(hands, 8)};
  path.seconds_per_segment = 0.5;
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
    struct Asked {
      std::string command;
      core::FigureRequest figure;
      core::BatchNormMode mode;
    };
    const core::BatchNormMode usual = model.modes.front();
    const Asked exports[] = {
        {"sample", core::SampleRequest{items}, usual},
        {"sample", core::SampleRequest{items}, core::BatchNormMode::kBatch},
        {"walk", walk, usual},
        {"arithmetic", core::ArithmeticRequest{{items[0]}, {items[1]}, {items[2]}}, usual},
        {"turn", core::TurnRequest{{items[0]}, {items[1]}, {items[2], items[3]}}, usual},
        {"guided", guided, usual}};
    for (const auto& [command, figure, mode] : exports) {
      CAPTURE(command);
      core::ExportRequest request;
      request.figure = figure;
      request.generate.mode = mode;
      request.out = folder / "window.png";
      stage.app().session().send(core::RunTask{request});
      hands.until("the figure", [&] { return std::filesystem::exists(folder / "window.png"); });
      const test::Outcome again =
          test::shell(folder, "$G --quiet " + command + " rooms --from window.png --out again.png");
      REQUIRE(again.err == "");
      REQUIRE(test::text_of(folder / "window.png") == test::text_of(folder / "again.png"));
      std::filesystem::remove(folder / "window.png");
    }
  });
}

TEST_CASE(
    "the picture, the contact sheet and the walk that Explore writes, their copied commands write too") {
  const TemporaryFolder folder;
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const Export picture{"sample", "image.png",
                         entry(hands, "explore.image", "##export", "Picture 8×  (512 × 512)"),
                         button(hands, "explore.image", "##command")};
    check_export(hands, folder, picture);
    const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
    hands.drag(middle, {middle.x + 60, middle.y - 30});
    REQUIRE_FALSE(hands.document().explore.current.seed);  // no option says this z
    check_export(hands, folder, picture);
    check_export(hands, folder,
                 {"sample", "sheet.png", entry(hands, "explore.sheet", "##export", "Sheet as PNG"),
                  entry(hands, "explore.sheet", "##export", "Copy as command")});
    pin_two(hands);
    const auto copy = button(hands, "explore.path", "##command");
    check_export(hands, folder, {"walk", "walk.gif", button(hands, "explore.path", "##gif"), copy});
    check_export(hands, folder, {"walk", "walk.png", button(hands, "explore.path", "##sheet"), copy});
  });
}

TEST_CASE("the video of the walk, its copied command writes too") {
  const ScopedVariable programs("PATH", "/usr/local/bin:/usr/bin:/bin");  // main() hides every program
  const TemporaryFolder folder;
  if (test::shell(folder, "ffmpeg -hide_banner -encoders | grep -q libx264").status != 0) {
    MESSAGE("left out: no ffmpeg with libx264 here");
    return;
  }
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    pin_two(hands);
    check_export(hands, folder,
                 {"walk", "walk.mp4", button(hands, "explore.path", "##mp4"),
                  button(hands, "explore.path", "##command")});
  });
}

TEST_CASE("the figures that Arithmetic writes, their copied commands write too") {
  const TemporaryFolder folder;
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kArithmetic);
    core::ArithmeticDocument& document = stage.app().ui().document_for_tests().arithmetic;
    const auto fill = [&](core::BinId bin, std::vector<std::uint64_t> seeds) {
      for (const std::uint64_t seed : seeds) document.bin(bin).items.push_back(seeded(hands, seed));
    };
    fill(core::BinId::kA, {3, 17, 40});
    fill(core::BinId::kB, {5});
    fill(core::BinId::kC, {2, 11});
    fill(core::BinId::kLeft, {1, 6});
    fill(core::BinId::kRight, {4, 7, 25});
    const auto figure = [&](const std::string& panel, const char* label, const char* command,
                            const char* file) {
      check_export(hands, folder,
                   {command, file, button(hands, panel, label), button(hands, panel, "##command")});
    };
    figure("arithmetic.equation", "Export", "arithmetic", "arithmetic.png");
    figure("arithmetic.candidates", "##export", "sample", "candidates.png");
    document.bin(core::BinId::kA).items[0] = {
        core::Latent(document.bin(core::BinId::kA).items[0].z.size(), 0.5f), {}};
    figure("arithmetic.equation", "Export", "arithmetic", "arithmetic.png");
    hands.bring_forward("arithmetic.turn");
    figure("arithmetic.turn", "##export", "turn", "turn.png");
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
    document.forget.c = 0.1;
    hands.go_to(core::Workspace::kForget);
    hands.click("forget.fit", "Fit");
    hands.until("the fit", [&] { return document.forget.fit != nullptr; });
    const Export forget{"forget", "forget.png", button(hands, "forget.live", "Export"), copy_keys(hands)};
    check_export(hands, folder, forget);
    document.forget.kept = {document.forget.fit->ranking.front()};  // no option says this
    check_export(hands, folder, forget);

    // The maps forgotten above are part of these figures too.
    document.explore.mode = core::BatchNormMode::kBatch;
    hands.drop({dropped_image(folder / "mine")});
    hands.until("Discriminator looks at it", [&] {
      return hands.view().workspace == core::Workspace::kDiscriminator &&
             hands.view().dropped_name == "my room.png";
    });
    Export guided{"guided", "guided.png", button(hands, "discriminator.guided", "##export"), copy_keys(hands),
                  folder / "mine"};
    check_export(hands, folder, guided);
    hands.click("discriminator.input", "Look at rooms");
    hands.click("discriminator.input", "discriminator.data.1");
    hands.until("the data", [&] { return document.discriminator.source == core::InspectSource::kData; });
    guided.images = core::numbered_folder(core::default_export_folder(), "guided-input");
    check_export(hands, folder, guided);
  });
}

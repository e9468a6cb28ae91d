#include <doctest/doctest.h>

#include <cstring>
#include <fstream>
#include <limits>

#include "core/engine/torch_engine.h"
#include "core/io/weights/pth/pth_writer.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/model_files.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

test::StageOptions real() {
  return {.model = "rooms", .engine = engine::make_engine({.device = "cpu"})};
}

core::Image canvas(Hands& hands) {
  hands.until_drawn();
  return hands.picture(core::Surface::kCanvas);
}

/// A drag over the pad makes another picture, undone it is the one before.
void require_walk(Hands& hands) {
  const core::Image before = canvas(hands);
  const test::Spot pad = hands.spot("explore.image", "##pad");
  hands.drag(pad.at(0.3f, 0.3f), pad.at(0.7f, 0.6f));
  REQUIRE(canvas(hands) != before);
  hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  REQUIRE(canvas(hands) == before);
}

/// One toast came for what was dropped: one line that names it and says what to try.
void require_refusal(Hands& hands, const std::filesystem::path& dropped) {
  CAPTURE(dropped);
  hands.drop({dropped});
  hands.until("an answer", [&] { return !hands.toasts().empty() && hands.snapshot().jobs.empty(); });
  hands.frames(2);
  const std::vector<test::ToastText> toasts = hands.toasts();
  REQUIRE(toasts.size() == 1);
  const std::string& line = toasts[0].line;
  CAPTURE(line);
  REQUIRE(toasts[0].title == "The model was not opened");
  REQUIRE(line.find(": " + dropped.string()) != std::string::npos);
  REQUIRE(line.find('(') != std::string::npos);
  REQUIRE(line.find('\n') == std::string::npos);
  hands.close_toasts();
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
  std::vector<std::filesystem::path> wrong{
      write("text.pth", "no weights at all"),
      write("pickle.pth", pickle),
      write("empty.pth", ""),
      write("picture.safetensors", "\x89PNG\r\n\x1a\n"),
      write("zip.pt", "PK\x03\x04 and nothing behind it"),
      write("lua.t7", "return 42"),
      write("cut.t7", std::string("\x04\0\0\0\x01\0\0\0", 8)),
      write("x_01.npy", "\x93NUMPY\x01\0v\0{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"),
      write("set/a.npy", "nothing").parent_path()};
  std::filesystem::create_directory(folder / "strangers");
  for (const auto& file : test::well_formed_strangers(folder / "strangers")) wrong.push_back(file);
  Stage stage(real());
  stage.play([&](Hands& hands) {
    const core::Image picture = canvas(hands);
    const core::FrozenModelPtr before = hands.snapshot().model;
    const core::Document document = hands.document();
    for (const auto& file : wrong) {
      require_refusal(hands, file);
      REQUIRE(hands.snapshot().model == before);
      REQUIRE(hands.document() == document);
      REQUIRE(canvas(hands) == picture);
      require_walk(hands);
    }
  });
}

TEST_CASE("a dropped discriminator that fits joins the open generator, whose pictures stay") {
  const TemporaryFolder folder;
  io::write_pth(test::classic_discriminator(4), folder / "d.pth");
  Stage stage(real());
  stage.play([&](Hands& hands) {
    const core::Image picture = canvas(hands);
    const core::Document document = hands.document();
    const auto before = hands.snapshot().model->discriminator_logits({{picture}});
    hands.drop({folder / "d.pth"});
    hands.until("the discriminator", [&] {
      return hands.snapshot().model->info().source.discriminator == (folder / "d.pth").string();
    });
    REQUIRE(hands.snapshot().model->info().name == "rooms");
    REQUIRE(hands.snapshot().model->discriminator_logits({{picture}}) != before);
    hands.until("rest", [&] { return hands.snapshot().jobs.empty(); });
    REQUIRE(hands.toasts().empty());
    REQUIRE(hands.document() == document);
    REQUIRE(canvas(hands) == picture);
    require_walk(hands);
  });
}

TEST_CASE("a model whose weights are no numbers opens with a warning, and the next one as ever") {
  const TemporaryFolder folder;
  io::WeightsFile broken = test::classic_generator(4);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (io::NamedArray& array : broken.arrays)
    for (std::size_t at = 0; at < array.bytes.size(); at += sizeof nan)
      std::memcpy(array.bytes.data() + at, &nan, sizeof nan);
  io::write_pth(broken, folder / "nan.pth");
  Stage stage(real());
  stage.play([&](Hands& hands) {
    const core::Image picture = canvas(hands);
    hands.drop({folder / "nan.pth"});
    hands.until("the warning", [&] { return !hands.toasts().empty() && hands.snapshot().jobs.empty(); });
    REQUIRE(hands.toasts().size() == 1);
    REQUIRE(hands.toasts()[0].title == "Some weights are no numbers");
    REQUIRE(hands.toasts()[0].line.find("hold NaN or infinity") != std::string::npos);
    canvas(hands);
    stage.app().session().send(core::LoadModel{"rooms"});
    hands.until("the bundled model", [&] { return hands.snapshot().model->info().name == "rooms"; });
    REQUIRE(canvas(hands) == picture);
    require_walk(hands);
  });
}

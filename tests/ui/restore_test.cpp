#include "core/document/restore.h"

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/document/document_moves.h"
#include "core/request/request_json.h"
#include "tests/core/temporary_folder.h"
#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

core::ExportRequest walk(const core::ModelInfo& model) {
  core::WalkRequest walk;
  walk.pins = {core::seeded(model, 7), core::seeded(model, 9)};
  walk.path.seconds_per_segment = 1.5;
  walk.path.frames_per_second = 24;
  walk.path.loop = true;
  return {walk, {}, {}};
}

/// The answer to the opening of an export that says `state` of itself.
core::TaskDone opened(std::string state) {
  return test::task_done(core::OpenImageRequest{"/pictures/walk-001.png"},
                         core::OpenedImage{core::Image(32, 16, 3, 80), std::move(state)});
}

std::string state_of(const core::ModelInfo& model) {
  return core::json_text(core::provenance(model, walk(model)), -1);
}

}  // namespace

TEST_CASE("an image that is none of ours goes to the discriminator") {
  NullWindow window({});
  window.open_model();
  window.ui().files_dropped({"/pictures/face.png"});
  window.frames(2);
  window.frame({opened({})});
  window.frame();
  CHECK(window.ui().view().workspace == core::Workspace::kDiscriminator);
  CHECK(window.ui().view().dropped_image.width == 32);
}

TEST_CASE("an export of ours asks whether to restore what made it or to use it as an image, and waits") {
  NullWindow window({});
  const core::ModelInfo model = ui_test::fake_info(16);
  window.open_model();
  window.frame({opened(state_of(model))});
  window.frames(3);
  CHECK(window.ui().view().workspace == core::Workspace::kExplore);
  CHECK(window.ui().view().dropped_image.empty());
  window.click("Use as image");
  window.frames(2);
  CHECK(window.ui().view().workspace == core::Workspace::kDiscriminator);
  CHECK(window.ui().view().dropped_image.width == 32);
  CHECK_FALSE(window.text.holds("Use as image"));
  CHECK(window.errors.empty());
}

TEST_CASE("what made an export is restored at once where nothing is lost, else after a question") {
  NullWindow window({});
  const core::ModelInfo model = ui_test::fake_info(16);
  window.open_model();
  window.frame({opened(state_of(model))});
  window.frames(3);
  window.click("Restore what made it");
  window.frames(3);
  const core::PathDocument restored = window.ui().document().path;
  REQUIRE(restored.pins.size() == 2);
  CHECK(restored.pins[0] == core::seeded(model, 7));
  CHECK(restored.seconds_per_segment == 1.5);
  CHECK(restored.loop);

  window.press(ImGuiKey_R);  // now there is work
  window.press(ImGuiKey_P);
  REQUIRE(window.ui().document().path.pins.size() == 3);
  for (const char* answer : {"Cancel", "Restore"}) {
    window.frame({opened(state_of(model))});
    window.frames(3);
    window.click("Restore what made it");
    window.frames(4);
    REQUIRE(window.text.holds("Restore what made this picture?"));
    CHECK(window.ui().document().path.pins.size() == 3);
    window.click(answer);
    window.frames(3);
  }
  CHECK(window.ui().document().path == restored);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.ui().document().path.pins.size() == 3);
  CHECK(window.errors.empty());
}

TEST_CASE("an export of another model is not restored, and it is said which model to open") {
  NullWindow window({});
  core::ModelInfo other = ui_test::fake_info(16);
  other.name = "portraits";
  other.sha256 = std::string(64, 'b');
  window.open_model();
  const core::Document before = window.ui().document();
  window.frame({opened(state_of(other))});
  window.frames(3);
  window.click("Restore what made it");
  window.frames(3);
  CHECK(window.ui().document() == before);
  CHECK(window.text.holds("open portraits first"));
}

TEST_CASE("a state that is damaged restores nothing and says why") {
  for (const char* state : {"{", "[]", "{\"request\": 3}", "{\"request\": {\"figure\": \"walk\"}}", "null"}) {
    CAPTURE(state);
    NullWindow window({});
    window.open_model();
    const core::Document before = window.ui().document();
    window.frame({opened(state)});
    window.frames(3);
    window.click("Restore what made it");
    window.frames(3);
    CHECK(window.ui().document() == before);
    CHECK(window.text.holds("Nothing was restored"));
  }
}

TEST_CASE(
    "a state file that is dropped is restored, a mask or boxes go to Forget, anything else is refused") {
  const TemporaryFolder folder;
  const core::ModelInfo model = ui_test::fake_info(16);
  core::write_file_atomically(folder / "state.json", state_of(model));
  core::write_file_atomically(folder / "other.json", std::string("{\"a\": 1}"));
  NullWindow window({});
  window.open_model();
  window.ui().files_dropped({folder / "state.json"});
  window.frames(3);
  CHECK(window.ui().document().path.pins.size() == 2);
  window.ui().files_dropped({folder / "other.json"});
  window.frames(3);
  CHECK(window.text.holds("Neither boxes nor a mask were read"));
}

TEST_CASE("every kind of figure restores what it says") {
  const core::ModelInfo model = ui_test::fake_info(16);
  const auto exemplars = [&](std::uint64_t from, int count) {
    std::vector<core::Exemplar> list;
    for (int i = 0; i < count; ++i) list.push_back(core::seeded(model, from + static_cast<std::uint64_t>(i)));
    return list;
  };
  const auto restored = [&](core::FigureRequest figure) {
    return core::restored({std::move(figure), {}, {}}, model, core::Document{});
  };
  const auto sheet = restored(core::SampleRequest{exemplars(40, 6), 3, 0, 1});
  CHECK(sheet.document.explore.sheet_seed == 40);
  CHECK(sheet.document.explore.sheet_count == 6);
  const auto one = restored(core::SampleRequest{exemplars(5, 1), 1, 0, 8});
  CHECK(one.document.explore.current == core::seeded(model, 5));
  const auto scattered =
      restored(core::SampleRequest{{core::seeded(model, 1), core::seeded(model, 8)}, 2, 0, 1});
  CHECK(scattered.document.path.pins.size() == 2);
  const auto sum =
      restored(core::ArithmeticRequest{exemplars(1, 3), exemplars(4, 2), exemplars(6, 1), 0.5, 9, true});
  CHECK(sum.workspace == core::Workspace::kArithmetic);
  CHECK(sum.document.arithmetic.bin(core::BinId::kB).items == exemplars(4, 2));
  CHECK(sum.document.arithmetic.noise == 0.5);
  CHECK(sum.document.arithmetic.norm_matched);
  const auto turn = restored(core::TurnRequest{exemplars(1, 2), exemplars(3, 2), exemplars(70, 5), 9, 2.0});
  CHECK(turn.document.arithmetic.turn_seed == 70);
  CHECK(turn.document.arithmetic.bin(core::BinId::kRight).items == exemplars(3, 2));
  core::ForgetRequest forgotten;
  forgotten.fit = {.block = 1, .boxes = {{3, {{"lamp", 1, 1, 4, 4}}}}, .label = "lamp", .c = 10};
  forgotten.kept = {2};
  forgotten.top_k = 4;
  forgotten.sheet_seeds = {300, 301};
  const auto forget = restored(forgotten);
  CHECK(forget.document.forget.fit_request() == forgotten.fit);
  CHECK(forget.document.forget.kept == std::set<int>{2});
  CHECK(forget.document.forget.sheet_seed == 300);
  core::GuidedRequest guided;
  guided.generated = exemplars(12, 1);
  guided.options.features = {1, 3};
  guided.random_seed = 8;
  const auto eye = restored(guided);
  CHECK(eye.workspace == core::Workspace::kDiscriminator);
  CHECK(eye.document.discriminator.features == std::vector<int>{1, 3});
  CHECK(eye.document.explore.current == core::seeded(model, 12));
}

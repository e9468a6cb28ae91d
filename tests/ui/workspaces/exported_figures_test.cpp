// What the export buttons write and what "Copy as command" says, against the document, not against each
// other.
#include <doctest/doctest.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <fstream>
#include <sstream>

#include "core/request/animation_format.h"
#include "core/request/request_json.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/busy_window.h"

using ui_test::NullWindow;

namespace {

core::Exemplar seed(std::uint64_t number) {
  return {core::sample_latent(core::Prior::kGaussian, 16, number), number};
}

std::vector<core::Exemplar> seeds(std::uint64_t first, int count) {
  std::vector<core::Exemplar> items;
  for (int i = 0; i < count; ++i) items.push_back(seed(first + static_cast<std::uint64_t>(i)));
  return items;
}

/// A window on one workspace, a model, something in every part of the document, exports in a folder that
/// goes.
struct Busy {
  TemporaryFolder folder;
  ScopedVariable home{"HOME", folder.path().c_str()};
  NullWindow window;
  core::Document& document = window.ui().document_for_tests();

  explicit Busy(core::Workspace workspace) : window({.workspace = workspace}) {
    window.open_model();
    window.frames(2);
    ui_test::fill(window);
    document.explore.mode = core::BatchNormMode::kRunning;
    document.explore.current = seed(77);
    window.frames(3);
  }

  core::GenerateOptions plain() const { return {core::BatchNormMode::kRunning, {}}; }

  core::GenerateOptions masked() const { return {core::BatchNormMode::kRunning, document.forget.masks()}; }

  /// Clicks what reads so in a panel, and then, in the popup that opens, `entry`.
  void click(const std::string& panel, std::string_view label, std::string_view entry = {}) {
    window.click_in(panel, label);
    window.frames(2);
    if (entry.empty()) return;
    REQUIRE_FALSE(ImGui::GetCurrentContext()->OpenPopupStack.empty());
    const ImGuiID popup = ImGui::GetCurrentContext()->OpenPopupStack.back().Window->ID;
    const std::vector<test::DrawnString> drawn = window.text.strings();
    for (const test::DrawnString& one : drawn)
      if (one.window == popup && one.text == entry) window.click(one.middle());
    window.frames(2);
  }

  void check_exported(const core::FigureRequest& figure, const core::GenerateOptions& options,
                      const std::string& file) const {
    const core::ExportRequest* sent = nullptr;
    for (const core::Command& command : window.commands)
      if (const auto* task = std::get_if<core::RunTask>(&command))
        if (const auto* request = std::get_if<core::ExportRequest>(&task->request)) sent = request;
    REQUIRE(sent);
    CHECK(sent->out == folder / "ganscope" / file);
    CHECK(core::to_json(*sent) == core::to_json(core::ExportRequest{figure, options, sent->out}));
  }

  static void check_copied(const std::string& start, const std::vector<std::string>& parts) {
    const std::string line = ImGui::GetClipboardText();
    CAPTURE(line);
    CHECK(line.starts_with("ganscope " + start + " "));
    for (const std::string& part : parts)
      CHECK_MESSAGE((line + " ").find(" " + part + " ") != std::string::npos, part);
  }

  std::string masks_words() const {
    std::string words;
    for (const auto& [block, maps] : document.forget.masks().dropped)
      for (const int map : maps)
        words += (words.empty() ? "--drop " + std::to_string(block) + ":" : ",") + std::to_string(map);
    return words;
  }
};

}  // namespace

TEST_CASE("Explore exports its picture and its contact sheet as the document says") {
  Busy busy(core::Workspace::kExplore);
  busy.document.explore.sheet_seed = 31;
  busy.document.explore.sheet_count = 4;
  busy.window.frames(2);
  busy.window.press(ImGuiMod_Ctrl | ImGuiKey_E);
  busy.check_exported(core::SampleRequest{{seed(77)}, 1, 0, 8}, busy.masked(), "image-001.png");
  busy.window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  busy.check_copied("sample rooms",
                    {"--seed 77", "--count 1", "--enlarge 8", "--bn running", busy.masks_words()});

  busy.click("explore.sheet", ICON_FA_FILE_EXPORT, "Sheet as PNG");
  busy.check_exported(core::SampleRequest{seeds(31, 4), 4, 0, 1}, busy.masked(), "sheet-001.png");
  busy.click("explore.sheet", ICON_FA_FILE_EXPORT, "Copy as command");
  busy.check_copied("sample rooms", {"--seed 31", "--count 4", "--columns 4", busy.masks_words()});
}

TEST_CASE("Explore exports its walk in every format as the document says") {
  Busy busy(core::Workspace::kExplore);
  core::WalkRequest walk;
  walk.pins = {seed(3), seed(8), seed(14)};
  walk.path = busy.document.path.path();
  walk.columns = 10;
  walk.enlarge = 32;  // 512 pixels of 16
  for (const core::AnimationFormat& format : core::kAnimationFormats) {
    busy.click("explore.path", format.is_video ? ICON_FA_FILM : ICON_FA_PHOTO_FILM);
    busy.check_exported(walk, busy.masked(), std::string("walk-001") + format.ending);
  }
  busy.click("explore.path", ICON_FA_TABLE_CELLS);
  busy.check_exported(walk, busy.masked(), "walk-001.png");
}

TEST_CASE("the end of the walk is on its sheet where it is ticked, and in the copied command") {
  Busy busy(core::Workspace::kExplore);
  busy.click("explore.path", "End");
  CHECK(busy.document.path.end_on_sheet);
  core::WalkRequest walk;
  walk.pins = {seed(3), seed(8), seed(14)};
  walk.path = busy.document.path.path();
  walk.columns = 10;
  walk.enlarge = 32;
  walk.end = true;
  busy.click("explore.path", ICON_FA_TABLE_CELLS);
  busy.check_exported(walk, busy.masked(), "walk-001.png");
  busy.click("explore.path", ICON_FA_TERMINAL);
  busy.check_copied("walk rooms", {"--z 3,8,14", "--end"});
}

TEST_CASE("an export takes no name that another waits to write") {
  Busy busy(core::Workspace::kExplore);
  const auto waiting = [&](const char* file) {
    core::ExportRequest request{core::SampleRequest{}, {}, busy.folder / "ganscope" / file};
    return core::JobSnapshot{7, {}, core::JobState::kWaiting,
                             0, 0,  "",
                             0, 0,  std::make_shared<const core::RunTask>(core::RunTask{request})};
  };
  busy.window.snapshot.jobs = {waiting("sheet-001.png"), waiting("sheet-002.png"), {}};
  busy.document.explore.sheet_seed = 31;
  busy.document.explore.sheet_count = 4;
  busy.window.frames(2);
  busy.click("explore.sheet", ICON_FA_FILE_EXPORT, "Sheet as PNG");
  busy.check_exported(core::SampleRequest{seeds(31, 4), 4, 0, 1}, busy.masked(), "sheet-003.png");
}

TEST_CASE("a dragged z is copied by the state file, which holds the document's request") {
  Busy busy(core::Workspace::kExplore);
  core::Latent z = seed(77).z;
  z[3] += 0.25f;
  busy.document.explore.current = {z, std::nullopt};
  busy.window.frames(2);
  busy.window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  const std::filesystem::path state = busy.folder / "ganscope" / "sample-state-001.json";
  busy.check_copied("sample rooms", {"--state " + state.string()});
  std::ostringstream text;
  text << std::ifstream(state).rdbuf();
  const core::ExportRequest expected{core::SampleRequest{{{z, std::nullopt}}, 1, 0, 8}, busy.masked(), {}};
  CHECK(text.str() == core::json_text(core::provenance(busy.window.snapshot.model->info(), expected)) + "\n");
}

TEST_CASE(
    "Arithmetic exports the equation, exactly the candidates counted and the turn as the document says") {
  Busy busy(core::Workspace::kArithmetic);
  core::ArithmeticDocument& arithmetic = busy.document.arithmetic;
  arithmetic.noise = 0.5;
  arithmetic.noise_seed = 9;
  arithmetic.norm_matched = true;
  arithmetic.candidate_seed = 500;
  arithmetic.candidate_count = 23;
  arithmetic.turn_columns = 7;
  arithmetic.turn_step = 1.5;
  arithmetic.turn_seed = 60;
  busy.window.frames(2);
  busy.window.press(ImGuiMod_Ctrl | ImGuiKey_E);
  busy.check_exported(core::ArithmeticRequest{seeds(1, 3), seeds(4, 3), seeds(7, 3), 0.5, 9, true},
                      busy.plain(), "arithmetic-001.png");
  busy.window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  busy.check_copied("arithmetic rooms", {"--a 1,2,3", "--b 4,5,6", "--c 7,8,9", "--noise 0.5", "--seed 9",
                                         "--norm-matched", "--bn running"});
  busy.click("arithmetic.candidates", ICON_FA_FILE_EXPORT);
  busy.check_exported(core::SampleRequest{seeds(500, 23)}, busy.plain(), "candidates-001.png");
  busy.click("arithmetic.candidates", ICON_FA_TERMINAL);
  busy.check_copied("sample rooms", {"--seed 500", "--count 23", "--bn running"});
  ImGui::SetWindowFocus("Turn sheet###arithmetic.turn");
  busy.window.frames(2);
  busy.click("arithmetic.turn", ICON_FA_FILE_EXPORT);
  busy.check_exported(core::TurnRequest{seeds(10, 3), seeds(13, 3), seeds(60, 5), 7, 1.5}, busy.plain(),
                      "turn-001.png");
  busy.click("arithmetic.turn", ICON_FA_TERMINAL);
  busy.check_copied("turn rooms", {"--left 10,11,12", "--right 13,14,15", "--seed 60", "--rows 5",
                                   "--columns 7", "--step 1.5", "--bn running"});
}

TEST_CASE("Discriminator exports the block, features, leak and seed of its document for the canvas picture") {
  Busy busy(core::Workspace::kDiscriminator);
  core::DiscriminatorDocument& document = busy.document.discriminator;
  document.block = 2;
  document.features = {3, 1};
  document.leak_in_backward = true;
  document.random_seed = 8;
  busy.window.frames(2);
  busy.click("discriminator.guided", ICON_FA_FILE_EXPORT);
  core::GuidedRequest guided;
  guided.generated = {seed(77)};
  guided.options.block = 2;
  guided.options.features = {3, 1};
  guided.options.leak_in_backward = true;
  guided.random_seed = 8;
  busy.check_exported(guided, busy.masked(), "guided-001.png");
  busy.window.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  busy.check_copied("guided rooms", {"--z 77", "--layer 2", "--features 3,1", "--random-seed 8", "--leak",
                                     "--bn running", busy.masks_words()});
}

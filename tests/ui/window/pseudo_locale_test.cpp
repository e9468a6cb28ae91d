#include <doctest/doctest.h>
#include <imgui_internal.h>
#include <imgui_te_context.h>

#include <map>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"
#include "tests/ui/window/unmarked.h"

using core::Workspace;
using test::Hands;
using test::Spot;
using test::Stage;

namespace {

/// Looks at the window and remembers every string that has unmarked words, with the place it was first seen
/// at.
class Reader {
 public:
  explicit Reader(Hands& hands) : hands_(hands) {
    // Tooltips at once, those of disabled items too.
    ImGui::GetStyle().HoverFlagsForTooltipMouse = ImGuiHoveredFlags_AllowWhenDisabled;
  }

  void look(const std::string& place) {
    for (int frame = 0; frame < 2; ++frame) {
      hands_.frames(1);
      seen_ += hands_.stage().text().strings().size();
      for (const std::string& text : hands_.stage().text().strings())
        if (!test::unmarked_words(text).empty()) found_.try_emplace(text, place);
    }
  }

  /// A panel with the tooltips of all its items.
  void panel(const std::string& id) {
    const unsigned window = ImHashStr(("###" + id).c_str());
    hands_.context()->WindowFocus(window);
    look(id);
    for (const Spot& spot : hands_.spots(window)) {
      hands_.point(spot.middle());
      look(id + " over " + spot.label);
    }
  }

  void dialog(const std::string& name, ImGuiKeyChord chord) {
    hands_.key(chord);
    look(name);
    for (const Spot& spot : hands_.popup_spots()) {
      hands_.point(spot.middle());
      look(name + " over " + spot.label);
    }
    hands_.key(ImGuiKey_Escape);
    hands_.key(ImGuiKey_Escape);
  }

  std::string report() const {
    std::string lines;
    for (const auto& [text, place] : found_)
      lines += "\n  \"" + text + "\" in " + place + ": " + test::unmarked_words(text);
    return lines;
  }

  std::size_t seen() const { return seen_; }

 private:
  Hands& hands_;
  std::map<std::string, std::string> found_;
  std::size_t seen_ = 0;
};

/// Every panel that belongs to the shown workspace, those behind other tabs too.
std::vector<std::string> panels_of(Workspace workspace) {
  constexpr const char* kPrefixes[] = {"explore.", "arithmetic.", "discriminator.",
                                       "forget.",  "train.",      "evaluate."};
  const std::string own = std::string("###") + kPrefixes[static_cast<int>(workspace)];
  const std::string shell = "." + std::to_string(static_cast<int>(workspace));
  std::vector<std::string> panels;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    const std::string name = window->Name;
    const std::size_t id = name.find("###");
    if (id == std::string::npos || !window->WasActive ||
        (window->Flags & ImGuiWindowFlags_ChildWindow && !window->DockIsActive))
      continue;
    if (name.compare(id, own.size(), own) == 0 ||
        (name.find("###shell.") != std::string::npos && name.ends_with(shell)))
      panels.push_back(name.substr(id + 3));
  }
  return panels;
}

/// Pins, bins, boxes and a fit: panels say more when they hold something.
void fill(Hands& hands) {
  hands.key(ImGuiKey_P);
  hands.key(ImGuiKey_R);
  hands.key(ImGuiKey_P);
  hands.go_to(Workspace::kArithmetic);
  const Spot sheet = hands.spot("arithmetic.candidates", "##tiles");
  hands.until("candidates", [&] { return !hands.picture(core::Surface::kCandidates, 2).empty(); });
  hands.point({sheet.min.x + 20, sheet.min.y + 20});
  for (const ImGuiKey key : {ImGuiKey_A, ImGuiKey_C, ImGuiKey_LeftBracket, ImGuiKey_RightBracket})
    hands.key(key);
  hands.go_to(Workspace::kForget);
  const Spot sample = hands.spot("forget.boxes", "##sample");
  hands.drag(sample.at(0.2f, 0.2f), sample.at(0.7f, 0.8f));
  hands.key(ImGuiKey_F);
  hands.until("the fit", [&] { return hands.document().forget.fit != nullptr; });
}

void read_workspaces(Hands& hands, Reader& reader) {
  for (int i = 0; i < 6; ++i) {
    hands.go_to(static_cast<Workspace>(i));
    const std::vector<std::string> panels = panels_of(static_cast<Workspace>(i));
    REQUIRE(panels.size() >= 4);
    for (const std::string& panel : panels) reader.panel(panel);
  }
}

}  // namespace

TEST_CASE("words outside the quotes of the pseudo-locale are found") {
  CHECK(test::unmarked_words("«Seed» 14  ·  D(G(z)) 0.82").empty());
  CHECK(test::unmarked_words("«Long text that was cut o…").empty());
  CHECK(test::unmarked_words("…at the end» 3").empty());
  CHECK(test::unmarked_words("Ctrl+Shift+Z").empty());
  CHECK(test::unmarked_words("«Noise» around it") == "around it");
  CHECK(test::unmarked_words("Seed") == "Seed");
}

TEST_CASE("no panel shows a label that was not marked for translation") {
  Stage stage({.width = 1600, .height = 1000, .scale = 0.75f, .pseudo_locale = true});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    Reader reader(hands);
    read_workspaces(hands, reader);
    fill(hands);
    read_workspaces(hands, reader);
    INFO(reader.report());
    REQUIRE(reader.seen() > 1000);
    REQUIRE(reader.report() == "");
  });
}

TEST_CASE("no menu, dialog or running training shows a label that was not marked for translation") {
  Stage stage({.width = 1600, .height = 1000, .pseudo_locale = true});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    Reader reader(hands);
    for (const char* menu : {"«File»", "«Edit»", "«View»", "«Model»", "«Run»", "«Help»"}) {
      hands.context()->ItemClick((std::string("//##menu/##MenuBar/") + menu).c_str());
      reader.look(menu);
      for (const Spot& spot : hands.popup_spots()) {
        hands.point(spot.middle());
        reader.look(menu);
      }
      hands.key(ImGuiKey_Escape);
      hands.key(ImGuiKey_Escape);
    }
    reader.dialog("palette", ImGuiMod_Ctrl | ImGuiKey_P);
    reader.dialog("shortcuts", ImGuiMod_Shift | ImGuiKey_Slash);
    reader.dialog("settings", ImGuiMod_Ctrl | ImGuiKey_Comma);
    reader.dialog("file dialog", ImGuiMod_Ctrl | ImGuiKey_O);
    stage.controls().step.close();
    hands.go_to(Workspace::kTrain);
    hands.click("train.data", "##data");
    hands.choose("rooms");
    hands.key(ImGuiKey_F5);
    hands.until("the training", [&] { return hands.snapshot().train->phase == core::Phase::kTraining; });
    stage.controls().step.allow(20);
    hands.until("steps", [&] { return hands.snapshot().train->latest.step == 20; });
    for (const std::string& panel : panels_of(Workspace::kTrain)) reader.panel(panel);
    hands.press_close();
    reader.look("closing question");
    hands.key(ImGuiKey_Escape);
    INFO(reader.report());
    REQUIRE(reader.report() == "");
  });
}

#include <doctest/doctest.h>
#include <glad/gl.h>

#include <cstdlib>
#include <memory>
#include <optional>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/monkey.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Monkey;
using test::Stage;

namespace {

constexpr int kActions = 2000;      // GANSCOPE_MONKEY_ACTIONS=10000 for the long run
constexpr int kActionsASight = 40;  // the window is drawn whole then

/// Everything is laid out and sent to OpenGL, but no pixel is drawn: that takes a third of the time.
class Unseen {
 public:
  explicit Unseen(Stage& stage) : stage_(stage) { glEnable(GL_RASTERIZER_DISCARD); }

  ~Unseen() {
    glDisable(GL_RASTERIZER_DISCARD);
    stage_.app().window().draw_whole();
  }

  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  Stage& stage_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Whatever was done before, the window still closes its dialogs, trains, opens models and walks.
void check_alive(Stage& stage, Hands& hands) {
  stage.controls().work();
  hands.until("popups are closed", [&] {
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
      hands.key(ImGuiKey_Escape);
    return !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  });
  stage.app().session().send(core::StopTraining{});
  stage.app().session().send(core::FollowLive{false});
  hands.until("the training rests", [&] {
    const core::Phase phase = hands.snapshot().train->phase;
    return hands.snapshot().jobs.empty() && (phase == core::Phase::kIdle || phase == core::Phase::kFailed);
  });
  stage.app().session().send(core::LoadModel{"rooms"});
  hands.until("the model",
              [&] { return hands.snapshot().model && hands.snapshot().model->info().name == "rooms"; });
  hands.until("a new history", [&] { return !hands.history().can_undo(); });
  hands.key(ImGuiMod_Ctrl | ImGuiKey_0);  // at a large scale the menu bar may be too narrow for its menus
  hands.menu("View/Reset layout");
  hands.go_to(core::Workspace::kExplore);
  hands.click("explore.image", "Fit");  // wherever it was panned to
  hands.until_drawn();
  const core::Image before = hands.picture(core::Surface::kCanvas);
  const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
  hands.drag(middle, {middle.x + 60, middle.y - 20});
  hands.until_drawn();
  REQUIRE(hands.picture(core::Surface::kCanvas) != before);
}

/// "Keep training without a window" was chosen: the program ends with the training.
void check_end(Stage& stage, Hands& hands) {
  stage.controls().work();
  stage.app().session().send(core::StopTraining{});
  hands.until("the program ends with its training", [&] { return stage.quit(); });
}

}  // namespace

TEST_CASE("no order of clicks, drags, keys, typing, drops and failures breaks the window") {
  const std::uint64_t actions = number_from("GANSCOPE_MONKEY_ACTIONS", kActions);
  const std::uint64_t seed = number_from("GANSCOPE_MONKEY_SEED", 1);
  std::optional<Monkey> monkey;
  // Where the window was sent away, the monkey goes on in the next.
  std::uint64_t action = 0;
  for (bool sent_away = true; sent_away && action < actions;) {
    Stage stage;
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      if (monkey)
        monkey->take(hands);
      else
        monkey.emplace(hands, seed);
      std::unique_ptr<Unseen> unseen;
      for (; action < actions && !stage.hidden(); ++action) {
        INFO("seed " << seed << ", action " << action);
        if (action % kActionsASight == 0)
          unseen.reset();
        else if (!unseen)
          unseen = std::make_unique<Unseen>(stage);
        monkey->act();
      }
      unseen.reset();
      if (stage.hidden())
        check_end(stage, hands);
      else
        check_alive(stage, hands);
    });
    sent_away = stage.hidden() && stage.quit();
  }
  REQUIRE(action == actions);
  REQUIRE(monkey->kinds() == Monkey::kKinds);
}

#include "tests/ui/window/monkey.h"

#include <imgui_internal.h>
#include <imgui_te_context.h>
#include <imgui_te_internal.h>

#include <algorithm>
#include <bit>
#include <iterator>

#include "tests/ui/window/stage.h"

namespace test {
namespace {

constexpr int kActionsALook = 6;

constexpr ImGuiKeyChord kKeys[] = {ImGuiKey_A,
                                   ImGuiKey_B,
                                   ImGuiKey_C,
                                   ImGuiKey_D,
                                   ImGuiKey_F,
                                   ImGuiKey_N,
                                   ImGuiKey_P,
                                   ImGuiKey_R,
                                   ImGuiKey_T,
                                   ImGuiKey_V,
                                   ImGuiKey_X,
                                   ImGuiKey_1,
                                   ImGuiKey_2,
                                   ImGuiKey_Space,
                                   ImGuiKey_Enter,
                                   ImGuiKey_Tab,
                                   ImGuiKey_Home,
                                   ImGuiKey_Delete,
                                   ImGuiKey_LeftArrow,
                                   ImGuiKey_RightArrow,
                                   ImGuiKey_UpArrow,
                                   ImGuiKey_DownArrow,
                                   ImGuiKey_F5,
                                   ImGuiKey_F9,
                                   ImGuiKey_F12,
                                   ImGuiMod_Shift | ImGuiKey_F5,
                                   ImGuiMod_Ctrl | ImGuiKey_Z,
                                   ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z,
                                   ImGuiMod_Ctrl | ImGuiKey_E,
                                   ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C,
                                   ImGuiMod_Ctrl | ImGuiKey_P,
                                   ImGuiMod_Ctrl | ImGuiKey_O,
                                   ImGuiMod_Ctrl | ImGuiKey_0,
                                   ImGuiMod_Ctrl | ImGuiKey_Q};

constexpr const char* kWords[] = {"0", "7",  "-3", "1e9", "0-5,17", "window", "999999999999999999999",
                                  "",  "ü€", "%s"};
// Signs that are shortcuts, by themselves or with Ctrl.
constexpr const char* kSigns[] = {"[", "]", "{", "}", ",", ".", "?", "+", "-"};

bool is_left_alone(const Spot& spot) {
  return spot.label.starts_with("Full screen");
}

std::vector<unsigned> windows_shown() {
  std::vector<unsigned> shown;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->WasActive && !window->Hidden && window->RootWindowDockTree && window->RootWindow == window)
      shown.push_back(window->ID);
  return shown;
}

}  // namespace

Monkey::Monkey(Hands& hands, std::uint64_t seed) : hands_(&hands), random_(seed) {}

void Monkey::take(Hands& hands) {
  hands_ = &hands;
  spots_.clear();
}

int Monkey::kinds() const {
  return std::popcount(done_);
}

void Monkey::look() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const std::vector<unsigned> shown = windows_shown();
  // What a popup covers cannot be clicked.
  if (!g.OpenPopupStack.empty() && below(4) != 0)
    spots_ = hands_->popup_spots();
  else if (!shown.empty())
    spots_ = hands_->spots(shown[below(static_cast<std::uint32_t>(shown.size()))]);
  std::erase_if(spots_, is_left_alone);
  stale_ = 0;
}

const Spot& Monkey::any_spot() {
  static const Spot kNowhere{"nowhere", {0, 0}, {1280, 800}};
  if (spots_.empty() || ++stale_ > kActionsALook) look();
  return spots_.empty() ? kNowhere : spots_[below(static_cast<std::uint32_t>(spots_.size()))];
}

ImVec2 Monkey::any_place() {
  const Spot& spot = any_spot();
  return spot.at(static_cast<float>(below(100)) / 100, static_cast<float>(below(100)) / 100);
}

void Monkey::press(ImVec2 at, int button) {
  ImGuiTestInputs& inputs = *hands_->context()->Inputs;
  inputs.MousePosValue = at;
  if (below(2)) hands_->frames(1);  // the press may come in the frame of the move
  inputs.MouseButtonsValue = 1 << button;
  hands_->frames(1);
  inputs.MouseButtonsValue = 0;
  hands_->frames(1);
}

void Monkey::drag(ImVec2 from, ImVec2 to) {
  ImGuiTestInputs& inputs = *hands_->context()->Inputs;
  inputs.MousePosValue = from;
  if (below(2)) hands_->frames(1);
  inputs.MouseButtonsValue = 1;
  hands_->frames(1);
  inputs.MousePosValue = {(from.x + to.x) / 2, (from.y + to.y) / 2};
  hands_->frames(1);
  inputs.MousePosValue = to;
  hands_->frames(1);
  inputs.MouseButtonsValue = 0;
  hands_->frames(1);
}

void Monkey::press(ImGuiKeyChord chord) {
  ImGuiTestInputs& inputs = *hands_->context()->Inputs;
  inputs.Queue.push_back(ImGuiTestInput::ForKeyChord(chord, true));
  hands_->frames(1);
  inputs.Queue.push_back(ImGuiTestInput::ForKeyChord(chord, false));
  hands_->frames(1);
}

void Monkey::type() {
  if (below(2)) return hands_->sign(kSigns[below(std::size(kSigns))]);
  if (below(4) == 0)
    return hands_->hold(ImGuiMod_Ctrl, [&] { hands_->sign(kSigns[below(std::size(kSigns))]); });
  hands_->context()->KeyChars(kWords[below(std::size(kWords))]);
  if (below(2)) press(ImGuiKey_Enter);
}

void Monkey::drop() {
  constexpr const char* kFiles[] = {"/models/a.safetensors", "/pictures/a.png", "/", "/notes.txt"};
  hands_->drop({kFiles[below(std::size(kFiles))]});
}

void Monkey::break_or_mend() {
  MockControls& controls = hands_->stage().controls();
  MockPoint* points[] = {&controls.generate,   &controls.guided,     &controls.load_model,
                         &controls.load_image, &controls.job,        &controls.make_trainer,
                         &controls.step,       &controls.publish,    &controls.save_checkpoint,
                         &controls.save_model, &controls.sample_data};
  controls.work();
  const std::uint32_t broken = below(3 * std::size(points));
  if (broken < std::size(points)) points[broken]->fail("broken on purpose");
}

void Monkey::act() {
  const std::uint32_t choice = below(40);
  const auto kind = [&](unsigned which) { done_ |= 1u << which; };
  if (choice < 14) return kind(0), press(any_spot().middle(), 0);
  if (choice < 18) return kind(1), press(any_place(), 0);
  if (choice < 20) return kind(2), press(any_place(), 1);
  if (choice < 24) return kind(3), drag(any_place(), any_place());
  if (choice < 31) return kind(4), press(kKeys[below(std::size(kKeys))]);
  if (choice < 33) return kind(5), type();
  if (choice < 34) return kind(6), hands_->context()->MouseWheelY(static_cast<float>(below(5)) - 2);
  if (choice < 35) return kind(7), drop();
  if (choice < 36) return kind(8), break_or_mend();
  if (choice < 38) return kind(9), press(ImGuiKey_Escape);
  if (choice < 39) return kind(10), hands_->press_close();
  kind(11);
  press(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + below(6)));
}

}  // namespace test

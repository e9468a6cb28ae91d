#include "tests/ui/window/hands.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_internal.h>
#include <imgui_te_context.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <tuple>

#include "tests/ui/window/stage.h"

namespace test {
namespace {

constexpr int kPatienceFrames = 40;  // for an item to appear

using Clock = std::chrono::steady_clock;

std::string panel_name(const std::string& panel) {
  return "###" + panel;
}

/// The Test Engine keeps the first 31 bytes of most labels; the id is made from the whole of all.
bool is_labelled(const Spot& spot, std::string_view label) {
  return spot.label == label.substr(0, sizeof(ImGuiTestItemInfo::DebugLabel) - 1) ||
         spot.id == ImHashStr(label.data(), label.size(), spot.parent);
}

}  // namespace

const core::Document& Hands::document() const {
  return stage_.app().ui().document();
}

const core::Snapshot& Hands::snapshot() const {
  return stage_.app().snapshot();
}

const core::History& Hands::history() const {
  return stage_.app().ui().history();
}

const ui::ViewState& Hands::view() const {
  return stage_.app().ui().view();
}

core::Image Hands::picture(core::Surface surface, std::size_t tile) const {
  const core::SurfacePictures* pictures = snapshot().surface(surface);
  const bool there = pictures && pictures->stamp >= view().stamp && tile < pictures->tiles.size();
  return there ? pictures->tiles[tile] : core::Image();
}

bool Hands::reads(std::string_view text) const {
  return stage_.text().holds(text);
}

std::vector<ToastText> Hands::toasts() const {
  unsigned shown = 0;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->Active && std::string_view(window->Name).starts_with("##toast")) shown = window->ID;
  std::vector<ToastText> found;
  for (const ui::Toast& toast : stage_.app().ui().toasts()) found.push_back({shown, toast.title, toast.line});
  return found;
}

void Hands::frames(int count) {
  for (int i = 0; i < count; ++i) {
    stage_.text().clear();
    context_->Yield();
  }
}

void Hands::until(const char* what, const std::function<bool()>& holds) {
  const auto deadline = Clock::now() + kPatience;
  while (!holds()) {
    if (Clock::now() > deadline) throw std::runtime_error(std::string("this did not happen: ") + what);
    frames(1);
  }
}

void Hands::until_reads(const std::string& text) {
  until(("the window reads " + text).c_str(), [&] { return reads(text); });
}

void Hands::until_drawn() {
  until("a picture on the canvas", [&] { return !picture(core::Surface::kCanvas).empty(); });
}

std::vector<Spot> Hands::spots(unsigned window) {
  ImGuiTestItemList list;
  context_->GatherItems(&list, window, -1);
  std::vector<Spot> found;
  for (const ImGuiTestItemInfo& item : list) {
    const bool seen = item.RectClipped.GetWidth() >= 1 && item.RectClipped.GetHeight() >= 1;
    const bool able = !(item.ItemFlags & ImGuiItemFlags_Disabled);
    if (!seen || !item.ID) continue;
    found.push_back(
        {item.DebugLabel, item.RectClipped.Min, item.RectClipped.Max, able, item.ID, item.ParentID});
  }
  const auto place = [](const Spot& spot) { return std::tuple(spot.min.y, spot.min.x); };
  std::sort(found.begin(), found.end(), [&](const Spot& a, const Spot& b) { return place(a) < place(b); });
  return found;
}

std::vector<Spot> Hands::spots(const std::string& panel) {
  return spots(ImHashStr(panel_name(panel).c_str()));
}

std::vector<Spot> Hands::spots(const std::string& panel, std::string_view label) {
  std::vector<Spot> all = spots(panel);
  std::erase_if(all, [&](const Spot& spot) { return !spot.able || !is_labelled(spot, label); });
  return all;
}

Spot Hands::spot(const std::string& panel, std::string_view label) {
  for (int frame = 0; frame < kPatienceFrames; ++frame) {
    const std::vector<Spot> found = spots(panel, label);
    if (!found.empty()) return found.front();
    frames(1);
  }
  std::string there;
  for (const Spot& one : spots(panel)) there += (one.able ? " [" : " disabled [") + one.label + "]";
  throw std::runtime_error("no " + std::string(label) + " can be clicked in " + panel + ", only" + there);
}

std::vector<Spot> Hands::popup_spots() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.OpenPopupStack.empty() || !g.OpenPopupStack.back().Window) return {};
  return spots(g.OpenPopupStack.back().Window->ID);
}

void Hands::point(ImVec2 at) {
  context_->MouseMoveToPos(at);
}

void Hands::click(ImVec2 at, int button) {
  point(at);
  context_->MouseClick(button);
  frames(1);
}

void Hands::double_click(ImVec2 at) {
  point(at);
  context_->MouseDoubleClick(0);
  frames(1);
}

void Hands::drag(ImVec2 from, ImVec2 to, int steps) {
  point(from);
  context_->MouseDown(0);
  for (int i = 1; i <= steps; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(steps);
    point({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
  }
  context_->MouseUp(0);
  frames(2);
}

void Hands::key(ImGuiKeyChord chord) {
  context_->KeyPress(chord);
  frames(2);
}

void Hands::sign(const char* typed) {
  context_->KeyChars(typed);
  frames(2);
}

void Hands::hold(ImGuiKey modifier, const std::function<void()>& meanwhile) {
  context_->KeyDown(modifier);
  meanwhile();
  context_->KeyUp(modifier);
  frames(1);
}

void Hands::type(const std::string& text) {
  context_->KeyCharsReplaceEnter(text.c_str());
  frames(2);
}

void Hands::menu(const std::string& path) {
  context_->MenuClick(("//##menu/" + path).c_str());
  frames(2);
}

void Hands::choose(std::string_view label) {
  for (int frame = 0; frame < kPatienceFrames; ++frame) {
    for (const Spot& one : popup_spots())
      if (one.able && is_labelled(one, label)) return click(one.middle());
    frames(1);
  }
  throw std::runtime_error("no open popup offers " + std::string(label));
}

void Hands::bring_forward(const std::string& panel) {
  context_->WindowFocus(ImHashStr(panel_name(panel).c_str()));
  frames(2);
}

void Hands::go_to(core::Workspace workspace) {
  key(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(workspace)));
  until("the workspace is shown", [&] { return view().workspace == workspace; });
  frames(4);  // docked panels find their places
}

void Hands::drop(const std::vector<std::filesystem::path>& paths) {
  std::vector<const char*> names;
  for (const std::filesystem::path& path : paths) names.push_back(path.c_str());
  const GLFWdropfun callback = glfwSetDropCallback(stage_.glfw(), nullptr);
  glfwSetDropCallback(stage_.glfw(), callback);
  callback(stage_.glfw(), static_cast<int>(names.size()), names.data());
  frames(2);
}

void Hands::close_toasts() {
  // Each one shows when that before it is gone.
  for (std::vector<ToastText> left = toasts(); !left.empty(); left = toasts()) {
    for (const Spot& one : spots(left.back().window))
      if (is_labelled(one, "##close")) click(one.middle());
    frames(2);
  }
}

void Hands::press_close() {
  const GLFWwindowclosefun callback = glfwSetWindowCloseCallback(stage_.glfw(), nullptr);
  glfwSetWindowCloseCallback(stage_.glfw(), callback);
  callback(stage_.glfw());
  frames(3);
}

}  // namespace test

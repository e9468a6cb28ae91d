#pragma once

#include <imgui.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/document.h"
#include "core/document/history.h"
#include "core/session/snapshot.h"
#include "ui/frame/view_state.h"

struct ImGuiTestContext;

namespace test {

class Stage;

/// Something on the screen that can be pointed at.
struct Spot {
  std::string label;
  ImVec2 min, max;
  bool able = true;             // not disabled
  unsigned id = 0, parent = 0;  // ImGui's

  ImVec2 middle() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }

  ImVec2 at(float x, float y) const { return {min.x + x * (max.x - min.x), min.y + y * (max.y - min.y)}; }
};

/// What a toast has to say; the window shows the newest, its line as far as there is room.
struct ToastText {
  unsigned window = 0;  // ImGui id of the one that is shown
  std::string title, line;
};

/// What a person in front of the window sees and does. A panel is named by its stable id ("explore.image"),
/// an item by its ImGui label. What does not happen within seconds throws. On the stage's thread, inside
/// Stage::play().
class Hands {
 public:
  Hands(Stage& stage, ImGuiTestContext* context) : stage_(stage), context_(context) {}

  const core::Document& document() const;
  const core::Snapshot& snapshot() const;
  const core::History& history() const;
  const ui::ViewState& view() const;
  /// The picture of one tile once it shows what the document asks for; empty before.
  core::Image picture(core::Surface surface, std::size_t tile = 0) const;
  /// Part of a string that was drawn in the last frame.
  bool reads(std::string_view text) const;
  std::vector<ToastText> toasts() const;  // of the last frame

  void frames(int count);
  void until(const char* what, const std::function<bool()>& holds);
  void until_reads(const std::string& text);
  void until_drawn();  // a model is open and its picture on the canvas

  /// Items of a panel, child windows included, from top to bottom and left to right; disabled ones as well.
  std::vector<Spot> spots(const std::string& panel);
  std::vector<Spot> spots(unsigned window);                                   // its ImGui id
  std::vector<Spot> spots(const std::string& panel, std::string_view label);  // that can be clicked
  Spot spot(const std::string& panel, std::string_view label);                // the first; waits for it
  std::vector<Spot> popup_spots();                                            // of the topmost popup

  void point(ImVec2 at);
  void click(ImVec2 at, int button = 0);

  void click(const std::string& panel, std::string_view label) { click(spot(panel, label).middle()); }

  void double_click(ImVec2 at);
  void drag(ImVec2 from, ImVec2 to, int steps = 6);
  void key(ImGuiKeyChord chord);
  void sign(const char* typed);                                          // "[", on whatever key it stands
  void hold(ImGuiKey modifier, const std::function<void()>& meanwhile);  // ImGuiMod_Shift
  void type(const std::string& text);                                    // into the active field, then Enter
  void menu(const std::string& path);                                    // "Edit/Undo"
  void choose(std::string_view label);                                   // in the topmost popup
  void bring_forward(const std::string& panel);                          // the tab of a docked panel
  void go_to(core::Workspace workspace);                                 // Ctrl+1 .. Ctrl+6
  void drop(const std::vector<std::filesystem::path>& paths);            // through GLFW's drop callback
  void close_toasts();
  void press_close();  // the window's close button, through GLFW

  ImGuiTestContext* context() { return context_; }

  Stage& stage() { return stage_; }

 private:
  Stage& stage_;
  ImGuiTestContext* context_;
};

}  // namespace test
